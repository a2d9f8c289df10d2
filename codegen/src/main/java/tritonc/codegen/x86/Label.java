package tritonc.codegen.x86;

/// A place in the code, or in the constants behind it. Placed once by [Assembler#place].
public final class Label implements Operand {
    private static final int NOWHERE = -1;

    private int position = NOWHERE;

    boolean isPlaced() {
        return position != NOWHERE;
    }

    /// Bytes from the start of the code.
    int position() {
        if (position == NOWHERE) {
            throw new IllegalStateException("label is nowhere");
        }
        return position;
    }

    void place(int at) {
        if (position != NOWHERE) {
            throw new IllegalStateException("label is placed already");
        }
        position = at;
    }
}
