package tritonc.runtime;

import tritonc.ir.type.DType;

/// Numbers as the bits of each dtype, and back. Into a float format a number is rounded once, to
/// nearest even; 8-bit floats saturate. Into an integer format an integer wraps, and a float is
/// truncated and saturates (NaN gives 0). Formats: fp16 is IEEE 754 binary16, bf16 the upper half
/// of binary32, e4nv and e5 are E4M3 and E5M2 of the OCP 8-bit Floating Point Specification 1.0,
/// e4b8 and e5b16 the one-zero formats of arXiv 2206.02915, e4b15 Triton's own (no infinity, no
/// NaN).
final class Elements {
    private static final int ABSENT = -1;

    private Elements() {}

    /// The number in a lane; exact but for 64-bit integers beyond 2^53.
    static double toDouble(DType type, long lane) {
        return switch (type) {
            case FP32 -> Float.intBitsToFloat((int) lane);
            case FP64 -> Double.longBitsToDouble(lane);
            case FP16 -> Float.float16ToFloat((short) lane);
            case BF16 -> Float.intBitsToFloat((int) lane << 16);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> fp8ToDouble(type, (int) lane);
            case U64 -> lane >= 0 ? lane : (double) (lane >>> 1 | lane & 1) * 2;
            case I1, I8, I16, I32, I64, U8, U16, U32 -> lane;
        };
    }

    /// The integer in a lane; a float is truncated and saturates at 64 bits.
    static long toLong(DType type, long lane) {
        return type.isFloat() ? (long) toDouble(type, lane) : lane;
    }

    static long laneOfDouble(DType type, double value) {
        return switch (type) {
            case FP32 -> Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
            case FP64 -> Double.doubleToRawLongBits(value);
            case FP16, BF16, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> round(type, value);
            case I1 -> value != 0 ? 1 : 0;
            case I8 -> Math.clamp((long) value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16 -> Math.clamp((long) value, Short.MIN_VALUE, Short.MAX_VALUE);
            case I32 -> (int) value;
            case I64 -> (long) value;
            case U8 -> Math.clamp((long) value, 0, 0xFF);
            case U16 -> Math.clamp((long) value, 0, 0xFFFF);
            case U32 -> Math.clamp((long) value, 0, 0xFFFF_FFFFL);
            case U64 -> unsigned(value);
        };
    }

    private static long unsigned(double x) {
        if (x >= 0x1p64) {
            return -1;
        }
        return x >= 0x1p63 ? (long) (x - 0x1p63) | Long.MIN_VALUE : Math.max((long) x, 0);
    }

    static long laneOfLong(DType type, long value) {
        return switch (type) {
            case FP32 -> Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
            case FP64, FP16, BF16, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    laneOfDouble(type, type == DType.FP64 ? (double) value : sticky(value));
            case I1 -> value != 0 ? 1 : 0;
            case I8 -> (byte) value;
            case I16 -> (short) value;
            case I32 -> (int) value;
            case I64, U64 -> value;
            case U8 -> value & 0xFF;
            case U16 -> value & 0xFFFF;
            case U32 -> value & 0xFFFF_FFFFL;
        };
    }

    /// `x` as a double that a narrow format rounds as it would round `x`: bits beyond a double's 53
    /// are joined into the last one kept.
    private static double sticky(long x) {
        long low = x & 0x7FF;
        return x >> 53 == x >> 63 ? x : (double) (x - low | (low == 0 ? 0 : 0x800));
    }

    private static double fp8ToDouble(DType type, int bits) {
        int magnitude = bits & 0x7F;
        if (isFp8NaN(type, bits & 0xFF)) {
            return Double.NaN;
        }
        int mantissa = mantissaBits(type);
        int exponent = magnitude >>> mantissa;
        int fraction = magnitude & (1 << mantissa) - 1;
        double value;
        if (type == DType.FP8E5 && magnitude == 0x7C) {
            value = Double.POSITIVE_INFINITY;
        } else if (exponent == 0) {
            value = Math.scalb((double) fraction, 1 - bias(type) - mantissa);
        } else {
            value =
                    Math.scalb(
                            (double) (fraction | 1 << mantissa), exponent - bias(type) - mantissa);
        }
        return (bits & 0x80) == 0 ? value : -value;
    }

    private static boolean isFp8NaN(DType type, int bits) {
        return switch (type) {
            case FP8E4B8, FP8E5B16 -> bits == 0x80;
            case FP8E4NV -> (bits & 0x7F) == 0x7F;
            case FP8E5 -> (bits & 0x7F) > 0x7C;
            default -> false;
        };
    }

    private static int mantissaBits(DType type) {
        return switch (type) {
            case FP16 -> 10;
            case BF16 -> 7;
            case FP8E5, FP8E5B16 -> 2;
            default -> 3;
        };
    }

    private static int bias(DType type) {
        return switch (type) {
            case FP16, FP8E4B15, FP8E5 -> 15;
            case BF16 -> 127;
            case FP8E4NV -> 7;
            case FP8E4B8 -> 8;
            default -> 16;
        };
    }

    /// The largest finite magnitude.
    private static int largest(DType type) {
        return switch (type) {
            case FP16 -> 0x7BFF;
            case BF16 -> 0x7F7F;
            case FP8E4NV -> 0x7E;
            case FP8E5 -> 0x7B;
            default -> 0x7F;
        };
    }

    private static int nan(DType type) {
        return switch (type) {
            case FP16 -> 0x7E00;
            case BF16 -> 0x7FC0;
            case FP8E4NV, FP8E5 -> 0x7F;
            case FP8E4B8, FP8E5B16 -> 0x80;
            default -> ABSENT;
        };
    }

    /// Rounds to a float of 16 bits or fewer, to nearest even.
    private static long round(DType type, double x) {
        long bits = Double.doubleToRawLongBits(x);
        int signBit = type.isFp8() ? 0x80 : 0x8000;
        int sign = bits < 0 ? signBit : 0;
        int nan = nan(type);
        int largest = largest(type);
        int beyond = type.isFp8() ? largest : largest + 1;
        if (x != x) {
            return nan == ABSENT ? largest | sign : nan;
        }
        if (Double.isInfinite(x)) {
            return sign | beyond;
        }
        int mantissa = mantissaBits(type);
        int field = (int) (bits >>> 52) & 0x7FF;
        int exponent = Math.max(field, 1) - 1023;
        long significand = bits & (1L << 52) - 1 | (field == 0 ? 0 : 1L << 52);
        int least = 1 - bias(type);
        int shift = 52 - mantissa + Math.max(least - exponent, 0);
        long kept = shift > 53 ? 0 : nearestEven(significand, shift);
        long code = kept + ((long) (Math.max(exponent, least) - least) << mantissa);
        code = code > largest ? beyond : code;
        return code == 0 && nan == signBit ? 0 : sign | code;
    }

    private static long nearestEven(long significand, int shift) {
        long kept = significand >>> shift;
        long rest = significand - (kept << shift);
        long half = 1L << shift - 1;
        return rest > half || rest == half && (kept & 1) == 1 ? kept + 1 : kept;
    }
}
