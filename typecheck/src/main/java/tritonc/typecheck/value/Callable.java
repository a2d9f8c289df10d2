package tritonc.typecheck.value;

import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;

import java.util.List;

/// A function of the source that can be inlined: what `@triton.jit` marks, or a `lambda`.
public interface Callable {
    String name();

    List<Parameter> parameters();

    List<Stmt> body();

    Span nameSpan();

    /// The names that the body sees besides its own.
    Names names();
}
