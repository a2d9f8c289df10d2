package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.List;

/// Float instructions of AVX-512 that AVX2 lacks.
final class Avx2Floats {
    private static final int UNORDERED = 3;
    private static final int NOT_BELOW = 29;
    private static final float HALF_RANGE = 0x1p31f;

    /// 2^52, 2^84 + 2^52 and 2^84 + 2^63 + 2^52 hold 32 bits each in the low end of their
    /// significands.
    private static final long LOW = 0x4330_0000_0000_0000L;

    private static final long HIGH = 0x4530_0000_0000_0000L;
    private static final long UNSIGNED = 0x4530_0000_0010_0000L;
    private static final long SIGNED = 0x4530_0000_8010_0000L;

    private final Code code;
    private final Avx2Code out;

    Avx2Floats(Code code) {
        this.code = code;
        this.out = new Avx2Code(code);
    }

    /// @return whether the instruction is one of them, and was written
    boolean add(VectorOp op, Insn insn) {
        int bits = insn.bits();
        Reg to = insn.operands().getFirst() instanceof Reg r ? r : code.vector();
        List<Operand> o = insn.operands();
        switch (op) {
            case VCMPPS_K -> out.write(VectorOp.VCMPPS, bits, to, o.get(1), o.get(2), o.get(3));
            case VCMPPD_K -> {
                Reg lanes = out.fresh(VectorOp.VCMPPD, bits, o.get(1), o.get(2), o.get(3));
                out.narrow(to, lanes, bits);
            }
            case VRANGEPS, VRANGEPD -> range(op == VectorOp.VRANGEPD, insn, to);
            case VCVTUDQ2PS -> ofUnsigned(to, o.get(1), bits);
            case VCVTUDQ2PD -> {
                int narrow = Math.max(128, bits / 2);
                Reg x = out.register(o.get(1), narrow);
                Reg low = out.fresh(VectorOp.VPXOR, narrow, x, out.all32(Integer.MIN_VALUE));
                Reg less = out.fresh(VectorOp.VCVTDQ2PD, bits, low);
                out.write(VectorOp.VADDPD, bits, to, less, out.all64(0x1p31));
            }
            case VCVTTPS2UDQ -> unsigned(to, out.register(o.get(1), bits), bits);
            case VCVTTPD2UDQ -> unsignedOfDouble(to, out.register(o.get(1), bits), bits);
            case VCVTUQQ2PD -> ofLong(to, out.register(o.get(1), bits), UNSIGNED, bits);
            case VCVTQQ2PD -> {
                Reg x = out.fresh(VectorOp.VPXOR, bits, o.get(1), out.all64(Long.MIN_VALUE));
                ofLong(to, x, SIGNED, bits);
            }
            case VCVTTPD2QQ -> longs(to, out.register(o.get(1), bits), bits);
            case VCVTTPS2QQ -> longs(to, out.fresh(VectorOp.VCVTPS2PD, bits, o.get(1)), bits);
            case VCVTTPD2UQQ -> unsignedLongs(to, out.register(o.get(1), bits), bits);
            case VCVTTPS2UQQ ->
                    unsignedLongs(to, out.fresh(VectorOp.VCVTPS2PD, bits, o.get(1)), bits);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The smaller or larger, -0 below +0, of numbers; the other one where one is NaN. The
    /// processor's own gives the second of equal ones, and where either is NaN.
    private void range(boolean wide, Insn insn, Reg to) {
        int bits = insn.bits();
        boolean max = ((Imm) insn.operands().get(3)).value() == 5;
        Reg a = out.register(insn.operands().get(1), bits);
        Reg b = out.register(insn.operands().get(2), bits);
        VectorOp compare = wide ? VectorOp.VCMPPD : VectorOp.VCMPPS;
        VectorOp blend = wide ? VectorOp.VBLENDVPD : VectorOp.VBLENDVPS;
        VectorOp least = wide ? VectorOp.VMINPD : VectorOp.VMINPS;
        VectorOp most = wide ? VectorOp.VMAXPD : VectorOp.VMAXPS;
        Reg one = out.fresh(max ? most : least, bits, a, b);
        Reg equal = out.fresh(compare, bits, a, b, new Imm(0));
        Reg signs = out.fresh(max ? VectorOp.VPAND : VectorOp.VPOR, bits, a, b);
        Reg zeros = out.fresh(blend, bits, one, signs, equal);
        Reg nan = out.fresh(compare, bits, b, b, new Imm(UNORDERED));
        out.write(blend, bits, to, zeros, a, nan);
    }

    /// Both halves of 16 bits are exact, their sum is rounded once.
    private void ofUnsigned(Reg to, Operand from, int bits) {
        Reg x = out.register(from, bits);
        Reg low = out.fresh(VectorOp.VPAND, bits, x, out.all32(0xFFFF));
        Reg high = out.fresh(VectorOp.VPSRLD_I, bits, x, new Imm(16));
        Reg lowFloat = out.fresh(VectorOp.VCVTDQ2PS, bits, low);
        Reg highFloat = out.fresh(VectorOp.VCVTDQ2PS, bits, high);
        Mem by = out.all32(Float.floatToRawIntBits(0x1p16f));
        Reg scaled = out.fresh(VectorOp.VMULPS, bits, highFloat, by);
        out.write(VectorOp.VADDPS, bits, to, scaled, lowFloat);
    }

    /// Truncates what is not negative; what is too large becomes all bits.
    private void unsigned(Reg to, Reg x, int bits) {
        Mem half = out.all32(Float.floatToRawIntBits(HALF_RANGE));
        Mem end = out.all32(Float.floatToRawIntBits(2 * HALF_RANGE));
        Reg upper = out.fresh(VectorOp.VCMPPS, bits, x, half, new Imm(NOT_BELOW));
        Reg less = out.fresh(VectorOp.VSUBPS, bits, x, half);
        Reg fits = out.fresh(VectorOp.VBLENDVPS, bits, x, less, upper);
        Reg whole = out.fresh(VectorOp.VCVTTPS2DQ, bits, fits);
        Reg over = out.fresh(VectorOp.VCMPPS, bits, x, end, new Imm(NOT_BELOW));
        raised(to, whole, upper, over, bits);
    }

    /// Puts the highest bit back where it was taken away.
    private void raised(Reg to, Reg whole, Reg upper, Reg over, int bits) {
        Reg bit = out.fresh(VectorOp.VPAND, bits, upper, out.all32(Integer.MIN_VALUE));
        Reg all = out.fresh(VectorOp.VPXOR, bits, whole, bit);
        out.write(VectorOp.VPOR, bits, to, all, over);
    }

    private void unsignedOfDouble(Reg to, Reg x, int bits) {
        Mem half = out.all64(0x1p31);
        Reg upper = out.fresh(VectorOp.VCMPPD, bits, x, half, new Imm(NOT_BELOW));
        Reg less = out.fresh(VectorOp.VSUBPD, bits, x, half);
        Reg fits = out.fresh(VectorOp.VBLENDVPD, bits, x, less, upper);
        Reg whole = out.fresh(VectorOp.VCVTTPD2DQ, bits, fits);
        Reg over = out.fresh(VectorOp.VCMPPD, bits, x, out.all64(0x1p32), new Imm(NOT_BELOW));
        Reg narrowUpper = code.vector();
        Reg narrowOver = code.vector();
        out.narrow(narrowUpper, upper, bits);
        out.narrow(narrowOver, over, bits);
        raised(to, whole, narrowUpper, narrowOver, 128);
    }

    /// Both halves of 32 bits are put into the significands of powers of two; taking the powers
    /// away again rounds once, in the last addition.
    ///
    /// @param offset what both powers and a flipped sign add
    private void ofLong(Reg to, Reg x, long offset, int bits) {
        Reg lowBits = out.fresh(VectorOp.VPAND, bits, x, out.all64(0xFFFF_FFFFL));
        Reg low = out.fresh(VectorOp.VPOR, bits, lowBits, out.all64(LOW));
        Reg highBits = out.fresh(VectorOp.VPSRLQ_I, bits, x, new Imm(32));
        Reg high = out.fresh(VectorOp.VPOR, bits, highBits, out.all64(HIGH));
        Reg exact = out.fresh(VectorOp.VSUBPD, bits, high, out.all64(offset));
        out.write(VectorOp.VADDPD, bits, to, exact, low);
    }

    /// Truncates lane by lane; what does not fit becomes the least number.
    private void longs(Reg to, Reg x, int bits) {
        Reg low = pair(x);
        if (bits == 128) {
            code.move(to, low);
        } else {
            Reg high = pair(out.fresh(VectorOp.VEXTRACTI128, 256, x, new Imm(1)));
            out.write(VectorOp.VINSERTI128, 256, to, low, high, new Imm(1));
        }
    }

    private Reg pair(Reg x) {
        Reg second = out.fresh(VectorOp.VUNPCKHPD, 128, x, x);
        Reg a = code.general();
        Reg b = code.general();
        code.append(Insn.of(VectorOp.VCVTTSD2SI_Q, 128, a, x));
        code.append(Insn.of(VectorOp.VCVTTSD2SI_Q, 128, b, second));
        Reg first = out.fresh(VectorOp.VMOVQ, 128, a);
        return out.fresh(VectorOp.VPINSRQ, 128, first, b, new Imm(1));
    }

    private void unsignedLongs(Reg to, Reg x, int bits) {
        Mem half = out.all64(0x1p63);
        Reg upper = out.fresh(VectorOp.VCMPPD, bits, x, half, new Imm(NOT_BELOW));
        Reg less = out.fresh(VectorOp.VSUBPD, bits, x, half);
        Reg fits = out.fresh(VectorOp.VBLENDVPD, bits, x, less, upper);
        Reg whole = code.vector();
        longs(whole, fits, bits);
        Reg over = out.fresh(VectorOp.VCMPPD, bits, x, out.all64(0x1p64), new Imm(NOT_BELOW));
        Reg bit = out.fresh(VectorOp.VPAND, bits, upper, out.all64(Long.MIN_VALUE));
        Reg all = out.fresh(VectorOp.VPXOR, bits, whole, bit);
        out.write(VectorOp.VPOR, bits, to, all, over);
    }
}
