package tritonc.typecheck.names;

import tritonc.frontend.Binding;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.HostCallable;
import tritonc.typecheck.value.Names;

import java.util.List;

/// A function of a file that is no kernel, with the names its body sees.
record HostCode(Binding.HostFunction function, Names names, Names inside) implements HostCallable {
    @Override
    public String name() {
        return function.definition().name();
    }

    @Override
    public List<Parameter> parameters() {
        return function.definition().parameters();
    }

    @Override
    public List<Stmt> body() {
        return function.definition().body();
    }

    @Override
    public List<Expr> decorators() {
        return function.definition().decorators();
    }

    @Override
    public Span nameSpan() {
        return function.definition().nameSpan();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostCode c && c.function.definition() == function.definition();
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(function.definition());
    }
}
