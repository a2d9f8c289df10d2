package tritonc.typecheck.value;

import tritonc.frontend.ast.Expr;

import java.util.List;

/// A function of host code.
public interface HostCallable extends Callable {
    /// The decorators, the outermost first.
    List<Expr> decorators();

    /// The names that the statements of the body bind without being run: its imports.
    Names inside();
}
