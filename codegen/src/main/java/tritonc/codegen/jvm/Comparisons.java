package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Writes comparisons of two operands on the stack, as an `i1` or as a jump.
final class Comparisons {
    private Comparisons() {}

    /// Leaves 0 or 1.
    static void emit(Code code, CompareKind kind, ElementType type) {
        Label yes = new Label();
        Label end = new Label();
        code.jump(jump(code, kind, type), yes);
        code.push(0);
        code.jump(Opcodes.GOTO, end);
        code.place(yes);
        code.push(1);
        code.place(end, Carrier.INT);
    }

    /// Writes all but the jump, whose opcode it gives.
    private static int jump(Code code, CompareKind kind, ElementType type) {
        Carrier carrier = Carrier.of(type);
        boolean ordered = kind != CompareKind.EQ && kind != CompareKind.NE;
        boolean unsigned = !(type instanceof DType d) || d == DType.U32 || d == DType.U64;
        switch (carrier) {
            case INT -> {
                if (!unsigned || !ordered) {
                    return direct(kind);
                }
                code.call("java/lang/Integer", "compareUnsigned", "(II)I");
            }
            case LONG -> {
                if (unsigned && ordered) {
                    code.call("java/lang/Long", "compareUnsigned", "(JJ)I");
                } else {
                    code.op(Opcodes.LCMP);
                }
            }
            // with a NaN, the comparison must come out so that the jump is not taken
            case FLOAT -> code.op(isLess(kind) ? Opcodes.FCMPG : Opcodes.FCMPL);
            case DOUBLE -> code.op(isLess(kind) ? Opcodes.DCMPG : Opcodes.DCMPL);
        }
        return withZero(kind);
    }

    private static boolean isLess(CompareKind kind) {
        return kind == CompareKind.LT || kind == CompareKind.LE;
    }

    private static int direct(CompareKind kind) {
        return switch (kind) {
            case EQ -> Opcodes.IF_ICMPEQ;
            case NE -> Opcodes.IF_ICMPNE;
            case LT -> Opcodes.IF_ICMPLT;
            case LE -> Opcodes.IF_ICMPLE;
            case GT -> Opcodes.IF_ICMPGT;
            case GE -> Opcodes.IF_ICMPGE;
        };
    }

    private static int withZero(CompareKind kind) {
        return switch (kind) {
            case EQ -> Opcodes.IFEQ;
            case NE -> Opcodes.IFNE;
            case LT -> Opcodes.IFLT;
            case LE -> Opcodes.IFLE;
            case GT -> Opcodes.IFGT;
            case GE -> Opcodes.IFGE;
        };
    }
}
