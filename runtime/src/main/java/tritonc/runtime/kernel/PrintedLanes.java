package tritonc.runtime.kernel;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.StringTokenizer;

/// What generated code says of a lane that it prints, as the IR's own.
final class PrintedLanes {
    private PrintedLanes() {}

    /// @param extents such as `4,128`; empty for a scalar
    static Shape shape(String extents) {
        StringTokenizer words = new StringTokenizer(extents, ",");
        int[] dims = new int[words.countTokens()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Integer.parseInt(words.nextToken());
        }
        return Shape.of(dims);
    }

    /// @param name such as `fp32` or `*fp32`
    static ElementType type(String name) {
        DType type = DType.parse(name);
        return type == null ? new PointerType(DType.I8) : type;
    }

    /// The bits of a float that carries a lane.
    static long bits(ElementType type, float value) {
        if (type == DType.FP16) {
            return Float.floatToFloat16(value) & 0xFFFFL;
        }
        long bits = Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
        return type == DType.BF16 ? bits >>> 16 : bits;
    }

    /// The lane that an `int` carries.
    static long lane(ElementType type, int value) {
        return type == DType.U32 ? value & 0xFFFF_FFFFL : value;
    }
}
