package tritonc.typecheck.value;

/// What a `for` can run over: `range(lower, upper, step)`.
///
/// @param unrolled `tl.static_range`: the loop is unrolled and its bounds are constants
public record IterationValue(PyValue lower, PyValue upper, PyValue step, boolean unrolled)
        implements PyValue {
    @Override
    public String describe() {
        return unrolled ? "static_range" : "range";
    }
}
