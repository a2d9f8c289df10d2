package tritonc.frontend.ast;

/// A comparison operator.
public enum CompareOp {
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    EQ("=="),
    NE("!="),
    IN("in"),
    NOT_IN("not in"),
    IS("is"),
    IS_NOT("is not");

    private final String text;

    CompareOp(String text) {
        this.text = text;
    }

    /// As written in the source.
    public String text() {
        return text;
    }
}
