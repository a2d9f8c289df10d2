package tritonc.codegen.x86.kernel;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

/// How vectors stand in the registers of an instruction set.
record VectorWidth(InstructionSet set) {
    /// Bits of a vector register.
    int bits() {
        return set.vectorBits();
    }

    int bytes() {
        return bits() / 8;
    }

    /// How many registers carry a vector.
    int parts(Type type) {
        boolean one = Kinds.isMask(type);
        return one ? 1 : Math.max(1, type.size() * Kinds.laneBits(type.element()) / bits());
    }

    /// Bits of each of them that count, 128 at least.
    int partBits(Type type) {
        return Math.clamp((long) type.size() * Kinds.laneBits(type.element()), 128, bits());
    }

    /// Bits of a part of 64-bit lanes.
    int wideBits(Type type) {
        return partBits(type.withElement(DType.I64));
    }

    /// Bits of a part of 32-bit lanes.
    int narrowBits(Type type) {
        return partBits(type.withElement(DType.I32));
    }

    /// How many parts 64-bit lanes take.
    int wideParts(Type type) {
        return parts(type.withElement(DType.I64));
    }
}
