package tritonc.typecheck.builtin;

import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Operators;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// The functions that join each element with those before it along an axis.
final class Scans {
    private static final Parameters SUM = Parameters.of(1, "input", "axis", "reverse", "dtype");
    private static final Parameters PRODUCT = Parameters.of(1, "input", "axis", "reverse");

    private final Semantics semantics;

    Scans(Semantics semantics) {
        this.semantics = semantics;
    }

    /// As `tl.sum`: integers under 32 bits are summed in 32 bits of the same sign; `bf16` in
    /// `fp32`.
    PyValue sum(Call call) {
        Bound args = call.bind(SUM);
        DType from = Reductions.numbers(args).type().dtype();
        DType own = from == DType.BF16 ? DType.FP32 : Reductions.sumType(from);
        return scan(ReduceKind.SUM, args.has(3) ? args.dtype(3) : own, args);
    }

    /// Of `bf16` in `fp32`; other types stay.
    PyValue product(Call call) {
        Bound args = call.bind(PRODUCT);
        DType from = Reductions.numbers(args).type().dtype();
        return scan(ReduceKind.PROD, from == DType.BF16 ? DType.FP32 : from, args);
    }

    private PyValue scan(ReduceKind kind, DType dtype, Bound args) {
        Value x = Reductions.numbers(args);
        int axis = args.has(1) ? args.axis(1, x.type().shape().rank()) : 0;
        Value wide = semantics.conversion().cast(x, dtype, args.span());
        Operators.fp8(dtype, wide, args.span(0));
        return new Tensor(
                semantics
                        .emitter()
                        .add(
                                new Scan(
                                        Reductions.onBits(kind, dtype),
                                        wide,
                                        axis,
                                        args.flag(2, false))));
    }
}
