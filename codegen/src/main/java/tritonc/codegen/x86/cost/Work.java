package tritonc.codegen.x86.cost;

/// Kinds of work that instructions are, by what they ask of the processor.
enum Work {
    /// Additions of floats, minima and the like.
    ADD(4),
    /// Products of floats, with a sum or without, and conversions between formats of one width.
    MULTIPLY(4),
    /// Arithmetic and logic of integers.
    LOGIC(1),
    SHIFT(1),
    /// Two steps of multiplication.
    MULTIPLY_32(10),
    /// Three steps of multiplication.
    MULTIPLY_64(15),
    /// Two steps of float arithmetic.
    ROUND(8),
    /// Lanes that change places, also to another file.
    SHUFFLE(3),
    /// Lanes that change places twice.
    NARROW(4),
    /// Conversions between lanes of two widths.
    CONVERT(6),
    /// Lanes compared into a mask.
    COMPARE(3),
    MASK(1),
    DIVIDE(12),
    GATHER(20),
    SCATTER(10),
    /// A copy of a register, which is a matter of names, or of memory.
    MOVE(0),
    SCALAR(1),
    SCALAR_SHIFT(1),
    SCALAR_MULTIPLY(3),
    SCALAR_DIVIDE(14),
    JUMP(1),
    /// No work of its own.
    NONE(0);

    /// Cycles until another instruction may use what it gives.
    final int latency;

    Work(int latency) {
        this.latency = latency;
    }
}
