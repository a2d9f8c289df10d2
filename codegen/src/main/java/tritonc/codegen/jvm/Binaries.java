package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.type.DType;

/// Writes the elementwise functions of two operands, which are on the stack.
final class Binaries {
    private Binaries() {}

    static void emit(Code code, BinaryKind kind, DType type) {
        if (type.isFloat()) {
            ofFloats(code, kind, type);
        } else {
            ofIntegers(code, kind, type);
        }
    }

    private static void ofFloats(Code code, BinaryKind kind, DType type) {
        Carrier carrier = Carrier.of(type);
        String one = carrier.descriptor();
        String two = "(" + one + one + ")" + one;
        switch (kind) {
            case ADD -> code.op(Opcodes.IADD, carrier);
            case SUB -> code.op(Opcodes.ISUB, carrier);
            case MUL -> code.op(Opcodes.IMUL, carrier);
            case DIV -> code.op(Opcodes.IDIV, carrier);
            case REM -> code.op(Opcodes.IREM, carrier);
            case MIN -> code.support("Floats", "min", two);
            case MAX -> code.support("Floats", "max", two);
            case MIN_NAN -> code.call("java/lang/Math", "min", two);
            case MAX_NAN -> code.call("java/lang/Math", "max", two);
            case MULHI, AND, OR, XOR, SHL, SHR, POW -> throw Scalars.left(kind, type);
        }
        switch (kind) {
            case ADD, SUB, MUL, DIV -> Scalars.round(code, type);
            // the others give one of the operands, or what their format holds exactly
            case REM, MIN, MAX, MIN_NAN, MAX_NAN -> {}
            case MULHI, AND, OR, XOR, SHL, SHR, POW -> {}
        }
    }

    private static void ofIntegers(Code code, BinaryKind kind, DType type) {
        Carrier carrier = Carrier.of(type);
        switch (kind) {
            case ADD -> wrapped(code, Opcodes.IADD, type);
            case SUB -> wrapped(code, Opcodes.ISUB, type);
            case MUL -> wrapped(code, Opcodes.IMUL, type);
            case DIV -> divided(code, "div", type);
            case REM -> divided(code, "rem", type);
            case MULHI -> high(code, type);
            case AND -> code.op(Opcodes.IAND, carrier);
            case OR -> code.op(Opcodes.IOR, carrier);
            case XOR -> code.op(Opcodes.IXOR, carrier);
            case SHL -> shifted(code, "shl", type);
            case SHR -> shifted(code, type.isSigned() ? "shr" : "shrUnsigned", type);
            case MIN -> chosen(code, "min", type);
            case MAX -> chosen(code, "max", type);
            case MIN_NAN, MAX_NAN, POW -> throw Scalars.left(kind, type);
        }
    }

    private static void wrapped(Code code, int opcode, DType type) {
        code.op(opcode, Carrier.of(type));
        Scalars.wrap(code, type);
    }

    private static String two(Carrier carrier) {
        String one = carrier.descriptor();
        return "(" + one + one + ")" + one;
    }

    /// Whether the carrier, read as signed, does not order as the format does.
    private static boolean isUnsignedWide(DType type) {
        return type == DType.U32 || type == DType.U64;
    }

    private static void divided(Code code, String name, DType type) {
        String full = isUnsignedWide(type) ? name + "Unsigned" : name;
        code.support("Integers", full, two(Carrier.of(type)));
        // MIN // -1 overflows
        Scalars.wrap(code, type);
    }

    private static void chosen(Code code, String name, DType type) {
        String descriptor = two(Carrier.of(type));
        if (isUnsignedWide(type)) {
            code.support("Integers", name + "Unsigned", descriptor);
        } else {
            code.call("java/lang/Math", name, descriptor);
        }
    }

    private static void shifted(Code code, String name, DType type) {
        if (Carrier.of(type) == Carrier.LONG) {
            code.support("Integers", name, "(JJ)J");
            return;
        }
        code.push(type.bits());
        code.support("Integers", name, "(III)I");
        Scalars.wrap(code, type);
    }

    private static void high(Code code, DType type) {
        switch (type) {
            case I64 -> code.call("java/lang/Math", "multiplyHigh", "(JJ)J");
            case U64 -> code.call("java/lang/Math", "unsignedMultiplyHigh", "(JJ)J");
            case I32 -> code.support("Integers", "mulHigh", "(II)I");
            case U32 -> code.support("Integers", "mulHighUnsigned", "(II)I");
            case I8, I16, U8, U16 -> {
                code.op(Opcodes.IMUL);
                code.push(type.bits());
                // a product of 16-bit numbers fits 32 bits, as signed or as unsigned ones
                code.op(type.isSigned() ? Opcodes.ISHR : Opcodes.IUSHR);
            }
            case I1, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16, FP16, BF16, FP32, FP64 ->
                    throw Scalars.left(BinaryKind.MULHI, type);
        }
    }
}
