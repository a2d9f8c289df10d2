package tritonc.runtime;

import tritonc.ir.type.DType;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/// Tensors made from a rule. Every element depends on its place and the seed alone.
final class TensorFill {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private TensorFill() {}

    static Tensor full(DType dtype, Number value, long[] shape) {
        Tensor tensor = Tensor.zeros(dtype, shape);
        long lane = lane(dtype, value);
        if (lane != 0) {
            MemorySegment memory = tensor.storage();
            for (long i = 0; i < tensor.count(); i++) {
                Cells.write(dtype, memory, i * dtype.bytes(), lane);
            }
        }
        return tensor;
    }

    static long lane(DType dtype, Number value) {
        return switch (value) {
            case Double d -> Elements.laneOfDouble(dtype, d);
            case Float f -> Elements.laneOfDouble(dtype, f);
            case BigInteger b when dtype.isFloat() -> Elements.laneOfDouble(dtype, b.doubleValue());
            default -> Elements.laneOfLong(dtype, value.longValue());
        };
    }

    static Tensor arange(DType dtype, long[] shape) {
        Tensor tensor = Tensor.zeros(dtype, shape);
        MemorySegment memory = tensor.storage();
        for (long i = 0; i < tensor.count(); i++) {
            Cells.write(dtype, memory, i * dtype.bytes(), Elements.laneOfLong(dtype, i));
        }
        return tensor;
    }

    static Tensor rand(long seed, DType dtype, long[] shape) {
        Tensor tensor = Tensor.zeros(dtype, shape);
        MemorySegment memory = tensor.storage();
        for (long i = 0; i < tensor.count(); i++) {
            Cells.write(dtype, memory, i * dtype.bytes(), uniform(dtype, draw(seed, i)));
        }
        return tensor;
    }

    private static long uniform(DType dtype, long draw) {
        return switch (dtype) {
            case I1 -> draw >>> 63;
            case I8, I16, I32, I64, U8, U16, U32, U64 -> draw >>> 57;
            case FP64 -> Double.doubleToRawLongBits(fraction(draw));
            case FP32 -> Float.floatToRawIntBits((draw >>> 40) * 0x1p-24f);
            // fewer digits are drawn where the format has fewer, so that no rounding reaches 1
            case FP16 -> Elements.laneOfDouble(dtype, (draw >>> 53) * 0x1p-11);
            case BF16 -> Elements.laneOfDouble(dtype, (draw >>> 56) * 0x1p-8);
            case FP8E4NV, FP8E4B8, FP8E4B15 -> Elements.laneOfDouble(dtype, (draw >>> 60) * 0x1p-4);
            case FP8E5, FP8E5B16 -> Elements.laneOfDouble(dtype, (draw >>> 61) * 0x1p-3);
        };
    }

    private static double fraction(long draw) {
        return (draw >>> 11) * 0x1p-53;
    }

    static Tensor randn(long seed, DType dtype, long[] shape) {
        if (!dtype.isFloat()) {
            throw Shapes.bad("normal numbers need a float dtype, not " + dtype);
        }
        Tensor tensor = Tensor.zeros(dtype, shape);
        MemorySegment memory = tensor.storage();
        long count = tensor.count();
        int width = dtype.bytes();
        for (long i = 0; i < count; i += 2) {
            // 1 - u lies in (0, 1], where the logarithm is finite
            double radius = Math.sqrt(-2 * StrictMath.log(1 - fraction(draw(seed, i))));
            double angle = 2 * Math.PI * fraction(draw(seed, i + 1));
            put(dtype, memory, i * width, radius * StrictMath.cos(angle));
            if (i + 1 < count) {
                put(dtype, memory, (i + 1) * width, radius * StrictMath.sin(angle));
            }
        }
        return tensor;
    }

    private static void put(DType dtype, MemorySegment memory, long offset, double value) {
        Cells.write(dtype, memory, offset, Elements.laneOfDouble(dtype, value));
    }

    private static long draw(long seed, long i) {
        long z = seed + (i + 1) * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
