package tritonc.runtime;

import tritonc.ir.type.DType;
import tritonc.runtime.kernel.Conversions;
import tritonc.runtime.kernel.Fp8;

/// Numbers as the bits of each dtype, and back, by the rules that kernels convert by: into a float
/// format a number is rounded once, to nearest even (8-bit floats saturate); into an integer format
/// an integer wraps, and a float is truncated and saturates, NaN giving 0.
final class Elements {
    private Elements() {}

    /// The number in a lane; exact but for 64-bit integers beyond 2^53.
    static double toDouble(DType type, long lane) {
        return switch (type) {
            case FP32 -> Float.intBitsToFloat((int) lane);
            case FP64 -> Double.longBitsToDouble(lane);
            case FP16 -> Float.float16ToFloat((short) lane);
            case BF16 -> Float.intBitsToFloat((int) lane << 16);
            case FP8E4NV -> Fp8.decode_fp8e4nv((int) lane);
            case FP8E4B8 -> Fp8.decode_fp8e4b8((int) lane);
            case FP8E4B15 -> Fp8.decode_fp8e4b15((int) lane);
            case FP8E5 -> Fp8.decode_fp8e5((int) lane);
            case FP8E5B16 -> Fp8.decode_fp8e5b16((int) lane);
            case U64 -> Conversions.unsignedToDouble(lane);
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
            case FP16 -> Float.floatToFloat16(Conversions.toHalf(value)) & 0xFFFF;
            case BF16 -> Float.floatToRawIntBits(Conversions.toBrain(value)) >>> 16;
            case FP8E4NV -> Fp8.encode_fp8e4nv(value, false);
            case FP8E4B8 -> Fp8.encode_fp8e4b8(value, false);
            case FP8E4B15 -> Fp8.encode_fp8e4b15(value, false);
            case FP8E5 -> Fp8.encode_fp8e5(value, false);
            case FP8E5B16 -> Fp8.encode_fp8e5b16(value, false);
            case I1 -> value != 0 ? 1 : 0;
            case I8 -> Math.clamp((long) value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16 -> Math.clamp((long) value, Short.MIN_VALUE, Short.MAX_VALUE);
            case I32 -> (int) value;
            case I64 -> (long) value;
            case U8 -> Math.clamp((long) value, 0, 0xFF);
            case U16 -> Math.clamp((long) value, 0, 0xFFFF);
            case U32 -> Math.clamp((long) value, 0, 0xFFFF_FFFFL);
            case U64 -> Conversions.toUnsignedLong(value);
        };
    }

    static long laneOfLong(DType type, long value) {
        return switch (type) {
            case FP32 -> Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
            case FP64 -> Double.doubleToRawLongBits((double) value);
            case FP16, BF16, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    laneOfDouble(type, Conversions.sticky(value));
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

    /// A lane of one dtype as a lane of another, by way of its value.
    static long convert(DType from, DType to, long lane) {
        if (from == to) {
            return lane;
        }
        if (from.isFloat()) {
            return laneOfDouble(to, toDouble(from, lane));
        }
        return from == DType.U64 && lane < 0 && to.isFloat()
                ? unsigned(to, lane)
                : laneOfLong(to, lane);
    }

    /// A `u64` of 2^63 or more in a float format, rounded once.
    private static long unsigned(DType to, long lane) {
        return switch (to) {
            case FP32 -> Float.floatToRawIntBits(Conversions.unsignedToFloat(lane));
            case FP64 -> Double.doubleToRawLongBits(Conversions.unsignedToDouble(lane));
            default -> laneOfDouble(to, Conversions.stickyUnsigned(lane));
        };
    }
}
