package tritonc.fuzz;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;

/// Numbers worth trying, as lanes: small ones mostly, zeros of both signs, extremes, denormals,
/// infinities and NaN.
public final class Data {
    private Data() {}

    public static long lane(DType dtype, Choices choices) {
        return dtype.isFloat() ? floating(dtype, choices) : integer(dtype, choices);
    }

    /// A small number, no two alike for long: whole sums of them stay finite and differ.
    static long tame(DType dtype, Choices choices) {
        if (dtype.isFloat()) {
            return bits(dtype, (choices.below(4001) - 2000) / 300.0);
        }
        return dtype.isBool() ? choices.below(2) : choices.below(20);
    }

    private static long integer(DType dtype, Choices choices) {
        if (dtype.isBool()) {
            return choices.below(2);
        }
        int bits = dtype.bits();
        long value =
                switch (choices.below(8)) {
                    case 0, 1, 2, 3 -> choices.below(10);
                    case 4 -> -1 - choices.below(10);
                    case 5 -> 1L << choices.below(bits);
                    case 6 -> (1L << (bits - 1)) - choices.below(2);
                    default -> ((long) choices.below(1 << 30) << 34) ^ choices.below(1 << 30);
                };
        int unused = 64 - bits;
        return dtype.isSigned() ? value << unused >> unused : value << unused >>> unused;
    }

    private static long floating(DType dtype, Choices choices) {
        return switch (choices.below(18)) {
            case 0 -> bits(dtype, 0.0);
            case 1, 2, 3 -> bits(dtype, choices.below(9) - 4);
            case 4, 5, 6, 7, 8, 9 -> bits(dtype, (choices.below(4001) - 2000) / 300.0);
            case 10 -> bits(dtype, -0.0);
            case 11 -> bits(dtype, Double.POSITIVE_INFINITY);
            case 16, 17 -> bits(dtype, Double.NaN);
            case 12 -> bits(dtype, choices.chance(50) ? Double.NaN : Double.NEGATIVE_INFINITY);
            case 13 -> 1 + choices.below(3);
            case 14 -> bits(dtype, (choices.below(2001) - 1000) * 65.5);
            default ->
                    bits(
                            dtype,
                            Math.scalb(1.0 + choices.below(100) / 128.0, choices.below(60) - 30));
        };
    }

    /// The nearest value of the format; of values between two, either.
    private static long bits(DType dtype, double value) {
        return switch (dtype) {
            case FP64 -> Double.doubleToRawLongBits(value);
            case FP32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
            case FP16 -> Short.toUnsignedLong(Float.floatToFloat16((float) value));
            case BF16 -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value)) >>> 16;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> Lanes.ofDouble(dtype, value);
            case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                    throw new IllegalArgumentException(dtype + " is no float");
        };
    }
}
