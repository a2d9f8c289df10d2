package tritonc.codegen.x86;

/// What a conditional instruction asks of the flags.
public enum Condition {
    O(0),
    NO(1),
    B(2),
    AE(3),
    E(4),
    NE(5),
    BE(6),
    A(7),
    S(8),
    NS(9),
    P(10),
    NP(11),
    L(12),
    GE(13),
    LE(14),
    G(15);

    private static final Condition[] BY_CODE = values();

    /// The last four bits of the opcode.
    final int code;

    Condition(int code) {
        this.code = code;
    }

    /// The condition that holds just where this one does not.
    public Condition not() {
        return BY_CODE[code ^ 1];
    }
}
