package tritonc.codegen.vector;

import tritonc.ir.type.ElementType;

/// The vector registers of a machine, and which loops it runs well as they are.
///
/// @param bytes of one, a power of two of at least 16
/// @param count how many there are
/// @param masks registers for truth values, 0 where those are vectors
/// @param operations of a loop's iteration, about: the processor finds enough of them ahead that
///   wait for nothing. Iterations of nearly twice as many and more are cut ([Fission])
/// @param iterations of a loop from which on that pays
public record VectorFile(int bytes, int count, int masks, int operations, int iterations) {
    /// Measured on Zen 5: loops of half and of twice as many operations take longer for the same.
    private static final int OPERATIONS = 15;

    private static final int ITERATIONS = 512;

    /// Of processors as there are.
    public VectorFile(int bytes, int count, int masks) {
        this(bytes, count, masks, OPERATIONS, ITERATIONS);
    }

    /// Bytes that a lane of a type takes, in registers and in buffers alike.
    static int laneBytes(ElementType type) {
        return Math.max(Integer.BYTES, type.bits() / Byte.SIZE);
    }

    /// How many registers so many lanes of a type take.
    int registers(ElementType type, int lanes) {
        return Math.max(1, laneBytes(type) * lanes / bytes);
    }

    /// The same for a processor that looks ahead over few operations, so that tests see all but the
    /// shortest loops cut.
    public VectorFile ofShortLoops() {
        return new VectorFile(bytes, count, masks, 3, 8);
    }
}
