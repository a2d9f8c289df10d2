package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.type.ElementType;

/// Quotients, remainders and high halves of products of integers of at most 32 bits in lanes.
///
/// Lanes are divided as floats: where a · b has at most as many bits as a significand, a float
/// quotient, once rounded, never reaches the next integer, so that truncating it is exact: fp32 for
/// 16-bit numbers (|a| < 2^16, q · b < 2^24), fp64 for 32-bit ones. The quotient of the least
/// number by -1 is too large by one and wraps; lanes with divisor 0 are masked to 0.
///
/// Where all turns of a strip divide 32-bit numbers by the same number, they multiply by a
/// reciprocal instead: r = 1/b rounded in fp64, then the next float away from 0, so that 1 ≤ r·b <
/// 1 + 1.5·2^-52. For |a| < 2^32 the product a·r, rounded, is not below a/b where that is an
/// integer, and as a/b is else at least 1/b below the next integer in size and a·r exceeds it by
/// less than 2^-19/b, truncating it gives the quotient.
final class LaneDivision {
    private final Code code;

    private static final long ONE = Double.doubleToRawLongBits(1);

    LaneDivision(Code code) {
        this.code = code;
    }

    void divide(boolean quotient, ElementType type, int bits, Reg to, Reg a, Reg b) {
        Reg some = code.mask();
        Reg q = code.vector();
        code.add(VectorOp.VPTESTMD, bits, some, b, b);
        if (type.bits() <= 16) {
            Reg x = code.vector();
            Reg y = code.vector();
            code.add(VectorOp.VCVTDQ2PS, bits, x, a);
            code.add(VectorOp.VCVTDQ2PS, bits, y, b);
            code.add(VectorOp.VDIVPS, bits, x, x, y);
            code.add(Insn.of(VectorOp.VCVTTPS2DQ, bits, q, x).masked(some, true));
        } else {
            Reg whole = bySixtyFour(Kinds.isSigned(type), bits, a, b);
            code.add(Insn.of(VectorOp.VMOVDQU32, bits, q, whole).masked(some, true));
        }
        if (quotient) {
            code.move(to, q);
            return;
        }
        Reg product = code.vector();
        Reg rest = code.vector();
        code.add(VectorOp.VPMULLD, bits, product, q, b);
        code.add(Insn.of(VectorOp.VPSUBD, bits, rest, a, product).masked(some, true));
        code.move(to, rest);
    }

    private Reg bySixtyFour(boolean signed, int bits, Reg a, Reg b) {
        Reg reciprocal = shared(signed, Math.min(2 * bits, code.width.bits()), b);
        if (bits < code.width.bits()) {
            return half(signed, 2 * bits, a, b, reciprocal);
        }
        Reg low = half(signed, bits, a, b, reciprocal);
        Reg upper = reciprocal == null ? code.upperHalf(b) : b;
        Reg high = half(signed, bits, code.upperHalf(a), upper, reciprocal);
        Reg to = code.vector();
        code.joinHalves(to, low, high);
        return to;
    }

    /// A reciprocal, by what it is.
    private record Reciprocal(boolean signed, int bits, Reg divisor) {}

    /// The reciprocal of a divisor that all turns of the strip have, computed before them; null
    /// where there is none. What all turns read as a vector is one number in all lanes.
    private @Nullable Reg shared(boolean signed, int bits, Reg divisor) {
        return code.isBefore(divisor)
                ? code.before(
                        new Reciprocal(signed, bits, divisor),
                        () -> reciprocal(signed, bits, divisor))
                : null;
    }

    private Reg reciprocal(boolean signed, int bits, Reg divisor) {
        Reg wide = code.vector();
        Reg one = code.vector();
        Reg near = code.vector();
        Reg up = code.vector();
        code.add(signed ? VectorOp.VCVTDQ2PD : VectorOp.VCVTUDQ2PD, bits, wide, divisor);
        code.add(VectorOp.VBROADCASTSD, bits, one, code.constant(ONE, 8));
        code.add(VectorOp.VDIVPD, bits, near, one, wide);
        code.add(VectorOp.VBROADCASTSD, bits, one, code.constant(1, 8));
        code.add(VectorOp.VPADDQ, bits, up, near, one);
        return up;
    }

    private Reg half(boolean signed, int bits, Reg a, Reg b, @Nullable Reg reciprocal) {
        Reg x = code.vector();
        Reg q = code.vector();
        VectorOp widen = signed ? VectorOp.VCVTDQ2PD : VectorOp.VCVTUDQ2PD;
        code.add(widen, bits, x, a);
        if (reciprocal != null) {
            code.add(VectorOp.VMULPD, bits, x, x, reciprocal);
        } else {
            Reg y = code.vector();
            code.add(widen, bits, y, b);
            code.add(VectorOp.VDIVPD, bits, x, x, y);
        }
        code.add(signed ? VectorOp.VCVTTPD2DQ : VectorOp.VCVTTPD2UDQ, bits, q, x);
        return q;
    }

    void multiplyHigh(ElementType type, int bits, Reg to, Reg a, Reg b) {
        boolean signed = Kinds.isSigned(type);
        Reg product = code.vector();
        if (type.bits() < 32) {
            code.add(VectorOp.VPMULLD, bits, product, a, b);
            VectorOp shift = signed ? VectorOp.VPSRAD_I : VectorOp.VPSRLD_I;
            code.add(shift, bits, to, product, new Imm(type.bits()));
            return;
        }
        Reg oddA = code.vector();
        Reg oddB = code.vector();
        Reg odd = code.vector();
        VectorOp multiply = signed ? VectorOp.VPMULDQ : VectorOp.VPMULUDQ;
        code.add(VectorOp.VPSRLQ_I, bits, oddA, a, new Imm(32));
        code.add(VectorOp.VPSRLQ_I, bits, oddB, b, new Imm(32));
        code.add(multiply, bits, product, a, b);
        code.add(multiply, bits, odd, oddA, oddB);
        code.add(VectorOp.VPSRLQ_I, bits, product, product, new Imm(32));
        Mem high = code.constant(0xFFFF_FFFF_0000_0000L, 8);
        code.add(Insn.of(VectorOp.VPANDQ, bits, odd, odd, high).broadcasting());
        code.add(VectorOp.VPORQ, bits, to, product, odd);
    }

    /// Whether these functions take the kind and the type.
    static boolean takes(BinaryKind kind, ElementType type) {
        return type.bits() <= 32 && isHard(kind);
    }

    /// Whether the processor has no instruction for lanes of it.
    static boolean isHard(BinaryKind kind) {
        return kind == BinaryKind.DIV || kind == BinaryKind.REM || kind == BinaryKind.MULHI;
    }
}
