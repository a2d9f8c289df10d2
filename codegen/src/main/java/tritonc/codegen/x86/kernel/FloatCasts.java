package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.math.FloatFormat;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// Numbers that become floats, rounded once.
final class FloatCasts {
    private final Code code;
    private final Values values;
    private final Lifting lifting;
    private final FloatLanes floats;
    private final NarrowFloats narrow;

    FloatCasts(Code code, Values values, Lifting lifting, FloatLanes floats) {
        this.code = code;
        this.values = values;
        this.lifting = lifting;
        this.floats = floats;
        this.narrow = new NarrowFloats(code);
    }

    void cast(Value result, Value x, DType to, Rounding rounding) {
        if (Kinds.isMask(x.type()) && x.type().isBlock()) {
            ofMask(result, values.of(x), to);
            return;
        }
        lifting.deliver(
                result,
                switch (to) {
                    case FP64 -> doubles(x, false);
                    case FP32 -> singles(x, rounding);
                    default -> narrowed(x, to, rounding);
                });
    }

    private void ofMask(Value result, Reg mask, DType to) {
        long one = Lanes.ofLong(to, 1);
        if (Kinds.isHalf(to)) {
            one = Float.floatToRawIntBits(1);
        }
        boolean wide = to == DType.FP64;
        Mem number = code.constant(one, wide ? 8 : 4);
        Reg[] target = values.define(result);
        VectorOp op = wide ? VectorOp.VPBROADCASTQ : VectorOp.VPBROADCASTD;
        int bits = code.width.partBits(result.type());
        for (int i = 0; i < target.length; i++) {
            Reg part = new Masks(code).part(mask, i);
            code.add(Insn.of(op, bits, target[i], number).masked(part, true));
        }
    }

    /// fp64 lanes of a value.
    ///
    /// @param odd whether integers that do not fit are rounded to odd, so that they may be rounded
    ///   again to fewer bits; else to nearest
    private Reg[] doubles(Value x, boolean odd) {
        DType from = x.type().dtype();
        Type type = x.type();
        Reg[] lanes = lifting.lanes(x);
        return switch (from) {
            case FP64 -> lanes;
            case FP32, FP16, BF16 -> lifting.widened(lanes, type, VectorOp.VCVTPS2PD);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    lifting.widened(numbers(lanes, type), type, VectorOp.VCVTPS2PD);
            case U32 -> lifting.widened(lanes, type, VectorOp.VCVTUDQ2PD);
            case I1, I8, I16, I32, U8, U16 -> lifting.widened(lanes, type, VectorOp.VCVTDQ2PD);
            case I64, U64 -> {
                Reg[] to = new Reg[lanes.length];
                int bits = code.width.wideBits(type);
                VectorOp op = from == DType.I64 ? VectorOp.VCVTQQ2PD : VectorOp.VCVTUQQ2PD;
                for (int i = 0; i < to.length; i++) {
                    to[i] = code.vector();
                    code.add(op, bits, to[i], odd ? sticky(lanes[i], bits, from) : lanes[i]);
                }
                yield to;
            }
        };
    }

    /// Integers whose bits beyond the 53 of an fp64 are joined into the last one.
    private Reg sticky(Reg x, int bits, DType type) {
        Reg high = code.vector();
        Reg cut = code.vector();
        Reg large = code.mask();
        Reg inexact = code.mask();
        if (type == DType.I64) {
            // more than 53 bits: not all above are the sign
            code.add(VectorOp.VPSRAQ_I, bits, high, x, new Imm(63));
            code.add(VectorOp.VPXORQ, bits, high, high, x);
            code.add(VectorOp.VPSRLQ_I, bits, high, high, new Imm(53));
        } else {
            code.add(VectorOp.VPSRLQ_I, bits, high, x, new Imm(53));
        }
        code.add(VectorOp.VPTESTMQ, bits, large, high, high);
        Mem low = code.constant(0x7FF, 8);
        Insn test = Insn.of(VectorOp.VPTESTMQ, bits, inexact, x, low);
        code.add(test.broadcasting().masked(large, true));
        code.move(cut, x);
        Mem mask = code.constant(~0x7FFL, 8);
        code.add(
                Insn.of(VectorOp.VPANDQ, bits, cut, x, mask).broadcasting().masked(inexact, false));
        Mem last = code.constant(0x800, 8);
        code.add(
                Insn.of(VectorOp.VPORQ, bits, cut, cut, last)
                        .broadcasting()
                        .masked(inexact, false));
        return cut;
    }

    private Reg[] numbers(Reg[] codes, Type type) {
        Reg[] to = new Reg[codes.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = narrow.numbers(codes[i], code.width.narrowBits(type), type.dtype());
        }
        return to;
    }

    /// fp32 lanes of a value.
    Reg[] singles(Value x, Rounding rounding) {
        DType from = x.type().dtype();
        Type type = x.type();
        Reg[] lanes = lifting.lanes(x);
        return switch (from) {
            case FP64 -> {
                Reg[] to = lifting.narrowed(lanes, type, VectorOp.VCVTPD2PS);
                yield rounding == Rounding.RTNE ? to : towardsZero(lanes, to, type);
            }
            case FP32, FP16, BF16 -> lanes;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> numbers(lanes, type);
            case U32 -> each(lanes, type, VectorOp.VCVTUDQ2PS);
            case I1, I8, I16, I32, U8, U16 -> each(lanes, type, VectorOp.VCVTDQ2PS);
            case I64 -> ofLongs(x, lanes, VectorOp.VCVTQQ2PS);
            case U64 -> ofLongs(x, lanes, VectorOp.VCVTUQQ2PS);
        };
    }

    /// Where there is no instruction, by way of fp64 rounded to odd.
    private Reg[] ofLongs(Value x, Reg[] lanes, VectorOp op) {
        return code.width.set().hasMasks()
                ? lifting.narrowed(lanes, x.type(), op)
                : lifting.narrowed(doubles(x, true), x.type(), VectorOp.VCVTPD2PS);
    }

    private Reg[] each(Reg[] lanes, Type type, VectorOp op) {
        Reg[] to = new Reg[lanes.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = code.vector();
            code.add(op, code.width.narrowBits(type), to[i], lanes[i]);
        }
        return to;
    }

    /// Steps back where rounding to nearest went away from zero.
    private Reg[] towardsZero(Reg[] exact, Reg[] nearest, Type type) {
        int bits = code.width.wideBits(type);
        Reg[] back = lifting.widened(nearest, type, VectorOp.VCVTPS2PD);
        Reg[] masks = new Reg[back.length];
        Mem clear = code.constant(Long.MAX_VALUE, 8);
        for (int i = 0; i < back.length; i++) {
            Reg magnitude = code.vector();
            Reg rounded = code.vector();
            masks[i] = code.mask();
            code.add(Insn.of(VectorOp.VPANDQ, bits, magnitude, exact[i], clear).broadcasting());
            code.add(Insn.of(VectorOp.VPANDQ, bits, rounded, back[i], clear).broadcasting());
            code.add(VectorOp.VCMPPD_K, bits, masks[i], rounded, magnitude, new Imm(30));
        }
        Reg mask = code.mask();
        new Masks(code).joined(mask, masks);
        Reg to = code.vector();
        code.move(to, nearest[0]);
        Mem down = code.constant(-1, 4);
        Insn step = Insn.of(VectorOp.VPADDD, code.width.narrowBits(type), to, to, down);
        code.add(step.broadcasting().masked(mask, false));
        return new Reg[] {to};
    }

    /// Lanes of a format of 16 bits, carried as fp32, or of 8, carried as codes.
    private Reg[] narrowed(Value x, DType to, Rounding rounding) {
        ElementType from = x.type().element();
        Type type = x.type();
        int bits = code.width.narrowBits(type);
        boolean fits = from.bits() <= 16 && !Kinds.isFloat(from) || Kinds.isSingle(from);
        boolean wasEight = from instanceof DType d && d.isFp8();
        if (Kinds.isHalf(to) && rounding == Rounding.RTNE && fits) {
            Reg[] singles = singles(x, rounding);
            Reg[] rounded = new Reg[singles.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = code.vector();
                code.move(rounded[i], singles[i]);
                if (!wasEight) {
                    floats.round(to, bits, rounded[i]);
                }
            }
            return rounded;
        }
        // integers are rounded to nearest, however floats are
        Rounding way = Kinds.isFloat(from) || wasEight ? rounding : Rounding.RTNE;
        Reg[] doubles = doubles(x, true);
        Reg[] codes = new Reg[doubles.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = narrow.codes(doubles[i], code.width.wideBits(type), FloatFormat.of(to), way);
        }
        Reg[] lanes = lifting.narrowed(codes, type, VectorOp.VPMOVQD);
        return carried(lanes, bits, to);
    }

    /// What codes of 16 or 8 bits are carried as.
    private Reg[] carried(Reg[] codes, int bits, DType to) {
        if (!Kinds.isHalf(to)) {
            return codes;
        }
        Reg[] lanes = new Reg[codes.length];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = code.vector();
            floats.ofCodes(to, bits, lanes[i], codes[i]);
        }
        return lanes;
    }

    /// `a · b + c` of fp16 or bf16: the product is exact in fp64, the sum rounded to odd and then
    /// to the format, which is rounding once.
    void fma(Value result, Value a, Value b, Value c) {
        Type type = result.type();
        int bits = code.width.wideBits(type);
        Reg[] x = doubles(a, true);
        Reg[] y = doubles(b, true);
        Reg[] z = doubles(c, true);
        Reg[] codes = new Reg[x.length];
        FloatFormat format = FloatFormat.of(type.dtype());
        for (int i = 0; i < codes.length; i++) {
            Reg product = code.vector();
            code.add(VectorOp.VMULPD, bits, product, x[i], y[i]);
            codes[i] = narrow.codes(oddSum(product, z[i], bits), bits, format, Rounding.RTNE);
        }
        Reg[] lanes = lifting.narrowed(codes, type, VectorOp.VPMOVQD);
        values.alias(result, carried(lanes, code.width.narrowBits(type), type.dtype()));
    }

    /// An inexact sum is that of its two neighbours whose last bit is 1.
    private Reg oddSum(Reg p, Reg z, int bits) {
        Reg sum = code.vector();
        Reg part = code.vector();
        Reg error = code.vector();
        Reg rest = code.vector();
        Reg inexact = code.mask();
        Reg even = code.mask();
        code.add(VectorOp.VADDPD, bits, sum, p, z);
        code.add(VectorOp.VSUBPD, bits, part, sum, p);
        code.add(VectorOp.VSUBPD, bits, rest, z, part);
        code.add(VectorOp.VSUBPD, bits, part, sum, part);
        code.add(VectorOp.VSUBPD, bits, error, p, part);
        code.add(VectorOp.VADDPD, bits, error, error, rest);
        Mem zero = code.constant(0, 8);
        Insn differs = Insn.of(VectorOp.VCMPPD_K, bits, inexact, error, zero, new Imm(12));
        code.add(differs.broadcasting());
        Mem one = code.constant(1, 8);
        Insn last = Insn.of(VectorOp.VPTESTNMQ, bits, even, sum, one);
        code.add(last.broadcasting().masked(inexact, true));
        // one up where error and sum have one sign, else one down
        code.add(VectorOp.VPXORQ, bits, rest, error, sum);
        code.add(VectorOp.VPSRAQ_I, bits, rest, rest, new Imm(63));
        code.add(Insn.of(VectorOp.VPORQ, bits, rest, rest, one).broadcasting());
        code.add(Insn.of(VectorOp.VPADDQ, bits, sum, sum, rest).masked(even, false));
        return sum;
    }
}
