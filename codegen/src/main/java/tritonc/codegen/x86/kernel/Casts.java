package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// Values in other formats.
final class Casts {
    private final Code code;
    private final Values values;
    private final Integers integers;
    private final FloatLanes floats;
    private final IntegerLanes lanes;

    Casts(Code code, Values values, Integers integers, FloatLanes floats, IntegerLanes lanes) {
        this.code = code;
        this.values = values;
        this.integers = integers;
        this.floats = floats;
        this.lanes = lanes;
    }

    void cast(Value result, Value x, ElementType to, Rounding rounding) {
        ElementType from = x.type().element();
        if (from instanceof DType d && d.isFp8() || to instanceof DType e && e.isFp8()) {
            throw new Unsupported("fp8");
        }
        boolean fromFloat = Kinds.isFloat(from);
        boolean toFloat = Kinds.isFloat(to);
        if (from.equals(to)) {
            values.alias(result, values.parts(x));
        } else if (fromFloat && toFloat) {
            if (rounding != Rounding.RTNE) {
                throw new Unsupported("rounding " + rounding);
            }
            floatToFloat(result, x, to);
        } else if (fromFloat) {
            toInteger(result, x, to);
        } else if (toFloat) {
            fromInteger(result, x, to);
        } else if (!x.type().isBlock()) {
            integers.cast(values.one(result), x, to);
        } else {
            integerLanes(result, x, to);
        }
    }

    private void floatToFloat(Value result, Value x, ElementType to) {
        ElementType from = x.type().element();
        boolean narrows = from == DType.FP64;
        boolean widens = to == DType.FP64;
        if (!narrows && !widens) {
            Reg[] source = values.parts(x);
            Reg[] target = values.define(result);
            for (int i = 0; i < target.length; i++) {
                code.move(target[i], source[i]);
                floats.round(to, Computing.partBits(result), target[i]);
            }
            return;
        }
        if (narrows && Kinds.isHalf(to)) {
            throw new Unsupported("fp64 to " + to);
        }
        if (!x.type().isBlock()) {
            Reg source = values.of(x);
            Reg target = values.one(result);
            VectorOp op = widens ? VectorOp.VCVTSS2SD : VectorOp.VCVTSD2SS;
            code.add(op, 128, target, source, source);
            return;
        }
        if (widens) {
            widen(result, x, VectorOp.VCVTPS2PD);
        } else {
            narrow(result, x, VectorOp.VCVTPD2PS);
        }
    }

    /// From 32-bit lanes to 64-bit ones, half a part into each.
    private void widen(Value result, Value x, VectorOp op) {
        Reg[] halves = halves(values.parts(x), x.type());
        Reg[] to = values.define(result);
        for (int i = 0; i < to.length; i++) {
            code.add(op, Kinds.partBits(result.type()), to[i], halves[i]);
        }
    }

    /// The 32-bit lanes of a vector cut so that each part holds as many as a part of 64-bit lanes.
    private Reg[] halves(Reg[] parts, Type type) {
        if (Kinds.partBits(type) < 512) {
            return parts;
        }
        Reg[] halves = new Reg[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            halves[2 * i] = parts[i];
            halves[2 * i + 1] = code.vector();
            code.add(VectorOp.VEXTRACTI64X4, 512, halves[2 * i + 1], parts[i], new Imm(1));
        }
        return halves;
    }

    /// From 64-bit lanes to 32-bit ones.
    private void narrow(Value result, Value x, VectorOp op) {
        Reg[] parts = values.parts(x);
        int bits = Kinds.partBits(x.type());
        Reg[] to = values.define(result);
        Reg[] narrow = new Reg[parts.length];
        for (int i = 0; i < parts.length; i++) {
            narrow[i] = code.vector();
            code.add(op, bits, narrow[i], parts[i]);
        }
        joined(to, narrow);
    }

    private void joined(Reg[] to, Reg[] halves) {
        if (halves.length == 1) {
            code.move(to[0], halves[0]);
            return;
        }
        for (int i = 0; i < to.length; i++) {
            code.add(
                    VectorOp.VINSERTI64X4,
                    512,
                    to[i],
                    halves[2 * i],
                    halves[2 * i + 1],
                    new Imm(1));
        }
    }

    /// Truncates and saturates; NaN gives 0.
    private void toInteger(Value result, Value x, ElementType to) {
        ElementType from = x.type().element();
        if (from == DType.FP64 || to.bits() == 64 || to == DType.U32) {
            throw new Unsupported(from + " to " + to);
        }
        Reg[] source = values.parts(x);
        int bits = Computing.partBits(x);
        if (to == DType.I1) {
            throw new Unsupported(from + " to " + to);
        }
        Reg[] target = x.type().isBlock() ? values.define(result) : new Reg[] {code.vector()};
        for (int i = 0; i < target.length; i++) {
            saturated(target[i], source[i], bits, to);
        }
        if (!x.type().isBlock()) {
            code.add(VectorOp.VMOVD_STORE, 128, values.one(result), target[0]);
        }
    }

    /// fp32 lanes to i32, clamped to a type of at most 32 bits.
    private void saturated(Reg to, Reg x, int bits, ElementType type) {
        Reg number = code.mask();
        Reg above = code.mask();
        Reg converted = code.vector();
        code.add(VectorOp.VCMPPS_K, bits, number, x, x, new Imm(7));
        // what does not fit becomes the least number, also where it is too large
        code.add(Insn.of(VectorOp.VCVTTPS2DQ, bits, converted, x).masked(number, true));
        Mem limit = code.constant(Float.floatToRawIntBits(0x1p31f), 4);
        Insn large = Insn.of(VectorOp.VCMPPS_K, bits, above, x, limit, new Imm(29));
        code.add(large.broadcasting());
        Mem most = code.constant(Integer.MAX_VALUE, 4);
        code.add(Insn.of(VectorOp.VPBROADCASTD, bits, converted, most).masked(above, false));
        if (type.bits() < 32) {
            boolean signed = Kinds.isSigned(type);
            long high = (1L << type.bits() - (signed ? 1 : 0)) - 1;
            long low = signed ? -high - 1 : 0;
            clamp(VectorOp.VPMINSD, converted, bits, high);
            clamp(VectorOp.VPMAXSD, converted, bits, low);
        }
        code.move(to, converted);
    }

    private void clamp(VectorOp op, Reg r, int bits, long limit) {
        code.add(Insn.of(op, bits, r, r, code.constant(limit, 4)).broadcasting());
    }

    private void fromInteger(Value result, Value x, ElementType to) {
        ElementType from = x.type().element();
        boolean block = x.type().isBlock();
        if (from == DType.I1 && block) {
            Reg[] target = values.define(result);
            masksToFloat(target, values.of(x), result);
            return;
        }
        if (from.bits() == 64 || to == DType.FP64 && block) {
            throw new Unsupported(from + " to " + to);
        }
        boolean unsigned = from == DType.U32;
        if (!block) {
            Reg target = values.one(result);
            Reg zero = code.vector();
            code.add(VectorOp.VMOVSS, 128, zero, code.constant(0, 4));
            if (to == DType.FP64) {
                VectorOp op = unsigned ? VectorOp.VCVTUSI2SD : VectorOp.VCVTSI2SD;
                code.add(op, 128, target, zero, values.of(x));
            } else {
                VectorOp op = unsigned ? VectorOp.VCVTUSI2SS : VectorOp.VCVTSI2SS;
                code.add(op, 128, target, zero, values.of(x));
                roundTwice(from, to, 128, target);
            }
            return;
        }
        Reg[] source = values.parts(x);
        Reg[] target = values.define(result);
        for (int i = 0; i < target.length; i++) {
            VectorOp op = unsigned ? VectorOp.VCVTUDQ2PS : VectorOp.VCVTDQ2PS;
            code.add(op, Computing.partBits(result), target[i], source[i]);
            roundTwice(from, to, Computing.partBits(result), target[i]);
        }
    }

    /// fp32 holds integers of up to 24 bits, so that only those may be rounded again.
    private void roundTwice(ElementType from, ElementType to, int bits, Reg r) {
        if (Kinds.isHalf(to)) {
            if (from.bits() > 16) {
                throw new Unsupported(from + " to " + to);
            }
            floats.round(to, bits, r);
        }
    }

    private void masksToFloat(Reg[] to, Reg mask, Value result) {
        ElementType type = result.type().element();
        if (type == DType.FP64) {
            throw new Unsupported("truth values to fp64");
        }
        Mem one = code.constant(Float.floatToRawIntBits(1), 4);
        Insn ones = Insn.of(VectorOp.VBROADCASTSS, Computing.partBits(result), to[0], one);
        code.add(ones.masked(mask, true));
    }

    private void integerLanes(Value result, Value x, ElementType to) {
        ElementType from = x.type().element();
        if (from == DType.I1) {
            Reg mask = values.of(x);
            Reg[] target = values.define(result);
            Masks masks = new Masks(code);
            for (int i = 0; i < target.length; i++) {
                lanes.ofMask(to, Kinds.partBits(result.type()), target[i], masks.part(mask, i));
            }
        } else if (to == DType.I1) {
            Reg[] source = values.parts(x);
            Reg[] parts = new Reg[source.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = code.mask();
                lanes.test(from, Kinds.partBits(x.type()), parts[i], source[i]);
            }
            new Masks(code).joined(values.one(result), parts);
        } else if (to.bits() == 64 && from.bits() < 64) {
            values.alias(result, widened(x));
        } else if (to.bits() == 64) {
            values.alias(result, values.parts(x));
        } else if (from.bits() == 64) {
            narrow(result, x, VectorOp.VPMOVQD);
            for (Reg r : values.parts(result)) {
                lanes.wrap(to, Kinds.partBits(result.type()), r);
            }
        } else {
            Reg[] source = values.parts(x);
            Reg[] target = values.define(result);
            for (int i = 0; i < target.length; i++) {
                code.move(target[i], source[i]);
                lanes.wrap(to, Kinds.partBits(result.type()), target[i]);
            }
        }
    }

    /// The lanes of a vector of integers in 64 bits.
    Reg[] widened(Value x) {
        ElementType from = x.type().element();
        Reg[] parts = values.parts(x);
        if (from.bits() == 64) {
            return parts;
        }
        Reg[] halves = halves(parts, x.type());
        Type wide = x.type().withElement(DType.I64);
        Reg[] to = new Reg[Kinds.parts(wide)];
        boolean signed = Kinds.isSigned(from);
        for (int i = 0; i < to.length; i++) {
            to[i] = code.vector();
            VectorOp op = signed ? VectorOp.VPMOVSXDQ : VectorOp.VPMOVZXDQ;
            code.add(op, Kinds.partBits(wide), to[i], halves[i]);
        }
        return to;
    }

    void bitcast(Value result, Value x, DType to) {
        ElementType from = x.type().element();
        boolean halves = Kinds.isHalf(from) || Kinds.isHalf(to);
        if (halves && !from.equals(to)) {
            throw new Unsupported(from + " as " + to);
        }
        boolean fromFloat = Kinds.isFloat(from);
        boolean toFloat = Kinds.isFloat(to);
        if (x.type().isBlock() || fromFloat == toFloat && fromFloat) {
            Reg[] source = values.parts(x);
            Reg[] target = values.define(result);
            for (int i = 0; i < target.length; i++) {
                code.move(target[i], source[i]);
                if (!toFloat && x.type().isBlock()) {
                    lanes.wrap(to, Kinds.partBits(x.type()), target[i]);
                }
            }
            return;
        }
        Reg source = values.of(x);
        Reg target = values.one(result);
        boolean wide = from.bits() == 64;
        if (fromFloat) {
            code.add(wide ? VectorOp.VMOVQ_STORE : VectorOp.VMOVD_STORE, 128, target, source);
        } else if (toFloat) {
            code.add(wide ? VectorOp.VMOVQ : VectorOp.VMOVD, 128, target, source);
        } else {
            integers.reread(target, x, to);
        }
    }
}
