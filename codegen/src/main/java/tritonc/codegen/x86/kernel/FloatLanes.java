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

/// Floats in vector registers, one part at a time; a scalar is a part of 128 bits whose lane 0
/// counts. fp16 and bf16 are computed in fp32 and rounded.
final class FloatLanes {
    private static final int ROUND_NEAREST = 8;
    private static final int ROUND_DOWN = 9;
    private static final int ROUND_UP = 10;
    private static final int ROUND_ZERO = 11;

    private final Code code;
    private final FloatRemainders remainders;

    FloatLanes(Code code) {
        this.code = code;
        this.remainders = new FloatRemainders(code);
    }

    private static boolean isDouble(ElementType type) {
        return type == DType.FP64;
    }

    private static VectorOp pick(ElementType type, VectorOp single, VectorOp wide) {
        return isDouble(type) ? wide : single;
    }

    private void op(
            ElementType type, VectorOp single, VectorOp wide, int bits, Reg to, Reg a, Reg b) {
        code.add(pick(type, single, wide), bits, to, a, b);
    }

    /// A number in every lane, read from memory.
    private Mem number(ElementType type, long single, long wide) {
        return isDouble(type) ? code.constant(wide, 8) : code.constant(single, 4);
    }

    private void bitwise(
            VectorOp op, VectorOp wide, ElementType type, int bits, Reg to, Reg a, Mem b) {
        code.add(Insn.of(pick(type, op, wide), bits, to, a, b).broadcasting());
    }

    void unary(UnaryKind kind, ElementType type, int bits, Reg to, Reg x) {
        switch (kind) {
            case NEG ->
                    bitwise(
                            VectorOp.VPXORD,
                            VectorOp.VPXORQ,
                            type,
                            bits,
                            to,
                            x,
                            number(type, 0x8000_0000L, Long.MIN_VALUE));
            case ABS ->
                    bitwise(
                            VectorOp.VPANDD,
                            VectorOp.VPANDQ,
                            type,
                            bits,
                            to,
                            x,
                            number(type, 0x7FFF_FFFF, Long.MAX_VALUE));
            case FLOOR -> whole(ROUND_DOWN, type, bits, to, x);
            case CEIL -> whole(ROUND_UP, type, bits, to, x);
            case TRUNC -> whole(ROUND_ZERO, type, bits, to, x);
            case RINT -> whole(ROUND_NEAREST, type, bits, to, x);
            case SQRT -> {
                code.add(pick(type, VectorOp.VSQRTPS, VectorOp.VSQRTPD), bits, to, x);
                round(type, bits, to);
            }
            default -> throw new Unsupported(kind + " of " + type);
        }
    }

    private void whole(int mode, ElementType type, int bits, Reg to, Reg x) {
        VectorOp op = pick(type, VectorOp.VRNDSCALEPS, VectorOp.VRNDSCALEPD);
        code.add(op, bits, to, x, new Imm(mode));
    }

    /// Rounds fp32 lanes to what their type holds, in place.
    void round(ElementType type, int bits, Reg r) {
        if (type == DType.FP16) {
            Reg half = code.vector();
            code.add(VectorOp.VCVTPS2PH, bits, half, r, new Imm(0));
            code.add(VectorOp.VCVTPH2PS, bits, r, half);
        } else if (type == DType.BF16) {
            roundBrain(bits, r);
        }
    }

    /// The 16 bits of each lane of fp16 or bf16, in lanes of 32.
    void codes(DType type, int bits, Reg to, Reg x) {
        if (type == DType.BF16) {
            code.add(VectorOp.VPSRLD_I, bits, to, x, new Imm(16));
            return;
        }
        Reg half = code.vector();
        code.add(VectorOp.VCVTPS2PH, bits, half, x, new Imm(0));
        code.add(VectorOp.VPMOVZXWD, bits, to, half);
    }

    /// The lanes of fp16 or bf16 that have the low 16 bits of lanes.
    void ofCodes(DType type, int bits, Reg to, Reg codes) {
        if (type == DType.BF16) {
            code.add(VectorOp.VPSLLD_I, bits, to, codes, new Imm(16));
            return;
        }
        Reg half = code.vector();
        code.add(VectorOp.VPMOVDW, bits, half, codes);
        code.add(VectorOp.VCVTPH2PS, bits, to, half);
    }

    /// To nearest even at bit 16: adds 0x7fff and that bit, and cuts; NaNs keep a bit above it.
    private void roundBrain(int bits, Reg r) {
        Reg odd = code.vector();
        Reg sum = code.vector();
        Reg nan = code.mask();
        code.add(VectorOp.VCMPPS_K, bits, nan, r, r, new Imm(3));
        code.add(VectorOp.VPSRLD_I, bits, odd, r, new Imm(16));
        code.add(Insn.of(VectorOp.VPANDD, bits, odd, odd, code.constant(1, 4)).broadcasting());
        code.add(VectorOp.VPADDD, bits, sum, r, odd);
        code.add(Insn.of(VectorOp.VPADDD, bits, sum, sum, code.constant(0x7FFF, 4)).broadcasting());
        code.add(
                Insn.of(VectorOp.VPANDD, bits, r, sum, code.constant(0xFFFF_0000L, 4))
                        .broadcasting());
        code.add(
                Insn.of(VectorOp.VBROADCASTSS, bits, r, code.constant(0x7FC0_0000, 4))
                        .masked(nan, false));
    }

    /// @param knownA what all lanes of `a` are known to be, or null
    void binary(
            BinaryKind kind,
            ElementType type,
            int bits,
            Reg to,
            Reg a,
            Reg b,
            @Nullable Long knownA,
            @Nullable Long knownB) {
        switch (kind) {
            case ADD -> op(type, VectorOp.VADDPS, VectorOp.VADDPD, bits, to, a, b);
            case SUB -> op(type, VectorOp.VSUBPS, VectorOp.VSUBPD, bits, to, a, b);
            case MUL -> op(type, VectorOp.VMULPS, VectorOp.VMULPD, bits, to, a, b);
            case DIV -> op(type, VectorOp.VDIVPS, VectorOp.VDIVPD, bits, to, a, b);
            case MIN, MAX -> {
                ignoringNaN(kind == BinaryKind.MAX, type, bits, to, a, b);
                return;
            }
            case MIN_NAN, MAX_NAN -> {
                boolean max = kind == BinaryKind.MAX_NAN;
                if (isPlain(type, knownB)) {
                    extremum(max, type, bits, to, b, a);
                } else if (isPlain(type, knownA)) {
                    extremum(max, type, bits, to, a, b);
                } else {
                    withNaN(max, type, bits, to, a, b);
                }
                return;
            }
            case REM -> remainders.write(type, bits, to, a, b);
            default -> throw new Unsupported(kind + " of " + type);
        }
        round(type, bits, to);
    }

    /// Whether a number is neither zero nor NaN: then the processor's own minimum and maximum do,
    /// which give the second operand where either is NaN or both are zeros.
    private static boolean isPlain(ElementType type, @Nullable Long bits) {
        if (bits == null || !(type instanceof DType d)) {
            return false;
        }
        double x = tritonc.ir.math.Lanes.toDouble(d, bits);
        return x == x && x != 0;
    }

    private void extremum(boolean max, ElementType type, int bits, Reg to, Reg a, Reg b) {
        if (max) {
            op(type, VectorOp.VMAXPS, VectorOp.VMAXPD, bits, to, a, b);
        } else {
            op(type, VectorOp.VMINPS, VectorOp.VMINPD, bits, to, a, b);
        }
    }

    /// The smaller or larger with -0 below +0, as the range instruction orders them; it gives the
    /// other operand where one is a quiet NaN, so that signalling ones are made quiet first. What
    /// stands for it in AVX2 needs no quiet ones.
    private void ignoringNaN(boolean max, ElementType type, int bits, Reg to, Reg a, Reg b) {
        VectorOp range = pick(type, VectorOp.VRANGEPS, VectorOp.VRANGEPD);
        boolean isRange = code.width.set().hasMasks();
        Reg quietA = isRange ? quiet(range, bits, a) : a;
        Reg quietB = isRange ? quiet(range, bits, b) : b;
        code.add(range, bits, to, quietA, quietB, new Imm(max ? 5 : 4));
    }

    private Reg quiet(VectorOp range, int bits, Reg x) {
        Reg quiet = code.vector();
        code.add(QuietNumbers.quiet(range, bits, quiet, x));
        return quiet;
    }

    private void withNaN(boolean max, ElementType type, int bits, Reg to, Reg a, Reg b) {
        Reg nan = code.mask();
        VectorOp compare = pick(type, VectorOp.VCMPPS_K, VectorOp.VCMPPD_K);
        code.add(compare, bits, nan, a, b, new Imm(3));
        VectorOp range = pick(type, VectorOp.VRANGEPS, VectorOp.VRANGEPD);
        Reg result = code.vector();
        code.add(range, bits, result, a, b, new Imm(max ? 5 : 4));
        // the sum of the two is NaN where either is
        Insn sum = Insn.of(pick(type, VectorOp.VADDPS, VectorOp.VADDPD), bits, result, a, b);
        code.add(sum.masked(nan, false));
        code.move(to, result);
    }

    /// `a · b + c` of fp32 or fp64, rounded once.
    ///
    /// @param to none of the others
    void fma(ElementType type, int bits, Reg to, Reg a, Reg b, Reg c) {
        code.move(to, c);
        code.add(pick(type, VectorOp.VFMADD231PS, VectorOp.VFMADD231PD), bits, to, a, b);
    }

    void compare(CompareKind kind, ElementType type, int bits, Reg to, Reg a, Reg b) {
        int predicate =
                switch (kind) {
                    case EQ -> 0;
                    case LT -> 17;
                    case LE -> 18;
                    case NE -> 4;
                    case GE -> 29;
                    case GT -> 30;
                };
        VectorOp op = pick(type, VectorOp.VCMPPS_K, VectorOp.VCMPPD_K);
        code.add(op, bits, to, a, b, new Imm(predicate));
    }
}
