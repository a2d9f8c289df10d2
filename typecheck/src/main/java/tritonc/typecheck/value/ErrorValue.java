package tritonc.typecheck.value;

/// The value of what was reported already; it silences everything computed from it.
public record ErrorValue() implements PyValue {
    public static final ErrorValue ERROR = new ErrorValue();

    @Override
    public String describe() {
        return "?";
    }
}
