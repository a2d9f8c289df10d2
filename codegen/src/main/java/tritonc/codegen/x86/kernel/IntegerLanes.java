package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Integers and addresses in vector registers, one part at a time.
final class IntegerLanes {
    private final Code code;
    private final LaneDivision division;

    IntegerLanes(Code code) {
        this.code = code;
        this.division = new LaneDivision(code);
    }

    private static boolean isWide(ElementType type) {
        return type.bits() == 64;
    }

    private static VectorOp pick(ElementType type, VectorOp narrow, VectorOp wide) {
        return isWide(type) ? wide : narrow;
    }

    /// Makes 32-bit lanes what their type says: the low bits, extended.
    void wrap(ElementType type, int bits, Reg r) {
        if (type.bits() >= 32) {
            return;
        }
        int above = 32 - type.bits();
        if (Kinds.isSigned(type)) {
            code.add(VectorOp.VPSLLD_I, bits, r, r, new Imm(above));
            code.add(VectorOp.VPSRAD_I, bits, r, r, new Imm(above));
        } else {
            Mem low = code.constant((1L << type.bits()) - 1, 4);
            code.add(Insn.of(VectorOp.VPANDD, bits, r, r, low).broadcasting());
        }
    }

    void unary(UnaryKind kind, ElementType type, int bits, Reg to, Reg x) {
        switch (kind) {
            case NEG -> {
                Reg zero = zero(bits);
                code.add(pick(type, VectorOp.VPSUBD, VectorOp.VPSUBQ), bits, to, zero, x);
            }
            case NOT -> {
                Mem all = code.constant(-1, 8);
                code.add(Insn.of(VectorOp.VPXORQ, bits, to, x, all).broadcasting());
            }
            case ABS -> {
                if (Kinds.isSigned(type)) {
                    code.add(pick(type, VectorOp.VPABSD, VectorOp.VPABSQ), bits, to, x);
                } else {
                    code.move(to, x);
                }
            }
            default -> throw new Unsupported(kind + " of " + type);
        }
        wrap(type, bits, to);
    }

    private Reg zero(int bits) {
        Reg zero = code.vector();
        code.add(VectorOp.VBROADCASTSS, bits, zero, code.constant(0, 4));
        return zero;
    }

    /// @param knownB what all lanes of `b` are known to be, or null
    void binary(
            BinaryKind kind,
            ElementType type,
            int bits,
            Reg to,
            Reg a,
            Reg b,
            @Nullable Long knownB) {
        switch (kind) {
            case ADD -> code.add(pick(type, VectorOp.VPADDD, VectorOp.VPADDQ), bits, to, a, b);
            case SUB -> code.add(pick(type, VectorOp.VPSUBD, VectorOp.VPSUBQ), bits, to, a, b);
            case MUL -> code.add(pick(type, VectorOp.VPMULLD, VectorOp.VPMULLQ), bits, to, a, b);
            case AND -> code.add(VectorOp.VPANDQ, bits, to, a, b);
            case OR -> code.add(VectorOp.VPORQ, bits, to, a, b);
            case XOR -> code.add(VectorOp.VPXORQ, bits, to, a, b);
            case MIN, MAX -> code.add(extremum(kind, type), bits, to, a, b);
            case SHL, SHR -> shift(kind == BinaryKind.SHL, type, bits, to, a, b, knownB);
            case DIV, REM -> division.divide(kind == BinaryKind.DIV, type, bits, to, a, b);
            case MULHI -> division.multiplyHigh(type, bits, to, a, b);
            case MIN_NAN, MAX_NAN, POW -> throw new Unsupported(kind + " of lanes of " + type);
        }
        boolean keeps = kind == BinaryKind.AND || kind == BinaryKind.OR || kind == BinaryKind.XOR;
        if (!keeps) {
            wrap(type, bits, to);
        }
    }

    private static VectorOp extremum(BinaryKind kind, ElementType type) {
        boolean max = kind == BinaryKind.MAX;
        if (Kinds.isSigned(type)) {
            return max
                    ? pick(type, VectorOp.VPMAXSD, VectorOp.VPMAXSQ)
                    : pick(type, VectorOp.VPMINSD, VectorOp.VPMINSQ);
        }
        return max
                ? pick(type, VectorOp.VPMAXUD, VectorOp.VPMAXUQ)
                : pick(type, VectorOp.VPMINUD, VectorOp.VPMINUQ);
    }

    /// The variable shifts give 0, or the sign, where the amount is the lane's width or more; types
    /// narrower than the lane have their amounts raised to it.
    private void shift(
            boolean left, ElementType type, int bits, Reg to, Reg a, Reg b, @Nullable Long knownB) {
        boolean signed = Kinds.isSigned(type);
        if (knownB != null && Long.compareUnsigned(knownB, type.bits()) < 0) {
            VectorOp op =
                    left
                            ? pick(type, VectorOp.VPSLLD_I, VectorOp.VPSLLQ_I)
                            : signed
                                    ? pick(type, VectorOp.VPSRAD_I, VectorOp.VPSRAQ_I)
                                    : pick(type, VectorOp.VPSRLD_I, VectorOp.VPSRLQ_I);
            code.add(op, bits, to, a, new Imm(knownB));
            return;
        }
        Reg by = b;
        if (type.bits() < 32) {
            by = code.vector();
            Reg outside = code.mask();
            Mem width = code.constant(type.bits(), 4);
            Insn compare = Insn.of(VectorOp.VPCMPUD, bits, outside, b, width, new Imm(5));
            code.add(compare.broadcasting());
            code.move(by, b);
            Insn raise = Insn.of(VectorOp.VBROADCASTSS, bits, by, code.constant(32, 4));
            code.add(raise.masked(outside, false));
        }
        VectorOp op =
                left
                        ? pick(type, VectorOp.VPSLLVD, VectorOp.VPSLLVQ)
                        : signed
                                ? pick(type, VectorOp.VPSRAVD, VectorOp.VPSRAVQ)
                                : pick(type, VectorOp.VPSRLVD, VectorOp.VPSRLVQ);
        code.add(op, bits, to, a, by);
    }

    void compare(CompareKind kind, ElementType type, int bits, Reg to, Reg a, Reg b) {
        int predicate =
                switch (kind) {
                    case EQ -> 0;
                    case LT -> 1;
                    case LE -> 2;
                    case NE -> 4;
                    case GE -> 5;
                    case GT -> 6;
                };
        VectorOp op =
                Kinds.isSigned(type)
                        ? pick(type, VectorOp.VPCMPD, VectorOp.VPCMPQ)
                        : pick(type, VectorOp.VPCMPUD, VectorOp.VPCMPUQ);
        code.add(op, bits, to, a, b, new Imm(predicate));
    }

    /// Whether each lane is not 0.
    void test(ElementType type, int bits, Reg to, Reg x) {
        code.add(pick(type, VectorOp.VPTESTMD, VectorOp.VPTESTMQ), bits, to, x, x);
    }

    /// Lanes of 1 where the mask is true, else 0.
    void ofMask(ElementType type, int bits, Reg to, Reg mask) {
        Mem one = code.constant(1, isWide(type) ? 8 : 4);
        VectorOp op = pick(type, VectorOp.VPBROADCASTD, VectorOp.VPBROADCASTQ);
        code.add(Insn.of(op, bits, to, one).masked(mask, true));
    }

    /// Whether the sort of lanes is one that these functions take.
    static boolean takes(ElementType type) {
        return !(type instanceof DType d) || d.isInteger() && !d.isBool();
    }
}
