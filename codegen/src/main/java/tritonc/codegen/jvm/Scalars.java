package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;

/// Writes element arithmetic: pushes the operands and leaves the result on the stack. The laws are
/// those of `tritonc.ir.tile`; what one or two instructions do stands inline, the rest is a call of
/// the runtime's support, which the JIT inlines.
final class Scalars {
    private Scalars() {}

    static void emit(Code code, Arithmetic op, Operands operands) {
        switch (op) {
            case Arithmetic.Constant c -> code.pushLane(c.type().element(), c.bits());
            case Arithmetic.Unary u -> {
                operands.push(u.x());
                unary(code, u.kind(), u.type().dtype());
            }
            case Arithmetic.Binary b -> {
                operands.push(b.a());
                operands.push(b.b());
                Binaries.emit(code, b.kind(), b.type().dtype());
            }
            case Arithmetic.Compare c -> {
                operands.push(c.a());
                operands.push(c.b());
                Comparisons.emit(code, c.kind(), c.a().type().element());
            }
            case Arithmetic.Select s -> select(code, s, operands);
            case Arithmetic.Fma f -> {
                operands.push(f.a());
                operands.push(f.b());
                operands.push(f.c());
                fma(code, f.type().dtype());
            }
            case Arithmetic.Cast c -> {
                operands.push(c.x());
                Casts.emit(code, c.x().type().element(), c.to(), c.rounding());
            }
            case Arithmetic.Bitcast b -> {
                operands.push(b.x());
                Casts.bitcast(code, b.x().type().dtype(), b.to());
            }
            case Arithmetic.AddPointer a -> addPointer(code, a, operands);
        }
    }

    private static void unary(Code code, UnaryKind kind, DType type) {
        if (type.isFloat()) {
            floatUnary(code, kind, type);
            return;
        }
        Carrier carrier = Carrier.of(type);
        switch (kind) {
            case NEG -> code.op(Opcodes.INEG, carrier);
            case NOT -> not(code, type, carrier);
            case ABS -> {
                if (type.isSigned()) {
                    String one = carrier.descriptor();
                    code.call("java/lang/Math", "abs", "(" + one + ")" + one);
                }
            }
            case FLOOR, CEIL, TRUNC, RINT, SQRT, AT_MOST_ZERO -> throw left(kind, type);
            case RSQRT, EXP, EXP2, EXPM1 -> throw left(kind, type);
            case LOG, LOG2, LOG1P, SIN, COS, TAN, TANH, ERF -> throw left(kind, type);
        }
        wrap(code, type);
    }

    private static void not(Code code, DType type, Carrier carrier) {
        if (carrier == Carrier.LONG) {
            code.push(-1L);
        } else {
            code.push(type.isBool() ? 1 : -1);
        }
        code.op(Opcodes.IXOR, carrier);
    }

    private static void floatUnary(Code code, UnaryKind kind, DType type) {
        Carrier carrier = Carrier.of(type);
        String one = "(" + carrier.descriptor() + ")" + carrier.descriptor();
        String ofDouble = carrier == Carrier.DOUBLE ? "java/lang/Math" : Code.RUNTIME + "Floats";
        switch (kind) {
            case NEG -> code.op(Opcodes.INEG, carrier);
            case ABS -> code.call("java/lang/Math", "abs", one);
            case FLOOR -> code.call(ofDouble, "floor", one);
            case CEIL -> code.call(ofDouble, "ceil", one);
            case RINT -> code.call(ofDouble, "rint", one);
            case TRUNC -> code.support("Floats", "trunc", one);
            case SQRT -> {
                code.call(ofDouble, "sqrt", one);
                round(code, type);
            }
            case AT_MOST_ZERO -> {}
            case NOT, RSQRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG1P -> throw left(kind, type);
            case SIN, COS, TAN, TANH, ERF -> throw left(kind, type);
        }
    }

    static CompilerBug left(Object kind, DType type) {
        return new CompilerBug("jvm", kind + " of " + type + " was not expanded");
    }

    private static void fma(Code code, DType type) {
        switch (type) {
            case FP16 -> code.support("Floats", "fmaHalf", "(FFF)F");
            case BF16 -> code.support("Floats", "fmaBrain", "(FFF)F");
            case FP64 -> code.support("Floats", "fma", "(DDD)D");
            default -> code.support("Floats", "fma", "(FFF)F");
        }
    }

    private static void select(Code code, Arithmetic.Select s, Operands operands) {
        Label no = new Label();
        Label end = new Label();
        operands.push(s.condition());
        code.jump(Opcodes.IFEQ, no);
        operands.push(s.ifTrue());
        code.jump(Opcodes.GOTO, end);
        code.place(no);
        operands.push(s.ifFalse());
        code.place(end, Carrier.of(s.type().element()));
    }

    private static void addPointer(Code code, Arithmetic.AddPointer a, Operands operands) {
        operands.push(a.pointer());
        operands.push(a.offset());
        toLong(code, a.offset());
        int bytes = ((PointerType) a.pointer().type().element()).pointee().bytes();
        if (bytes != 1) {
            code.push((long) bytes);
            code.op(Opcodes.LMUL);
        }
        code.op(Opcodes.LADD);
    }

    /// Widens the integer on the stack to a `long`, by its signedness.
    static void toLong(Code code, Value value) {
        ElementType type = value.type().element();
        if (Carrier.of(type) == Carrier.LONG) {
            return;
        }
        code.op(Opcodes.I2L);
        if (type == DType.U32) {
            code.push(0xFFFF_FFFFL);
            code.op(Opcodes.LAND);
        }
    }

    /// Brings an `int` that overflowed its format of 8 or 16 bits back into it.
    static void wrap(Code code, DType type) {
        switch (type) {
            case I8 -> code.op(Opcodes.I2B);
            case I16 -> code.op(Opcodes.I2S);
            case U16 -> code.op(Opcodes.I2C);
            case U8 -> mask(code, 0xFF);
            case I1 -> mask(code, 1);
            case I32, U32, I64, U64 -> {}
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16, FP16, BF16, FP32, FP64 -> {}
        }
    }

    private static void mask(Code code, int bits) {
        code.push(bits);
        code.op(Opcodes.IAND);
    }

    /// Rounds the `float` on the stack to fp16 or bf16 where the format is one of these.
    static void round(Code code, DType type) {
        if (type == DType.FP16) {
            code.support("Floats", "roundHalf", "(F)F");
        } else if (type == DType.BF16) {
            code.support("Floats", "roundBrain", "(F)F");
        }
    }

    /// Turns the lane (a `long`, as tile IR represents lanes) on the stack into its carrier.
    static void fromLane(Code code, ElementType type) {
        if (!(type instanceof DType dtype)) {
            return;
        }
        switch (dtype) {
            case I64, U64 -> {}
            case I1, I8, I16, I32, U8, U16, U32 -> code.op(Opcodes.L2I);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> code.op(Opcodes.L2I);
            case FP64 -> code.call("java/lang/Double", "longBitsToDouble", "(J)D");
            case FP16, BF16 -> {
                code.op(Opcodes.L2I);
                Casts.bitcast(code, DType.I16, dtype);
            }
            case FP32 -> {
                code.op(Opcodes.L2I);
                Casts.bitcast(code, DType.I32, dtype);
            }
        }
    }
}
