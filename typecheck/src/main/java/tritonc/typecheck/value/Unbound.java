package tritonc.typecheck.value;

import tritonc.ir.diagnostic.Span;

/// A name that was assigned on a way that need not have been taken: reading it is an error.
///
/// @param at where it was assigned
public record Unbound(Reason reason, Span at) implements PyValue {
    /// Why the name has no value here.
    public enum Reason {
        /// assigned in the body of a loop, read after it
        LOOP,
        /// assigned in one arm of an `if` only
        ONE_ARM,
        /// assigned in both arms, but with values that cannot become one
        DIFFERENT
    }

    @Override
    public String describe() {
        return "unbound";
    }
}
