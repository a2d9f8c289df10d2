package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// What a lane of the operands of a product holds.
///
/// One number in the width of the sums, or several that follow one another along k: two of 16 bits,
/// or four of 8 bits, whose products are added to the sum at once. Sums of 32 bits wrap, so that
/// the order in which they are added changes no bit.
///
/// The instruction for four takes the bytes of one operand as unsigned and those of the other as
/// signed. Where both are of one kind, those of the left operand are shifted by 128 into the other,
/// and what that adds to a sum, 128 times the sum of the right operand's column, is taken away
/// again. It is the left operand always: the sums of columns are added up as products are, for one
/// row more, while those of rows would have to be added up within vectors.
///
/// Two numbers of bf16 are added one after the other, as [FloatPairs] says.
///
/// @param count 1, 2 or 4
/// @param isLeftSigned whether the numbers of the left operand are signed
/// @param areFloats whether several numbers in a lane are bf16
record Factors(int count, boolean isLeftSigned, boolean isRightSigned, boolean areFloats) {
    /// One number in a lane.
    static final Factors ONE = new Factors(1, true, true, false);

    /// Two numbers in a lane, whatever they were.
    private static final Factors PAIRS = new Factors(2, true, true, false);

    private static final Factors FLOATS = new Factors(2, true, true, true);

    /// What rows and columns are a multiple of: the lanes of the longest vector.
    private static final int LANES = 16;

    /// The most that a set has instructions for.
    static Factors of(DotNest d, InstructionSet set) {
        ElementType left = d.a().buffer().type();
        ElementType right = d.b().buffer().type();
        boolean fits =
                d.a().columnStride() == 1
                        && (d.b().columnStride() == 1 || d.b().rowStride() == 1)
                        && d.k() % LANES == 0
                        && d.n() % LANES == 0;
        if (fits && left == DType.BF16 && right == DType.BF16) {
            return d.acc().type() == DType.FP32 && set.hasFloatDots() ? FLOATS : ONE;
        }
        if (!fits || d.acc().type() != DType.I32 || !isNarrow(left) || !isNarrow(right)) {
            return ONE;
        }
        boolean bytes = left.bits() == Byte.SIZE && right.bits() == Byte.SIZE;
        return bytes && set.hasDots()
                ? new Factors(Integer.BYTES, Kinds.isSigned(left), Kinds.isSigned(right), false)
                : PAIRS;
    }

    /// Whether numbers are among those of 16 bits with a sign.
    private static boolean isNarrow(ElementType type) {
        return type == DType.I8 || type == DType.U8 || type == DType.I16;
    }

    /// Bytes of a number where sums have 32 bits.
    int bytes() {
        return Integer.BYTES / count;
    }

    /// Whether a lane holds bytes.
    boolean areBytes() {
        return count == Integer.BYTES;
    }

    /// Whether the bytes of the left operand are shifted by 128.
    boolean isShifted() {
        return areBytes() && isLeftSigned == isRightSigned;
    }
}
