package tritonc.typecheck.value;

/// The value of what was reported already; it silences everything computed from it.
public record ErrorValue() implements PyValue {
    public static final ErrorValue ERROR = new ErrorValue();

    /// Whether a value is one of those, or a tuple that holds one.
    public static boolean isIn(PyValue value) {
        return value instanceof ErrorValue
                || value instanceof TupleValue t
                        && t.elements().stream().anyMatch(ErrorValue::isIn);
    }

    @Override
    public String describe() {
        return "?";
    }
}
