package tritonc.typecheck.names;

import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Names;

import java.util.List;

/// A `@triton.jit` function with the names its body sees.
public record InlinedFunction(JitFunction function, Names names) implements Callable {
    @Override
    public String name() {
        return function.name();
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
    public Span nameSpan() {
        return function.definition().nameSpan();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InlinedFunction f && f.function.equals(function);
    }

    @Override
    public int hashCode() {
        return function.hashCode();
    }
}
