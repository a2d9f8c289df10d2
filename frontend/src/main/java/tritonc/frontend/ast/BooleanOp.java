package tritonc.frontend.ast;

/// The operators that may leave operands unevaluated.
public enum BooleanOp {
    AND("and"),
    OR("or");

    private final String text;

    BooleanOp(String text) {
        this.text = text;
    }

    /// As written in the source.
    public String text() {
        return text;
    }
}
