package tritonc.typecheck.value;

/// `lower:upper:step` between brackets; an absent part is `None`.
public record SliceValue(PyValue lower, PyValue upper, PyValue step) implements PyValue {
    /// `:` alone, which keeps an axis as it is.
    public boolean isWhole() {
        return lower instanceof Constexpr.PyNone
                && upper instanceof Constexpr.PyNone
                && step instanceof Constexpr.PyNone;
    }

    @Override
    public String describe() {
        return isWhole() ? ":" : "slice";
    }
}
