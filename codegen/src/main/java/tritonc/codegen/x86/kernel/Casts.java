package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Values in other formats.
final class Casts {
    private final Code code;
    private final Values values;
    private final Integers integers;
    private final FloatLanes floats;
    private final IntegerLanes lanes;

    private final Lifting lifting;
    private final FloatCasts toFloats;
    private final IntegerCasts toIntegers;

    Casts(Code code, Values values, Integers integers, FloatLanes floats, IntegerLanes lanes) {
        this.code = code;
        this.values = values;
        this.integers = integers;
        this.floats = floats;
        this.lanes = lanes;
        this.lifting = new Lifting(code, values);
        this.toFloats = new FloatCasts(code, values, lifting, floats);
        this.toIntegers = new IntegerCasts(code, lifting, toFloats);
    }

    private static boolean isAnyFloat(ElementType type) {
        return type instanceof DType d && d.isFloat();
    }

    void cast(Value result, Value x, ElementType to, Rounding rounding) {
        ElementType from = x.type().element();
        if (from.equals(to)) {
            values.alias(result, values.parts(x));
        } else if (isAnyFloat(to)) {
            toFloats.cast(result, x, (DType) to, rounding);
        } else if (isAnyFloat(from)) {
            toIntegers.cast(result, x, (DType) to);
        } else if (!x.type().isBlock()) {
            integers.cast(values.one(result), x, to);
        } else {
            integerLanes(result, x, to);
        }
    }

    /// `a · b + c` of fp16 or bf16.
    void halfFma(Value result, Value a, Value b, Value c) {
        toFloats.fma(result, a, b, c);
    }

    private void integerLanes(Value result, Value x, ElementType to) {
        ElementType from = x.type().element();
        if (from == DType.I1) {
            Reg mask = values.of(x);
            Reg[] target = values.define(result);
            Masks masks = new Masks(code);
            for (int i = 0; i < target.length; i++) {
                lanes.ofMask(
                        to, code.width.partBits(result.type()), target[i], masks.part(mask, i));
            }
        } else if (to == DType.I1) {
            Reg[] source = values.parts(x);
            Reg[] parts = new Reg[source.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = code.mask();
                lanes.test(from, code.width.partBits(x.type()), parts[i], source[i]);
            }
            new Masks(code).joined(values.one(result), parts);
        } else if (to.bits() == 64 && from.bits() < 64) {
            values.alias(result, widened(x));
        } else if (to.bits() == 64) {
            values.alias(result, values.parts(x));
        } else if (from.bits() == 64) {
            Reg[] narrow = lifting.narrowed(values.parts(x), x.type(), VectorOp.VPMOVQD);
            values.alias(result, narrow);
            for (Reg r : narrow) {
                lanes.wrap(to, code.width.partBits(result.type()), r);
            }
        } else {
            Reg[] source = values.parts(x);
            Reg[] target = values.define(result);
            for (int i = 0; i < target.length; i++) {
                code.move(target[i], source[i]);
                lanes.wrap(to, code.width.partBits(result.type()), target[i]);
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
        VectorOp op = Kinds.isSigned(from) ? VectorOp.VPMOVSXDQ : VectorOp.VPMOVZXDQ;
        return lifting.widened(parts, x.type(), op);
    }

    void bitcast(Value result, Value x, DType to) {
        ElementType from = x.type().element();
        if (from.equals(to)) {
            values.alias(result, values.parts(x));
            return;
        }
        boolean toFloat = Kinds.isFloat(to);
        if (!x.type().isBlock() && !Kinds.isFloat(from) && !toFloat) {
            integers.reread(values.one(result), x, to);
            return;
        }
        Reg[] source = lifting.lanes(x);
        Reg[] target = new Reg[source.length];
        int bits = code.width.partBits(x.type());
        for (int i = 0; i < target.length; i++) {
            target[i] = code.vector();
            if (Kinds.isHalf(from)) {
                floats.codes((DType) from, bits, target[i], source[i]);
            } else {
                code.move(target[i], source[i]);
            }
            if (Kinds.isHalf(to)) {
                floats.ofCodes(to, bits, target[i], target[i]);
            } else if (!toFloat) {
                lanes.wrap(to, bits, target[i]);
            }
        }
        lifting.deliver(result, target);
    }
}
