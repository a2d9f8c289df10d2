package tritonc.codegen.loop;

import tritonc.ir.tile.ReduceKind;
import tritonc.ir.type.DType;

/// The lane that a reduction starts from, so that `combine(identity, x) = x` for every x it meets.
public final class Identity {
    private Identity() {}

    /// SUM +0 and PROD 1, as the order of reductions demands; OR and XOR 0; AND all ones; MAX and
    /// MIN of floats NaN (which they ignore), MAX_NAN -∞, MIN_NAN +∞; of integers the least and the
    /// greatest.
    ///
    /// @return the lane, as tile IR represents lanes
    public static long of(ReduceKind kind, DType type) {
        return switch (kind) {
            case SUM, OR, XOR -> 0;
            case PROD -> type.isFloat() ? one(type) : 1;
            case AND -> type.isSigned() ? -1 : greatest(type);
            case MAX -> type.isFloat() ? nan(type) : least(type);
            case MIN -> type.isFloat() ? nan(type) : greatest(type);
            case MAX_NAN -> infinity(type) | 1L << (type.bits() - 1);
            case MIN_NAN -> infinity(type);
        };
    }

    private static long least(DType type) {
        return type.isSigned() ? -1L << (type.bits() - 1) : 0;
    }

    private static long greatest(DType type) {
        int magnitude = type.isSigned() ? type.bits() - 1 : type.bits();
        return magnitude == 64 ? -1L : (1L << magnitude) - 1;
    }

    /// Bits of the stored fraction of a float format of 16 bits and more.
    private static int fraction(DType type) {
        return switch (type) {
            case FP16 -> 10;
            case BF16 -> 7;
            case FP32 -> 23;
            case FP64 -> 52;
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                    throw new IllegalArgumentException("not a float: " + type);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    throw new IllegalArgumentException("fp8 only stores: " + type);
        };
    }

    private static long infinity(DType type) {
        int fraction = fraction(type);
        return (1L << (type.bits() - 1 - fraction)) - 1 << fraction;
    }

    private static long nan(DType type) {
        return infinity(type) | 1L << (fraction(type) - 1);
    }

    private static long one(DType type) {
        int fraction = fraction(type);
        return (1L << (type.bits() - 2 - fraction)) - 1 << fraction;
    }
}
