package tritonc.typecheck.builtin;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Operators;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

/// Where along an axis the extremum stands: a reduction to the extremum, then one to the least
/// index whose element equals it, so that a tie goes left whether it must or may. NaN is left out,
/// as the extremum leaves it out; among nothing but NaN index 0 is taken. (Triton's answer where
/// there are NaNs depends on the shape of its tree.)
final class ArgReductions {
    private static final Parameters INDEX =
            Parameters.of(2, "input", "axis", "tie_break_left", "keep_dims");

    private final Semantics semantics;

    ArgReductions(Semantics semantics) {
        this.semantics = semantics;
    }

    /// `tl.argmax`, `tl.argmin`.
    PyValue index(ReduceKind kind, Call call) {
        Bound args = call.bind(INDEX);
        args.flag(2, true);
        return found(kind, args, args.flag(3, false)).elements().get(1);
    }

    /// The extremum and its index; axis and input are arguments 1 and 0. `bf16` gives `fp32`.
    TupleValue found(ReduceKind kind, Bound args, boolean keep) {
        Value x = Reductions.numbers(args);
        if (!args.has(1)) {
            throw args.wrongKind(1, "an axis");
        }
        int axis = args.axis(1, x.type().shape().rank());
        DType own = x.type().dtype();
        DType dtype = own == DType.BF16 ? DType.FP32 : own.isBool() ? DType.I32 : own;
        Operators.fp8(dtype, x, args.span(0));
        Emitter out = semantics.emitter();
        Value wide = out.cast(x, dtype);
        Value best = reduce(kind, wide, axis);
        Value index = reduce(ReduceKind.MIN, candidates(wide, best, axis), axis);
        Value value = own.isBool() ? out.cast(best, own) : best;
        return TupleValue.of(kept(value, axis, keep), kept(index, axis, keep));
    }

    private Value reduce(ReduceKind kind, Value x, int axis) {
        return semantics.emitter().add(new Reduce(kind, x, axis, ReductionOrder.SEQUENTIAL));
    }

    private PyValue kept(Value x, int axis, boolean keep) {
        return new Tensor(keep ? semantics.shapes().expandDims(x, axis) : x);
    }

    /// The index of each lane that holds the extremum, the extent of the axis in others.
    private Value candidates(Value x, Value best, int axis) {
        Emitter out = semantics.emitter();
        Shape shape = x.type().shape();
        int extent = shape.dim(axis);
        Value column = best.type().isBlock() ? semantics.shapes().expandDims(best, axis) : best;
        Value everywhere = semantics.shapes().broadcast(column, shape);
        Value hit = out.compare(CompareKind.EQ, x, everywhere);
        if (x.type().dtype().isFloat()) {
            Value none = out.compare(CompareKind.NE, everywhere, everywhere);
            hit = out.binary(BinaryKind.OR, hit, none);
        }
        Value lanes = out.add(new ShapeOp.Arange(0, extent));
        for (int i = 0; i < shape.rank(); i++) {
            if (i != axis) {
                lanes = semantics.shapes().expandDims(lanes, i);
            }
        }
        Value index = semantics.shapes().broadcast(lanes, shape);
        return out.select(hit, index, out.constant(Type.of(DType.I32, shape), extent));
    }
}
