package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// The JVM type that holds a lane. Integers under 32 bits are `int`s, sign- or zero-extended by
/// their own kind; `i1` is 0 or 1; `u32` and `u64` are the `int` and `long` of the same bits;
/// pointers are `long`s. fp16 and bf16 are the `float`s that equal them. fp8 values, which nothing
/// computes with, are their bits as an `int`.
enum Carrier {
    INT("I", 1, Opcodes.INTEGER, 0),
    LONG("J", 2, Opcodes.LONG, 1),
    FLOAT("F", 1, Opcodes.FLOAT, 2),
    DOUBLE("D", 2, Opcodes.DOUBLE, 3);

    private final String descriptor;
    private final int slots;
    private final Integer frameType;
    private final int offset;

    Carrier(String descriptor, int slots, Integer frameType, int offset) {
        this.descriptor = descriptor;
        this.slots = slots;
        this.frameType = frameType;
        this.offset = offset;
    }

    static Carrier of(ElementType type) {
        if (!(type instanceof DType dtype)) {
            return LONG;
        }
        return switch (dtype) {
            case I1, I8, I16, I32, U8, U16, U32 -> INT;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> INT;
            case I64, U64 -> LONG;
            case FP16, BF16, FP32 -> FLOAT;
            case FP64 -> DOUBLE;
        };
    }

    String descriptor() {
        return descriptor;
    }

    /// Local variables or stack entries that a value takes.
    int slots() {
        return slots;
    }

    /// As stack map frames name it.
    Integer frameType() {
        return frameType;
    }

    /// The opcode for this carrier in a family that starts with the one for `int` and goes on with
    /// `long`, `float`, `double`: `ILOAD`, `ISTORE`, `IADD`, `IMUL`, `IALOAD` …
    int opcode(int ofInt) {
        return ofInt + offset;
    }
}
