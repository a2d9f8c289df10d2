package tritonc.runtime;

import org.jspecify.annotations.Nullable;

/// An element of a tuple that is compiled as a constant, where its tuple is an argument: Triton's
/// `tl.constexpr(16)` on the host.
///
/// @param value a number, a truth value, null (`None`), a [String] or a [tritonc.ir.type.DType]
public record Constexpr(@Nullable Object value) {
    @Override
    public String toString() {
        return "constexpr(" + value + ")";
    }
}
