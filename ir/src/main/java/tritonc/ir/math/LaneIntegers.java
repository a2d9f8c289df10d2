package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Integer arithmetic on single lanes: every function total, results wrapped to the dtype.
final class LaneIntegers {
    private LaneIntegers() {}

    /// The low bits of `x` as a lane of `dtype`.
    static long wrap(DType dtype, long x) {
        return switch (dtype) {
            case I1 -> x & 1;
            case I8 -> (byte) x;
            case I16 -> (short) x;
            case I32 -> (int) x;
            case U8 -> x & 0xFF;
            case U16 -> x & 0xFFFF;
            case U32 -> x & 0xFFFF_FFFFL;
            case I64, U64 -> x;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16, FP16, BF16, FP32, FP64 ->
                    throw new IllegalArgumentException(dtype + " is no integer");
        };
    }

    static long unary(UnaryKind kind, DType dtype, long x) {
        return switch (kind) {
            case NEG -> wrap(dtype, -x);
            case NOT -> wrap(dtype, ~x);
            case ABS -> dtype.isSigned() && x < 0 ? wrap(dtype, -x) : x;
            case FLOOR,
                    CEIL,
                    TRUNC,
                    RINT,
                    SQRT,
                    AT_MOST_ZERO,
                    RSQRT,
                    EXP,
                    EXP2,
                    EXPM1,
                    LOG,
                    LOG2,
                    LOG1P,
                    SIN,
                    COS,
                    TAN,
                    TANH,
                    ERF ->
                    throw Lanes.refused(kind, dtype);
        };
    }

    static long binary(BinaryKind kind, DType dtype, long a, long b) {
        return switch (kind) {
            case ADD -> wrap(dtype, a + b);
            case SUB -> wrap(dtype, a - b);
            case MUL -> wrap(dtype, a * b);
            case DIV -> divide(dtype, a, b);
            case REM -> remainder(dtype, a, b);
            case MULHI -> multiplyHigh(dtype, a, b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> outside(dtype, b) ? 0 : wrap(dtype, a << b);
            case SHR -> shiftRight(dtype, a, b);
            case MIN -> order(dtype, a, b) <= 0 ? a : b;
            case MAX -> order(dtype, a, b) >= 0 ? a : b;
            case MIN_NAN, MAX_NAN, POW -> throw Lanes.refused(kind, dtype);
        };
    }

    /// Negative, zero or positive as `a` is less than, equal to or greater than `b`.
    static int order(DType dtype, long a, long b) {
        return dtype.isSigned() ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    }

    static boolean holds(CompareKind kind, int order) {
        return switch (kind) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private static long divide(DType dtype, long a, long b) {
        if (b == 0) {
            return 0;
        }
        return dtype.isSigned() ? wrap(dtype, a / b) : Long.divideUnsigned(a, b);
    }

    private static long remainder(DType dtype, long a, long b) {
        if (b == 0) {
            return 0;
        }
        return dtype.isSigned() ? a % b : Long.remainderUnsigned(a, b);
    }

    private static long multiplyHigh(DType dtype, long a, long b) {
        if (dtype.bits() < 64) {
            return wrap(dtype, a * b >> dtype.bits());
        }
        return dtype.isSigned() ? Math.multiplyHigh(a, b) : Math.unsignedMultiplyHigh(a, b);
    }

    private static long shiftRight(DType dtype, long a, long b) {
        if (outside(dtype, b)) {
            return dtype.isSigned() ? a >> 63 : 0;
        }
        return dtype.isSigned() ? a >> b : a >>> b;
    }

    /// Whether a shift amount, read as unsigned, is the width or more.
    private static boolean outside(DType dtype, long amount) {
        return Long.compareUnsigned(amount, dtype.bits()) >= 0;
    }
}
