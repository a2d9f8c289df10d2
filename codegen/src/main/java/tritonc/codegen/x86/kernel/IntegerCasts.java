package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

/// Floats that become integers: truncated, saturated, NaN becoming 0; or truth values.
final class IntegerCasts {
    private static final int NUMBER = 7;
    private static final int NOT_BELOW = 29;
    private static final int ABOVE = 30;
    private static final int UNEQUAL = 4;

    private final Code code;
    private final Lifting lifting;
    private final FloatCasts floats;

    IntegerCasts(Code code, Lifting lifting, FloatCasts floats) {
        this.code = code;
        this.lifting = lifting;
        this.floats = floats;
    }

    void cast(Value result, Value x, DType to) {
        Type type = x.type();
        boolean wide = type.element() == DType.FP64;
        Reg[] from = wide ? lifting.lanes(x) : floats.singles(x, Rounding.RTNE);
        int bits = wide ? code.width.wideBits(type) : code.width.narrowBits(type);
        if (to == DType.I1) {
            Reg[] masks = new Reg[from.length];
            for (int i = 0; i < masks.length; i++) {
                masks[i] = test(from[i], bits, wide, UNEQUAL, 0);
            }
            lifting.deliverTruth(result, masks);
            return;
        }
        boolean long64 = to.bits() == 64;
        if (long64 && !wide) {
            from = lifting.halves(from, type);
        }
        Reg[] converted = new Reg[from.length];
        int opBits = long64 ? code.width.wideBits(type) : bits;
        for (int i = 0; i < converted.length; i++) {
            converted[i] = converted(from[i], opBits, wide, to);
        }
        Reg[] lanes = wide && !long64 ? lifting.joined(converted) : converted;
        if (to.bits() < 32) {
            for (Reg r : lanes) {
                clamp(r, code.width.narrowBits(type), to);
            }
        }
        lifting.deliver(result, lanes);
    }

    /// Which lanes stand to a number as the predicate says.
    private Reg test(Reg x, int bits, boolean wide, int predicate, double number) {
        Reg mask = code.mask();
        Mem limit =
                wide
                        ? code.constant(Double.doubleToRawLongBits(number), 8)
                        : code.constant(Float.floatToRawIntBits((float) number), 4);
        VectorOp op = wide ? VectorOp.VCMPPD_K : VectorOp.VCMPPS_K;
        code.add(Insn.of(op, bits, mask, x, limit, new Imm(predicate)).broadcasting());
        return mask;
    }

    /// What does not fit becomes the greatest number of an unsigned type by itself, and the least
    /// of a signed one, also where it is too large.
    private Reg converted(Reg x, int bits, boolean wide, DType to) {
        Reg result = code.vector();
        boolean long64 = to.bits() == 64;
        if (to == DType.U32 || to == DType.U64) {
            Reg positive = test(x, bits, wide, ABOVE, 0);
            VectorOp op =
                    long64
                            ? wide ? VectorOp.VCVTTPD2UQQ : VectorOp.VCVTTPS2UQQ
                            : wide ? VectorOp.VCVTTPD2UDQ : VectorOp.VCVTTPS2UDQ;
            code.add(Insn.of(op, bits, result, x).masked(positive, true));
            return result;
        }
        Reg number = test(x, bits, wide, NUMBER, 0);
        VectorOp op =
                long64
                        ? wide ? VectorOp.VCVTTPD2QQ : VectorOp.VCVTTPS2QQ
                        : wide ? VectorOp.VCVTTPD2DQ : VectorOp.VCVTTPS2DQ;
        code.add(Insn.of(op, bits, result, x).masked(number, true));
        Reg above = test(x, bits, wide, NOT_BELOW, long64 ? 0x1p63 : 0x1p31);
        if (long64) {
            Mem most = code.constant(Long.MAX_VALUE, 8);
            code.add(Insn.of(VectorOp.VPBROADCASTQ, bits, result, most).masked(above, false));
        } else {
            Mem most = code.constant(Integer.MAX_VALUE, 4);
            int narrow = wide ? Math.max(128, bits / 2) : bits;
            code.add(Insn.of(VectorOp.VPBROADCASTD, narrow, result, most).masked(above, false));
        }
        return result;
    }

    private void clamp(Reg r, int bits, DType type) {
        boolean signed = Kinds.isSigned(type);
        long high = (1L << type.bits() - (signed ? 1 : 0)) - 1;
        long low = signed ? -high - 1 : 0;
        code.add(Insn.of(VectorOp.VPMINSD, bits, r, r, code.constant(high, 4)).broadcasting());
        code.add(Insn.of(VectorOp.VPMAXSD, bits, r, r, code.constant(low, 4)).broadcasting());
    }
}
