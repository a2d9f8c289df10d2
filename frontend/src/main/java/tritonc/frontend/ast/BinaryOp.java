package tritonc.frontend.ast;

/// A binary arithmetic operator, alone or in an augmented assignment.
public enum BinaryOp {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    MATMUL("@"),
    DIV("/"),
    FLOOR_DIV("//"),
    MOD("%"),
    POW("**"),
    SHL("<<"),
    SHR(">>"),
    BIT_AND("&"),
    BIT_OR("|"),
    BIT_XOR("^");

    private final String text;

    BinaryOp(String text) {
        this.text = text;
    }

    /// As written in the source.
    public String text() {
        return text;
    }
}
