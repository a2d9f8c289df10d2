package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;
import tritonc.typecheck.value.Unbound;

import java.util.List;

/// A `lambda` of a kernel. Besides its parameters and the globals its body sees what the function
/// around it knows at compile time; a tensor of that function must be passed to it, as there is no
/// saying where the lambda will be called.
record Closure(Expr.Lambda lambda, Frame around) implements Callable {
    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public List<Parameter> parameters() {
        return lambda.parameters();
    }

    @Override
    public List<Stmt> body() {
        return List.of(new Stmt.Return(lambda.body().span(), lambda.body()));
    }

    @Override
    public Span nameSpan() {
        return lambda.span();
    }

    @Override
    public Names names() {
        return new Seen(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Closure c && c.lambda == lambda && c.around == around;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(lambda);
    }

    /// Whether the function around it has the name, for a value that the lambda must not see.
    boolean hides(String name) {
        PyValue local = around.locals().get(name);
        return local != null && (local instanceof Unbound || runs(local));
    }

    /// Whether a value is computed by the program, at least in part.
    private static boolean runs(PyValue value) {
        return value instanceof Tensor
                || value instanceof BlockPointer
                || value instanceof TupleValue t && t.elements().stream().anyMatch(Closure::runs);
    }

    private record Seen(Closure closure) implements Names {
        @Override
        public @Nullable PyValue lookup(String name) {
            PyValue local = closure.around.locals().get(name);
            if (local == null) {
                return closure.around.function().names().lookup(name);
            }
            return closure.hides(name) ? null : local;
        }

        @Override
        public List<String> all() {
            return closure.around.function().names().all();
        }
    }
}
