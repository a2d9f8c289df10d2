package tritonc.frontend.ast;

/// A prefix operator.
public enum UnaryOp {
    PLUS("+"),
    MINUS("-"),
    INVERT("~"),
    NOT("not");

    private final String text;

    UnaryOp(String text) {
        this.text = text;
    }

    /// As written in the source.
    public String text() {
        return text;
    }
}
