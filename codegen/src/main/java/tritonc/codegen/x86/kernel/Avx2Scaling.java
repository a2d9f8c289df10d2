package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.List;

/// Exponents taken out of floats and put in, for what the remainder of floats needs of them:
/// numbers that are finite and above 0, and scaling up by whole powers of two.
final class Avx2Scaling {
    private static final int BELOW = 17;
    private static final int BIAS = 127;
    private static final int BIAS_64 = 1023;
    private static final int MANTISSA = 23;
    private static final int MANTISSA_64 = 52;

    /// A multiplication takes the largest power that there is; so many reach from the least number
    /// to the largest.
    private static final int STEPS = 3;

    private final Avx2Code out;

    Avx2Scaling(Code code) {
        this.out = new Avx2Code(code);
    }

    /// @return whether the instruction is one of them, and was written
    boolean add(VectorOp op, Insn insn) {
        List<Operand> o = insn.operands();
        int bits = insn.bits();
        switch (op) {
            case VGETEXPPS -> exponent((Reg) o.get(0), out.register(o.get(1), bits), bits);
            case VGETEXPPD -> exponent64((Reg) o.get(0), out.register(o.get(1), bits), bits);
            case VSCALEFPS -> scaled((Reg) o.get(0), (Reg) o.get(1), o.get(2), bits);
            case VSCALEFPD -> scaled64((Reg) o.get(0), (Reg) o.get(1), o.get(2), bits);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Operand single(float number) {
        return out.all32(Float.floatToRawIntBits(number));
    }

    /// Subnormal numbers are made normal first.
    private void exponent(Reg to, Reg x, int bits) {
        float up = 0x1p24f;
        Reg small = out.fresh(VectorOp.VCMPPS, bits, x, single(Float.MIN_NORMAL), new Imm(BELOW));
        Reg larger = out.fresh(VectorOp.VMULPS, bits, x, single(up));
        Reg normal = out.fresh(VectorOp.VBLENDVPS, bits, x, larger, small);
        Reg biased = out.fresh(VectorOp.VPSRLD_I, bits, normal, new Imm(MANTISSA));
        Reg whole = out.fresh(VectorOp.VPSUBD, bits, biased, out.all32(BIAS));
        Reg exponent = out.fresh(VectorOp.VCVTDQ2PS, bits, whole);
        Reg less = out.fresh(VectorOp.VANDPS, bits, small, single(Math.getExponent(up)));
        out.write(VectorOp.VSUBPS, bits, to, exponent, less);
    }

    /// The exponent is put into the significand of 2^52 to become a float.
    private void exponent64(Reg to, Reg x, int bits) {
        double up = 0x1p53;
        Operand least = out.all64(Double.MIN_NORMAL);
        Reg small = out.fresh(VectorOp.VCMPPD, bits, x, least, new Imm(BELOW));
        Reg larger = out.fresh(VectorOp.VMULPD, bits, x, out.all64(up));
        Reg normal = out.fresh(VectorOp.VBLENDVPD, bits, x, larger, small);
        Reg biased = out.fresh(VectorOp.VPSRLQ_I, bits, normal, new Imm(MANTISSA_64));
        Operand power = out.all64(Double.doubleToRawLongBits(0x1p52));
        Reg held = out.fresh(VectorOp.VPOR, bits, biased, power);
        Reg exponent = out.fresh(VectorOp.VSUBPD, bits, held, out.all64(0x1p52 + BIAS_64));
        Operand by = out.all64((double) Math.getExponent(up));
        Reg less = out.fresh(VectorOp.VANDPD, bits, small, by);
        out.write(VectorOp.VSUBPD, bits, to, exponent, less);
    }

    private void scaled(Reg to, Reg x, Operand by, int bits) {
        Reg left = out.fresh(VectorOp.VCVTTPS2DQ, bits, by);
        Reg product = x;
        for (int i = 0; i < STEPS; i++) {
            Reg now = out.fresh(VectorOp.VPMINSD, bits, left, out.all32(BIAS));
            Reg biased = out.fresh(VectorOp.VPADDD, bits, now, out.all32(BIAS));
            Reg power = out.fresh(VectorOp.VPSLLD_I, bits, biased, new Imm(MANTISSA));
            left = out.fresh(VectorOp.VPSUBD, bits, left, now);
            product = out.fresh(VectorOp.VMULPS, bits, product, power);
        }
        out.write(VectorOp.VMOVAPS, 256, to, product);
    }

    private void scaled64(Reg to, Reg x, Operand by, int bits) {
        Reg left = out.fresh(VectorOp.VCVTTPD2DQ, bits, by);
        Reg product = x;
        for (int i = 0; i < STEPS; i++) {
            Reg now = out.fresh(VectorOp.VPMINSD, 128, left, out.all32(BIAS_64));
            Reg biased = out.fresh(VectorOp.VPADDD, 128, now, out.all32(BIAS_64));
            Reg wide = out.fresh(VectorOp.VPMOVSXDQ, bits, biased);
            Reg power = out.fresh(VectorOp.VPSLLQ_I, bits, wide, new Imm(MANTISSA_64));
            left = out.fresh(VectorOp.VPSUBD, 128, left, now);
            product = out.fresh(VectorOp.VMULPD, bits, product, power);
        }
        out.write(VectorOp.VMOVAPS, 256, to, product);
    }
}
