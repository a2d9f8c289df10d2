package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// How a row of a tensor lies in an array: as in memory, element for element.
record RowStorage(Storage storage, ElementType type) {
    static RowStorage of(ElementType type) {
        Storage storage =
                switch (type.bytes()) {
                    case 1 -> Storage.BYTE;
                    case 2 -> Storage.SHORT;
                    default -> Storage.of(type);
                };
        return new RowStorage(storage, type);
    }

    /// Array and index are on the stack; leaves the element in its carrier.
    void load(Code code) {
        storage.load(code, DType.I8);
        if (!(type instanceof DType dtype)) {
            return;
        }
        switch (dtype) {
            case I1 -> {
                // any byte but 0 is true: the sign bit of b | -b
                code.op(Opcodes.DUP);
                code.op(Opcodes.INEG);
                code.op(Opcodes.IOR);
                code.push(31);
                code.op(Opcodes.IUSHR);
            }
            case U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> Scalars.wrap(code, DType.U8);
            case U16 -> Scalars.wrap(code, DType.U16);
            case FP16, BF16 -> Casts.bitcast(code, DType.I16, dtype);
            case I8, I16, I32, U32, I64, U64, FP32, FP64 -> {}
        }
    }

    /// Array, index and the value in its carrier are on the stack.
    void store(Code code) {
        if (type == DType.FP16 || type == DType.BF16) {
            Casts.bitcast(code, (DType) type, DType.I16);
        }
        storage.store(code);
    }
}
