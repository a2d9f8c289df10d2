package tritonc.typecheck.infer;

/// What a value is as far as its own expression tells.
enum Kind {
    UNKNOWN,
    /// an integer that is written out
    LITERAL,
    INT,
    FLOAT,
    BOOL;

    /// The kind of an arithmetic result.
    Kind join(Kind other) {
        if (this == FLOAT || other == FLOAT) {
            return FLOAT;
        }
        if (this == INT || other == INT) {
            return INT;
        }
        if (this == LITERAL) {
            return other;
        }
        return this == other || other == LITERAL ? this : UNKNOWN;
    }
}
