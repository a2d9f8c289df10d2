package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Semantics;

import java.util.ArrayList;
import java.util.List;

/// The formats of microscaling as ops on whole blocks: e2m1 numbers, two in a byte, and e8m0
/// scales.
///
/// Source: OCP Microscaling Formats (MX) Specification 1.0, sections 5.3.3 and 5.4.1.
final class Microscaling {
    private static final int FP32_MANTISSA = 23;

    /// e2m1 has bias 1 and fp32 127: as bits of an fp32 a number is too small by this.
    private static final long TWO_TO_126 = 0x7E800000L;

    /// 2^-127, subnormal in fp32: the scale of exponent 0.
    private static final long LEAST_SCALE = 0x00400000L;

    private static final long NAN = 0x7FC00000L;
    private static final int NAN_SCALE = 255;

    private final Semantics semantics;

    Microscaling(Semantics semantics) {
        this.semantics = semantics;
    }

    /// The e2m1 numbers of bytes as fp32, the low nibble first, twice as many along `axis`.
    Value nibbles(Value bytes, int axis, Span at) {
        Emitter out = semantics.emitter();
        Value wide = out.cast(bytes, DType.I32);
        Value low = decoded(wide);
        Value high = decoded(out.binary(BinaryKind.SHR, wide, constant(wide, 4)));
        Shape shape = bytes.type().shape();
        Shape pairs = shape.insert(axis + 1, 2);
        Value apart =
                out.select(
                        second(pairs, axis + 1),
                        spread(high, pairs, axis + 1),
                        spread(low, pairs, axis + 1));
        return semantics.shapes().reshape(apart, shape.with(axis, 2 * shape.dim(axis)), at);
    }

    /// The number in the low four bits: sign, two bits of exponent, one of mantissa.
    private Value decoded(Value bits) {
        Emitter out = semantics.emitter();
        Value magnitude = out.binary(BinaryKind.AND, bits, constant(bits, 7));
        magnitude = out.binary(BinaryKind.SHL, magnitude, constant(bits, FP32_MANTISSA - 1));
        Value sign = out.binary(BinaryKind.AND, bits, constant(bits, 8));
        sign = out.binary(BinaryKind.SHL, sign, constant(bits, 28));
        Value both = out.binary(BinaryKind.OR, magnitude, sign);
        Value number = out.add(new Arithmetic.Bitcast(both, DType.FP32));
        return out.binary(BinaryKind.MUL, number, out.constant(number.type(), TWO_TO_126));
    }

    /// The powers of two that e8m0 exponents stand for, as fp32; 255 is NaN.
    Value powers(Value exponents) {
        Emitter out = semantics.emitter();
        Value wide = out.cast(exponents, DType.I32);
        Value bits = out.binary(BinaryKind.SHL, wide, constant(wide, FP32_MANTISSA));
        Value least = out.compare(CompareKind.EQ, wide, constant(wide, 0));
        Value none = out.compare(CompareKind.EQ, wide, constant(wide, NAN_SCALE));
        bits = out.select(least, constant(wide, LEAST_SCALE), bits);
        bits = out.select(none, constant(wide, NAN), bits);
        return out.add(new Arithmetic.Bitcast(bits, DType.FP32));
    }

    /// Every element `times` times in a row along the last axis.
    Value repeated(Value x, int times, Span at) {
        Shape shape = x.type().shape();
        int last = shape.rank() - 1;
        Value apart = spread(x, shape.insert(last + 1, times), last + 1);
        return semantics.shapes().reshape(apart, shape.with(last, shape.dim(last) * times), at);
    }

    /// The last two axes exchanged.
    Value swapped(Value x, Span at) {
        int rank = x.type().shape().rank();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank - 2; i++) {
            order.add(i);
        }
        order.add(rank - 1);
        order.add(rank - 2);
        return semantics.shapes().permute(x, order, at);
    }

    private Value spread(Value x, Shape shape, int axis) {
        return semantics.shapes().broadcast(semantics.shapes().expandDims(x, axis), shape);
    }

    /// Which lanes have 1 on `axis`, whose extent is 2.
    private Value second(Shape shape, int axis) {
        Emitter out = semantics.emitter();
        Value index = out.add(new ShapeOp.Arange(0, 2));
        for (int i = 0; i < shape.rank(); i++) {
            if (i != axis) {
                index = semantics.shapes().expandDims(index, i);
            }
        }
        Value odd = out.compare(CompareKind.NE, index, out.zero(index.type()));
        return semantics.shapes().broadcast(odd, shape);
    }

    private Value constant(Value like, long lane) {
        return semantics.emitter().constant(Type.of(DType.I32, like.type().shape()), lane);
    }
}
