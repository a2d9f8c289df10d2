package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Scalar integers, truth values and addresses, in general registers.
final class Integers {
    private final Code code;
    private final Values values;

    Integers(Code code, Values values) {
        this.code = code;
        this.values = values;
    }

    private static int bits(ElementType type) {
        return type.bits() == 64 ? 64 : 32;
    }

    /// Makes a register of 32 bits what its type says: the low bits, extended.
    private void wrap(Reg r, ElementType type) {
        if (type == DType.I1) {
            code.add(ScalarOp.AND, 32, r, new Imm(1));
        } else if (type.bits() < 32) {
            boolean signed = Kinds.isSigned(type);
            boolean isByte = type.bits() == 8;
            ScalarOp op =
                    signed
                            ? isByte ? ScalarOp.MOVSX_B : ScalarOp.MOVSX_W
                            : isByte ? ScalarOp.MOVZX_B : ScalarOp.MOVZX_W;
            code.add(op, 32, r, r);
        }
    }

    void unary(UnaryKind kind, Reg to, Value x) {
        ElementType type = x.type().element();
        int bits = bits(type);
        Reg from = values.of(x);
        code.move(to, from);
        switch (kind) {
            case NEG -> code.add(ScalarOp.NEG, bits, to);
            case NOT -> {
                if (type == DType.I1) {
                    code.add(ScalarOp.XOR, 32, to, new Imm(1));
                } else {
                    code.add(ScalarOp.NOT, bits, to);
                }
            }
            case ABS -> {
                if (Kinds.isSigned(type)) {
                    code.add(ScalarOp.NEG, bits, to);
                    code.add(ScalarOp.CMOVS, bits, to, from);
                }
            }
            default -> throw new Unsupported(kind + " of " + type);
        }
        wrap(to, type);
    }

    void binary(BinaryKind kind, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        switch (kind) {
            case ADD -> simple(ScalarOp.ADD, to, a, b);
            case SUB -> simple(ScalarOp.SUB, to, a, b);
            case AND -> simple(ScalarOp.AND, to, a, b);
            case OR -> simple(ScalarOp.OR, to, a, b);
            case XOR -> simple(ScalarOp.XOR, to, a, b);
            case MUL -> multiply(to, a, b);
            case SHL, SHR -> shift(kind, to, a, b);
            case MIN, MAX -> extremum(kind == BinaryKind.MAX, to, a, b);
            case DIV, REM -> divide(kind == BinaryKind.DIV, to, a, b);
            case MULHI -> multiplyHigh(to, a, b);
            case MIN_NAN, MAX_NAN, POW -> throw new Unsupported(kind + " of " + type);
        }
    }

    private void simple(ScalarOp op, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        code.move(to, values.of(a));
        code.add(op, bits(type), to, values.operand(b));
        boolean keeps = op == ScalarOp.AND || op == ScalarOp.OR || op == ScalarOp.XOR;
        if (!keeps) {
            wrap(to, type);
        }
    }

    private void multiply(Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        if (values.operand(b) instanceof Imm by) {
            code.add(ScalarOp.IMUL_BY, bits(type), to, values.of(a), by);
        } else {
            code.move(to, values.of(a));
            code.add(ScalarOp.IMUL, bits(type), to, values.of(b));
        }
        wrap(to, type);
    }

    private void shift(BinaryKind kind, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        int bits = bits(type);
        boolean left = kind == BinaryKind.SHL;
        boolean signed = Kinds.isSigned(type);
        Long known = values.constant(b);
        if (known != null) {
            boolean outside = Long.compareUnsigned(known, type.bits()) >= 0;
            long by = !outside ? known : !left && signed ? bits - 1 : -1;
            if (by < 0) {
                code.add(ScalarOp.MOV_, 32, to, new Imm(0));
            } else {
                code.move(to, values.of(a));
                ScalarOp op = left ? ScalarOp.SHL : signed ? ScalarOp.SAR : ScalarOp.SHR;
                if (by > 0) {
                    code.add(op, bits, to, new Imm(by));
                }
            }
            wrap(to, type);
            return;
        }
        shiftBy(left, to, a, b);
    }

    /// By an amount that is known at run time.
    private void shiftBy(boolean left, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        int bits = bits(type);
        boolean signed = Kinds.isSigned(type);
        Reg by = values.of(b);
        boolean wide = bits == 64;
        if (!left && signed) {
            Reg most = code.number(bits - 1);
            Reg clamped = code.general();
            code.move(clamped, by);
            code.add(ScalarOp.CMP, bits, by, new Imm(type.bits()));
            code.add(ScalarOp.CMOVAE, bits, clamped, most);
            code.add(wide ? VectorOp.SARX_Q : VectorOp.SARX, 128, to, values.of(a), clamped);
        } else {
            VectorOp op =
                    left
                            ? wide ? VectorOp.SHLX_Q : VectorOp.SHLX
                            : wide ? VectorOp.SHRX_Q : VectorOp.SHRX;
            Reg zero = code.number(0);
            code.add(op, 128, to, values.of(a), by);
            code.add(ScalarOp.CMP, bits, by, new Imm(type.bits()));
            code.add(ScalarOp.CMOVAE, bits, to, zero);
        }
        wrap(to, type);
    }

    private void extremum(boolean max, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        Reg other = values.of(b);
        code.move(to, values.of(a));
        code.add(ScalarOp.CMP, bits(type), to, other);
        boolean signed = Kinds.isSigned(type);
        Condition less = signed ? Condition.L : Condition.B;
        Condition greater = signed ? Condition.G : Condition.A;
        code.add(ScalarOp.move(max ? less : greater), bits(type), to, other);
    }

    /// Total: 0 where the divisor is 0; the least number by -1 is itself.
    private void divide(boolean quotient, Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        boolean signed = Kinds.isSigned(type);
        Code.Block done = code.block();
        Reg divisor = extended(values.of(b), type);
        code.add(ScalarOp.MOV_, 32, to, new Imm(0));
        code.add(ScalarOp.TEST, 64, divisor, divisor);
        code.jump(Condition.E, done);
        if (signed && type.bits() == 64) {
            // the quotient of the least number by -1 does not fit: negation wraps
            Code.Block usual = code.block();
            code.add(ScalarOp.CMP, 64, divisor, new Imm(-1));
            code.jump(Condition.NE, usual);
            if (quotient) {
                code.move(to, values.of(a));
                code.add(ScalarOp.NEG, 64, to);
            }
            code.jump(done);
            code.place(usual);
        }
        Reg dividend = extended(values.of(a), type);
        code.move(Reg.RAX, dividend);
        if (signed) {
            code.add(ScalarOp.CDQ, 64);
            code.add(ScalarOp.IDIV, 64, divisor);
        } else {
            code.add(ScalarOp.MOV_, 32, Reg.RDX, new Imm(0));
            code.add(ScalarOp.DIV, 64, divisor);
        }
        code.move(to, quotient ? Reg.RAX : Reg.RDX);
        wrapDivided(to, type);
        code.place(done);
    }

    private void wrapDivided(Reg to, ElementType type) {
        if (type.bits() == 32) {
            code.add(ScalarOp.MOV_, 32, to, to);
        } else {
            wrap(to, type);
        }
    }

    /// A scalar integer in all 64 bits.
    Reg extended(Reg from, ElementType type) {
        if (type.bits() == 64) {
            return from;
        }
        Reg wide = code.general();
        if (Kinds.isSigned(type)) {
            code.add(ScalarOp.MOVSXD, 64, wide, from);
        } else {
            code.add(ScalarOp.MOV_, 32, wide, from);
        }
        return wide;
    }

    private void multiplyHigh(Reg to, Value a, Value b) {
        ElementType type = a.type().element();
        boolean signed = Kinds.isSigned(type);
        if (type.bits() < 64) {
            code.move(to, extended(values.of(a), type));
            code.add(ScalarOp.IMUL, 64, to, extended(values.of(b), type));
            code.add(signed ? ScalarOp.SAR : ScalarOp.SHR, 64, to, new Imm(type.bits()));
            code.add(ScalarOp.MOV_, 32, to, to);
            wrap(to, type);
            return;
        }
        Reg other = code.general();
        code.move(other, values.of(b));
        code.move(Reg.RAX, values.of(a));
        code.add(signed ? ScalarOp.IMUL_WIDE : ScalarOp.MUL, 64, other);
        code.move(to, Reg.RDX);
    }

    /// Compares, leaving flags, and tells which condition asks for the answer.
    Condition compare(CompareKind kind, Value a, Value b) {
        ElementType type = a.type().element();
        code.add(ScalarOp.CMP, bits(type), values.of(a), values.operand(b));
        boolean signed = Kinds.isSigned(type);
        return switch (kind) {
            case EQ -> Condition.E;
            case NE -> Condition.NE;
            case LT -> signed ? Condition.L : Condition.B;
            case LE -> signed ? Condition.LE : Condition.BE;
            case GT -> signed ? Condition.G : Condition.A;
            case GE -> signed ? Condition.GE : Condition.AE;
        };
    }

    /// 1 where the flags say so, else 0.
    void flag(Reg to, Condition condition) {
        Reg low = code.general();
        code.add(ScalarOp.set(condition), 8, low);
        code.add(ScalarOp.MOVZX_B, 32, to, low);
    }

    void select(Reg to, Value condition, Value ifTrue, Value ifFalse) {
        Reg yes = values.of(ifTrue);
        code.move(to, values.of(ifFalse));
        Reg c = values.of(condition);
        code.add(ScalarOp.TEST, 32, c, c);
        code.add(ScalarOp.CMOVNE, 64, to, yes);
    }

    /// From integer to integer, and to and from addresses.
    void cast(Reg to, Value x, ElementType target) {
        ElementType from = x.type().element();
        Reg r = values.of(x);
        if (target == DType.I1) {
            code.add(ScalarOp.TEST, bits(from), r, r);
            flag(to, Condition.NE);
        } else if (target.bits() == 64) {
            code.move(to, extended(r, from));
        } else {
            code.add(ScalarOp.MOV_, 32, to, r);
            wrap(to, target);
        }
    }

    /// The same bits read with the other sign.
    void reread(Reg to, Value x, ElementType target) {
        code.move(to, values.of(x));
        wrap(to, target);
    }

    void addPointer(Reg to, Arithmetic.AddPointer a, int bytes) {
        Operand known = values.operand(a.offset());
        Reg pointer = values.of(a.pointer());
        if (known instanceof Imm(long n) && n * bytes == (int) (n * bytes)) {
            code.move(to, pointer);
            if (n != 0) {
                code.add(ScalarOp.ADD, 64, to, new Imm(n * bytes));
            }
            return;
        }
        Reg offset = extended(values.of(a.offset()), a.offset().type().element());
        if (bytes <= 8) {
            code.add(
                    Insn.of(
                            ScalarOp.LEA,
                            64,
                            to,
                            tritonc.codegen.x86.Mem.of(pointer, offset, bytes, 0)));
        } else {
            throw new Unsupported("elements of " + bytes + " bytes");
        }
    }
}
