package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// Vectors of truth values, of at most 16 lanes.
final class Masks {
    private static final int LONG = BitMasks.LONG;

    private final Code code;
    private final MaskForm form;

    Masks(Code code) {
        this.code = code;
        this.form = MaskForm.of(code);
    }

    void constant(Reg to, boolean value) {
        form.constant(to, value);
    }

    /// The first so many lanes.
    void first(Reg to, int lanes) {
        form.lanes(to, (int) ((1L << lanes) - 1));
    }

    /// The lanes whose bits are set.
    void lanes(Reg to, int bits) {
        form.lanes(to, bits);
    }

    /// All lanes are what a truth value in a general register is.
    void spread(Reg to, Reg truth) {
        form.spread(to, truth);
    }

    /// The first lane as a truth value in a general register.
    void lane0(Reg to, Reg mask) {
        form.lane0(to, mask);
    }

    /// Lets the flags say equal where no lane is true.
    void test(Reg mask) {
        form.test(mask);
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

    /// The mask of a vector from those of its parts.
    void joined(Reg to, Reg[] parts) {
        switch (parts.length) {
            case 1 -> code.move(to, parts[0]);
            case 2 -> form.joined(to, parts[0], parts[1]);
            default -> throw new Unsupported("vectors of " + parts.length + " parts");
        }
    }

    /// The mask of a part of a vector of several parts, or of the only part.
    Reg part(Reg mask, int part) {
        return part == 0 ? mask : form.part(mask, part);
    }

    /// The lanes as the low bits of a general register, the others 0.
    Reg bits(Reg mask, int lanes) {
        Reg bits = form.bits(mask);
        code.add(ScalarOp.AND, 32, bits, new Imm((1 << lanes) - 1));
        return bits;
    }
}
