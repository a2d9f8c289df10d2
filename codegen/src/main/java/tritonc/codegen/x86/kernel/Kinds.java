package tritonc.codegen.x86.kernel;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// How values of each type stand in registers.
final class Kinds {
    private Kinds() {}

    /// A float that is carried as fp32: itself, fp16 or bf16.
    static boolean isSingle(ElementType type) {
        return type == DType.FP32 || isHalf(type);
    }

    /// A float of 16 bits.
    static boolean isHalf(ElementType type) {
        return type == DType.FP16 || type == DType.BF16;
    }

    /// Whether a float register carries it.
    static boolean isFloat(ElementType type) {
        return isSingle(type) || type == DType.FP64;
    }

    /// Bits of a lane: 32, or 64 for what is that wide.
    static int laneBits(ElementType type) {
        return type.bits() == 64 ? 64 : 32;
    }

    static boolean isMask(Type type) {
        return type.element() == DType.I1;
    }

    static boolean isSigned(ElementType type) {
        return type instanceof DType d && d.isSigned();
    }

    /// Bytes of an element in scratch memory: what a register carries, so that nothing is
    /// converted.
    static int bufferBytes(ElementType type) {
        return type == DType.I1 ? 1 : laneBits(type) / 8;
    }
}
