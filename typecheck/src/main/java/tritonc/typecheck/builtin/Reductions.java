package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Operators;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// The functions that join the elements along an axis.
final class Reductions {
    private static final Parameters SUM = Parameters.of(1, "input", "axis", "keep_dims", "dtype");
    private static final Parameters EXTREMUM =
            Parameters.of(
                    1,
                    "input",
                    "axis",
                    "return_indices",
                    "return_indices_tie_break_left",
                    "keep_dims");
    private static final Parameters BITS = Parameters.of(1, "input", "axis", "keep_dims");
    private static final Parameters SOFTMAX =
            Parameters.of(1, "x", "dim", "keep_dims", "ieee_rounding");

    private final Semantics semantics;
    private final Elementwise elementwise;
    private final ArgReductions indices;

    Reductions(Semantics semantics, Elementwise elementwise, ArgReductions indices) {
        this.indices = indices;
        this.semantics = semantics;
        this.elementwise = elementwise;
    }

    /// Integers under 32 bits are summed in 32 bits of the same sign.
    PyValue sum(Call call) {
        Bound args = call.bind(SUM);
        Value x = numbers(args);
        DType dtype = args.has(3) ? args.dtype(3) : sumType(x.type().dtype());
        Value wide = semantics.conversion().cast(x, dtype, args.span());
        Operators.fp8(dtype, wide, args.span(0));
        return new Tensor(reduce(onBits(ReduceKind.SUM, dtype), wide, args, 1, 2));
    }

    /// How truth values are added and multiplied: as numbers of one bit.
    static ReduceKind onBits(ReduceKind kind, DType dtype) {
        if (!dtype.isBool()) {
            return kind;
        }
        return switch (kind) {
            case SUM -> ReduceKind.XOR;
            case PROD -> ReduceKind.AND;
            case MAX, MIN, MAX_NAN, MIN_NAN, AND, OR, XOR -> kind;
        };
    }

    /// The type that elements are summed in where the user asks for none.
    static DType sumType(DType dtype) {
        boolean narrow = dtype.isInteger() && dtype.bits() < 32;
        return !narrow ? dtype : dtype.isSigned() ? DType.I32 : DType.U32;
    }

    /// What is narrower than 32 bits gives `fp32` or `i32`; with indices only `bf16` widens.
    PyValue extremum(ReduceKind kind, Call call) {
        Bound args = call.bind(EXTREMUM);
        if (args.flag(2, false)) {
            args.flag(3, true);
            return indices.found(kind, args, args.flag(4, false));
        }
        return new Tensor(reduce(kind, widened(semantics, numbers(args)), args, 1, 4));
    }

    /// Numbers of 8 and 16 bits in 32, as reductions by `max` and `min` have them.
    static Value widened(Semantics semantics, Value x) {
        DType dtype = x.type().dtype();
        return dtype.bits() < 32
                ? semantics.emitter().cast(x, dtype.isFloat() ? DType.FP32 : DType.I32)
                : x;
    }

    PyValue bits(ReduceKind kind, Call call) {
        Bound args = call.bind(BITS);
        Value x = numbers(args);
        if (x.type().dtype().isFloat()) {
            throw Mistake.at(
                            args.span(0),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` takes integers only")
                    .label(args.span(0), x.type().toString());
        }
        return new Tensor(reduce(kind, x, args, 1, 2));
    }

    static Value numbers(Bound args) {
        Tensor x = args.block(0);
        if (x.isPointer()) {
            throw args.wrongKind(0, "numbers");
        }
        return x.value();
    }

    private Value reduce(ReduceKind kind, Value x, Bound args, int axisAt, int keepAt) {
        boolean keep = args.flag(keepAt, false);
        int rank = x.type().shape().rank();
        @Nullable Integer axis = args.has(axisAt) ? (Integer) args.axis(axisAt, rank) : null;
        return reduce(kind, x, axis, keep);
    }

    /// @param axis null for all elements
    private Value reduce(ReduceKind kind, Value x, @Nullable Integer axis, boolean keep) {
        int rank = x.type().shape().rank();
        if (axis == null) {
            Value flat = x;
            if (rank > 1) {
                Shape all = Shape.of(x.type().size());
                flat = semantics.emitter().add(new tritonc.ir.tile.ShapeOp.Reshape(x, all));
            }
            Value result = joined(kind, flat, 0);
            for (int i = 0; keep && i < rank; i++) {
                result = semantics.shapes().expandDims(result, 0);
            }
            return result;
        }
        Value result = joined(kind, x, axis);
        return keep ? semantics.shapes().expandDims(result, axis) : result;
    }

    private Value joined(ReduceKind kind, Value x, int axis) {
        return semantics.emitter().add(new Reduce(kind, x, axis, ReductionOrder.SEQUENTIAL));
    }

    /// `exp(x - max(x)) / sum(exp(x - max(x)))` along `dim`, the first axis by default.
    PyValue softmax(Call call) {
        Bound args = call.bind(SOFTMAX);
        Value x = numbers(args);
        boolean keep = args.flag(2, false);
        int dim = args.has(1) ? args.axis(1, x.type().shape().rank()) : 0;
        Span at = args.span(0);
        Sites sites = Sites.all(at);
        Value max = reduce(ReduceKind.MAX, widened(semantics, x), dim, keep);
        Value z = semantics.operators().binary(BinaryOp.SUB, new Tensor(x), new Tensor(max), sites);
        if (!UnaryKind.EXP.accepts(z.type().dtype())) {
            throw args.wrongKind(0, "fp32 and fp64");
        }
        Value num = semantics.emitter().unary(UnaryKind.EXP, z);
        Value den = reduce(ReduceKind.SUM, num, dim, keep);
        return new Tensor(elementwise.divide(num, den, sites));
    }
}
