package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// The kind of Java array that holds a buffer. fp16 and bf16 are kept as the `float`s that equal
/// them, everything else as its bits.
enum Storage {
    BYTE("[B", Opcodes.T_BYTE, Opcodes.BALOAD, Opcodes.BASTORE),
    SHORT("[S", Opcodes.T_SHORT, Opcodes.SALOAD, Opcodes.SASTORE),
    CHAR("[C", Opcodes.T_CHAR, Opcodes.CALOAD, Opcodes.CASTORE),
    INT("[I", Opcodes.T_INT, Opcodes.IALOAD, Opcodes.IASTORE),
    LONG("[J", Opcodes.T_LONG, Opcodes.LALOAD, Opcodes.LASTORE),
    FLOAT("[F", Opcodes.T_FLOAT, Opcodes.FALOAD, Opcodes.FASTORE),
    DOUBLE("[D", Opcodes.T_DOUBLE, Opcodes.DALOAD, Opcodes.DASTORE);

    private final String descriptor;
    private final int arrayType;
    private final int load;
    private final int store;

    Storage(String descriptor, int arrayType, int load, int store) {
        this.descriptor = descriptor;
        this.arrayType = arrayType;
        this.load = load;
        this.store = store;
    }

    static Storage of(ElementType type) {
        if (!(type instanceof DType dtype)) {
            return LONG;
        }
        return switch (dtype) {
            case I1, I8, U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> BYTE;
            case I16 -> SHORT;
            case U16 -> CHAR;
            case I32, U32 -> INT;
            case I64, U64 -> LONG;
            case FP16, BF16, FP32 -> FLOAT;
            case FP64 -> DOUBLE;
        };
    }

    String descriptor() {
        return descriptor;
    }

    /// The operand of `newarray`.
    int arrayType() {
        return arrayType;
    }

    /// Array and index are on the stack; leaves the value in its carrier.
    void load(Code code, ElementType type) {
        code.op(load);
        if (this == BYTE && type != DType.I8 && type != DType.I1) {
            Scalars.wrap(code, DType.U8);
        }
    }

    /// Array, index and value are on the stack.
    void store(Code code) {
        code.op(store);
    }
}
