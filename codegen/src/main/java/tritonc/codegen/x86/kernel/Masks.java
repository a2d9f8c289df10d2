package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// Vectors of truth values, lane n in bit n of a mask of at most 16 lanes. Bits above the lanes are
/// anything.
final class Masks {
    /// Three-operand instructions on masks have their length bit set.
    private static final int LONG = 256;

    private final Code code;

    Masks(Code code) {
        this.code = code;
    }

    void constant(Reg to, boolean value) {
        Reg bits = code.number(value ? -1 : 0);
        code.add(VectorOp.KMOVQ_G, 128, to, bits);
    }

    /// The first so many lanes.
    void first(Reg to, int lanes) {
        code.add(VectorOp.KMOVQ_G, 128, to, code.number((1L << lanes) - 1));
    }

    /// All lanes are what a truth value is.
    void spread(Reg to, Reg truth) {
        // 0 or 1 becomes no bit or every bit
        Reg all = code.general();
        code.move(all, truth);
        code.add(ScalarOp.NEG, 64, all);
        code.add(VectorOp.KMOVQ_G, 128, to, all);
    }

    /// The first lane as a truth value.
    void lane0(Reg to, Reg mask) {
        code.add(VectorOp.KMOVW_TOG, 128, to, mask);
        code.add(ScalarOp.AND, 32, to, new Imm(1));
    }

    /// Lets the flags say equal where no lane is true.
    void test(Reg mask) {
        code.add(VectorOp.KORTESTW, 128, mask, mask);
    }

    void unary(UnaryKind kind, Reg to, Reg x) {
        if (kind == UnaryKind.NOT) {
            code.add(VectorOp.KNOTW, 128, to, x);
        } else {
            throw new Unsupported(kind + " of truth values");
        }
    }

    void binary(BinaryKind kind, Reg to, Reg a, Reg b) {
        switch (kind) {
            case AND, MIN, MUL -> code.add(VectorOp.KANDW, LONG, to, a, b);
            case OR, MAX -> code.add(VectorOp.KORW, LONG, to, a, b);
            case XOR -> code.add(VectorOp.KXORW, LONG, to, a, b);
            // by 1 or more, which is the width, gives 0
            case SHL, SHR -> code.add(VectorOp.KANDNW, LONG, to, b, a);
            default -> throw new Unsupported(kind + " of truth values");
        }
    }

    void compare(CompareKind kind, Reg to, Reg a, Reg b) {
        switch (kind) {
            case EQ -> code.add(VectorOp.KXNORW, LONG, to, a, b);
            case NE -> code.add(VectorOp.KXORW, LONG, to, a, b);
            case LT -> code.add(VectorOp.KANDNW, LONG, to, a, b);
            case GT -> code.add(VectorOp.KANDNW, LONG, to, b, a);
            case LE, GE -> {
                boolean le = kind == CompareKind.LE;
                Reg not = code.mask();
                code.add(VectorOp.KNOTW, 128, not, le ? a : b);
                code.add(VectorOp.KORW, LONG, to, not, le ? b : a);
            }
        }
    }

    /// `condition ? yes : no`
    void select(Reg to, Reg condition, Reg yes, Reg no) {
        Reg taken = code.mask();
        Reg left = code.mask();
        code.add(VectorOp.KANDW, LONG, taken, condition, yes);
        code.add(VectorOp.KANDNW, LONG, left, condition, no);
        code.add(VectorOp.KORW, LONG, to, taken, left);
    }

    /// The mask of a vector from those of its parts of 8 lanes.
    void joined(Reg to, Reg[] parts) {
        switch (parts.length) {
            case 1 -> code.move(to, parts[0]);
            case 2 -> code.add(VectorOp.KUNPCKBW, LONG, to, parts[1], parts[0]);
            default -> throw new Unsupported("vectors of " + parts.length + " parts");
        }
    }

    /// The mask of a part of 8 lanes of a vector of several parts, or of the only part.
    Reg part(Reg mask, int part) {
        if (part == 0) {
            return mask;
        }
        Reg shifted = code.mask();
        code.add(VectorOp.KSHIFTRW, 128, shifted, mask, new Imm(8L * part));
        return shifted;
    }

    /// The lanes as the low bits of a general register, the others 0.
    Reg bits(Reg mask, int lanes) {
        Reg bits = code.general();
        code.add(VectorOp.KMOVW_TOG, 128, bits, mask);
        code.add(ScalarOp.AND, 32, bits, new Imm((1 << lanes) - 1));
        return bits;
    }
}
