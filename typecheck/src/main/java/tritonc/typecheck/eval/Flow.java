package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;

/// How a run of statements ends.
sealed interface Flow {
    /// Goes on behind the statements.
    Falls FALLS = new Falls();

    record Falls() implements Flow {}

    /// Has returned from the function.
    ///
    /// @param at the `return`; null for the end of the function's body
    record Returns(PyValue value, @Nullable Span at) implements Flow {
        /// The end of the body, reached without a `return`.
        static final Returns END = new Returns(Constexpr.PyNone.NONE, null);
    }

    /// Has returned `value` where `returned` (an `i1` scalar) holds, else goes on.
    record Maybe(Value returned, PyValue value, @Nullable Span at) implements Flow {}
}
