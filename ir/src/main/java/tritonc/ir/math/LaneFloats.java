package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Float arithmetic on single lanes, each result rounded once to nearest even. fp16 and bf16 work
/// in double: sums, differences, products and quotients of p-bit numbers rounded to 2p + 2 bits or
/// more round again without harm (Figueroa, "When is double rounding innocuous?", 1995), also into
/// the subnormals; `fma` gets there by rounding to odd.
final class LaneFloats {
    private LaneFloats() {}

    /// The value of a lane; exact for every float format.
    static double toDouble(DType dtype, long lane) {
        return switch (dtype) {
            case FP64 -> Double.longBitsToDouble(lane);
            case FP32 -> Float.intBitsToFloat((int) lane);
            case FP16 -> Float.float16ToFloat((short) lane);
            case BF16 -> Float.intBitsToFloat((int) lane << 16);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> FloatFormat.of(dtype).decode(lane);
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                    throw new IllegalArgumentException(dtype + " is no float");
        };
    }

    /// The lane nearest to `x`, rounded once; NaN gives the dtype's one quiet NaN.
    static long fromDouble(DType dtype, double x, Rounding rounding) {
        return switch (dtype) {
            case FP64 -> Double.doubleToLongBits(x);
            case FP32 -> lane(rounding == Rounding.RTNE ? (float) x : towardsZero(x));
            case FP16, BF16, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    FloatFormat.of(dtype).encode(x, rounding);
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                    throw new IllegalArgumentException(dtype + " is no float");
        };
    }

    private static long nearest(DType dtype, double x) {
        return fromDouble(dtype, x, Rounding.RTNE);
    }

    private static float towardsZero(double x) {
        float f = (float) x;
        if (Double.isInfinite(x) || Math.abs((double) f) <= Math.abs(x)) {
            return f;
        }
        return f != f ? f : f > 0 ? Math.nextDown(f) : Math.nextUp(f);
    }

    /// The fp32 lane of `x`.
    static long lane(float x) {
        return Float.floatToIntBits(x) & 0xFFFF_FFFFL;
    }

    static boolean isNaN(DType dtype, long lane) {
        return switch (dtype) {
            case FP64 -> (lane & Long.MAX_VALUE) > 0x7FF0_0000_0000_0000L;
            case FP32 -> (lane & 0x7FFF_FFFF) > 0x7F80_0000;
            case FP16 -> (lane & 0x7FFF) > 0x7C00;
            case BF16 -> (lane & 0x7FFF) > 0x7F80;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> FloatFormat.of(dtype).isNaN(lane);
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 -> false;
        };
    }

    static long unary(UnaryKind kind, DType dtype, long x) {
        return switch (kind) {
            case NEG -> x ^ 1L << dtype.bits() - 1;
            case ABS -> x & ~(1L << dtype.bits() - 1);
            case FLOOR -> nearest(dtype, Math.floor(toDouble(dtype, x)));
            case CEIL -> nearest(dtype, Math.ceil(toDouble(dtype, x)));
            case TRUNC -> nearest(dtype, truncate(toDouble(dtype, x)));
            case RINT -> nearest(dtype, Math.rint(toDouble(dtype, x)));
            case SQRT -> nearest(dtype, Math.sqrt(toDouble(dtype, x)));
            case AT_MOST_ZERO -> x;
            case NOT, RSQRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG1P, SIN, COS, TAN, TANH, ERF ->
                    throw Lanes.refused(kind, dtype);
        };
    }

    static double truncate(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    static long binary(BinaryKind kind, DType dtype, long a, long b) {
        if (dtype == DType.FP32) {
            float x = Float.intBitsToFloat((int) a);
            float y = Float.intBitsToFloat((int) b);
            return lane(apply(kind, x, y));
        }
        return nearest(dtype, apply(kind, toDouble(dtype, a), toDouble(dtype, b)));
    }

    private static float apply(BinaryKind kind, float x, float y) {
        return switch (kind) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            case MIN -> x != x ? y : y != y ? x : Math.min(x, y);
            case MAX -> x != x ? y : y != y ? x : Math.max(x, y);
            case MIN_NAN -> Math.min(x, y);
            case MAX_NAN -> Math.max(x, y);
            case MULHI, AND, OR, XOR, SHL, SHR, POW -> throw Lanes.refused(kind, DType.FP32);
        };
    }

    private static double apply(BinaryKind kind, double x, double y) {
        return switch (kind) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            case MIN -> x != x ? y : y != y ? x : Math.min(x, y);
            case MAX -> x != x ? y : y != y ? x : Math.max(x, y);
            case MIN_NAN -> Math.min(x, y);
            case MAX_NAN -> Math.max(x, y);
            case MULHI, AND, OR, XOR, SHL, SHR, POW -> throw Lanes.refused(kind, DType.FP64);
        };
    }

    static boolean compare(CompareKind kind, DType dtype, long a, long b) {
        double x = toDouble(dtype, a);
        double y = toDouble(dtype, b);
        return switch (kind) {
            case EQ -> x == y;
            case NE -> x != y;
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
        };
    }

    static long fma(DType dtype, long a, long b, long c) {
        double x = toDouble(dtype, a);
        double y = toDouble(dtype, b);
        double z = toDouble(dtype, c);
        return switch (dtype) {
            case FP64 -> nearest(dtype, Math.fma(x, y, z));
            case FP32 -> lane(Math.fma((float) x, (float) y, (float) z));
            // the product of two 16-bit floats is exact in double
            default -> nearest(dtype, oddSum(x * y, z));
        };
    }

    /// `p + z` rounded to odd: an inexact sum is one of its two neighbours, the one with an odd
    /// last bit, so that rounding it again to a format with at least two bits fewer is rounding
    /// once.
    private static double oddSum(double p, double z) {
        double sum = p + z;
        double part = sum - p;
        double error = (p - (sum - part)) + (z - part);
        long bits = Double.doubleToRawLongBits(sum);
        if (error == 0 || error != error || (bits & 1) == 1) {
            return sum;
        }
        // even and inexact: the odd neighbour lies on the side of the error
        return Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
    }
}
