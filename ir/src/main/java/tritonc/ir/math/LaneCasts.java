package tritonc.ir.math;

import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

/// Conversions of single lanes between number formats.
final class LaneCasts {
    private LaneCasts() {}

    static long cast(DType from, DType to, long x, Rounding rounding) {
        if (from.isFloat()) {
            double value = LaneFloats.toDouble(from, x);
            return to.isFloat() ? LaneFloats.fromDouble(to, value, rounding) : toInteger(to, value);
        }
        if (to.isFloat()) {
            return fromInteger(from, to, x);
        }
        return to.isBool() ? (x == 0 ? 0 : 1) : LaneIntegers.wrap(to, x);
    }

    private static long toInteger(DType to, double x) {
        return switch (to) {
            case I1 -> x != 0 ? 1 : 0;
            case I8 -> Math.clamp((long) x, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16 -> Math.clamp((long) x, Short.MIN_VALUE, Short.MAX_VALUE);
            case I32 -> (int) x;
            case I64 -> (long) x;
            case U8 -> Math.clamp((long) x, 0, 0xFF);
            case U16 -> Math.clamp((long) x, 0, 0xFFFF);
            case U32 -> Math.clamp((long) x, 0, 0xFFFF_FFFFL);
            case U64 -> toUnsigned(x);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16, FP16, BF16, FP32, FP64 ->
                    throw new IllegalArgumentException(to + " is no integer");
        };
    }

    private static long toUnsigned(double x) {
        if (x < 0x1p63) {
            return Math.max((long) x, 0);
        }
        if (x != x) {
            return 0;
        }
        return x >= 0x1p64 ? -1L : (long) (x - 0x1p63) | Long.MIN_VALUE;
    }

    private static long fromInteger(DType from, DType to, long x) {
        if (from == DType.U64 && x < 0) {
            // halved with the lost bit kept as sticky: still 63 bits, so the halving is innocuous
            return scaled(to, x >>> 1 | x & 1, 2);
        }
        return scaled(to, x, 1);
    }

    private static long scaled(DType to, long x, int factor) {
        return switch (to) {
            case FP64 -> Double.doubleToLongBits((double) x * factor);
            case FP32 -> LaneFloats.lane((float) x * factor);
            default -> LaneFloats.fromDouble(to, sticky(x) * factor, Rounding.RTNE);
        };
    }

    /// `x` as a double that a format of 50 bits or fewer rounds as it would round `x`: the bits
    /// that a double cannot hold are joined into the last one.
    private static double sticky(long x) {
        if (x >> 53 == x >> 63) {
            return (double) x;
        }
        long low = x & 0x7FF;
        return (double) (x - low | (low == 0 ? 0 : 0x800));
    }
}
