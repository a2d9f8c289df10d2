package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// The functions that bring lanes into another order, pick some or count them.
final class LaneMoves {
    private static final Parameters FLIP = Parameters.of(1, "x", "dim");
    private static final Parameters GATHER = Parameters.of(3, "src", "index", "axis");
    private static final Parameters SORT = Parameters.of(1, "x", "dim", "descending");
    private static final Parameters TOPK = Parameters.of(2, "x", "k", "dim", "descending");
    private static final Parameters HISTOGRAM = Parameters.of(2, "input", "num_bins", "mask");

    private final Semantics semantics;

    LaneMoves(Semantics semantics) {
        this.semantics = semantics;
    }

    /// The lanes along `dim` in the opposite order; along the last axis by default.
    PyValue flip(Call call) {
        Bound args = call.bind(FLIP);
        Value x = args.block(0).value();
        int rank = x.type().shape().rank();
        int axis = args.has(1) ? args.axis(1, rank) : rank - 1;
        return new Tensor(semantics.emitter().add(new ShapeOp.Flip(x, axis)));
    }

    /// Lanes of `src` at places along `axis`. Where Triton says nothing, of places outside, they
    /// count modulo the extent.
    PyValue gather(Call call) {
        Bound args = call.bind(GATHER);
        Value x = args.block(0).value();
        Value index = args.block(1).value();
        if (!(index.type().element() instanceof DType d) || !d.isInteger()) {
            throw args.wrongKind(1, "a block of integers");
        }
        Shape from = x.type().shape();
        Shape to = index.type().shape();
        int axis = args.axis(2, from.rank());
        boolean fits = from.rank() == to.rank() && from.with(axis, 1).equals(to.with(axis, 1));
        if (!fits) {
            throw Mistake.at(
                            args.span(),
                            Code.BROADCAST,
                            "`"
                                    + args.name()
                                    + "` takes blocks whose shapes differ on axis "
                                    + axis
                                    + " alone")
                    .label(args.span(0), "shape " + from)
                    .label(args.span(1), "shape " + to);
        }
        return new Tensor(semantics.emitter().add(new Gather(x, index, axis)));
    }

    PyValue sort(Call call) {
        Bound args = call.bind(SORT);
        Value x = sortable(args);
        int n = last(args, 1, x);
        return new Tensor(merged(x, 1, log2(n), args.flag(2, false)));
    }

    /// The one stage of [#sort] that joins two sorted runs.
    PyValue merge(Call call) {
        Bound args = call.bind(SORT);
        Value x = sortable(args);
        int n = last(args, 1, x);
        return new Tensor(merged(x, log2(n), log2(n), args.flag(2, false)));
    }

    /// The `k` greatest lanes along the last axis, or the least: runs of k are sorted, and of two
    /// runs a bitonic one with the greater of both is left, until one remains. As all reductions by
    /// `max` do, this widens numbers of 8 and 16 bits.
    ///
    /// Source: `sort_impl` in Triton 3.8's `language/standard.py`.
    PyValue topK(Call call) {
        Bound args = call.bind(TOPK);
        Value x = sortable(args);
        int n = last(args, 2, x);
        long k = args.constant(1);
        if (k < 1 || k > n || Long.bitCount(k) != 1) {
            throw Mistake.at(
                            args.span(1),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` cannot take " + k + " of " + n + " lanes")
                    .label(args.span(0), x.type().toString())
                    .help("take a power of two from 1 to " + n);
        }
        boolean descending = args.flag(3, true);
        ReduceKind better = descending ? ReduceKind.MAX : ReduceKind.MIN;
        int stages = log2((int) k);
        Value runs = k < n ? Reductions.widened(semantics, x) : x;
        runs = merged(runs, 1, stages, descending);
        for (int lanes = n; lanes > k; lanes /= 2) {
            Shape shape = runs.type().shape();
            int axis = shape.rank() - 1;
            int halves = lanes / (int) k / 2;
            Shape pairs = shape.with(axis, halves).insert(axis + 1, 2).insert(axis + 2, (int) k);
            Value apart = semantics.shapes().reshape(runs, pairs, args.span());
            Value joined =
                    semantics
                            .emitter()
                            .add(new Reduce(better, apart, axis + 1, ReductionOrder.SEQUENTIAL));
            Shape left = shape.with(axis, lanes / 2);
            runs = semantics.shapes().reshape(joined, left, args.span());
            runs = merged(runs, stages, stages, descending);
        }
        return new Tensor(runs);
    }

    private static int log2(int powerOfTwo) {
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }

    /// Stages of a sorting network; `x` itself where there are none.
    private Value merged(Value x, int first, int last, boolean descending) {
        return last < Math.max(first, 1)
                ? x
                : semantics.emitter().add(new BitonicMerge(x, first, last, descending));
    }

    private static Value sortable(Bound args) {
        Value x = Reductions.numbers(args);
        if (x.type().dtype().isFp8()) {
            throw Mistake.at(
                            args.span(0),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` does not compare " + x.type().element())
                    .label(args.span(0), x.type().toString())
                    .help("convert it with `.to(tl.float32)` first");
        }
        return x;
    }

    /// The extent of the last axis, which a given axis must be.
    private static int last(Bound args, int index, Value x) {
        Shape shape = x.type().shape();
        int axis = shape.rank() - 1;
        if (args.has(index) && args.axis(index, shape.rank()) != axis) {
            throw Mistake.at(
                            args.span(index),
                            Code.AXIS,
                            "`" + args.name() + "` works along the last axis only")
                    .label(args.span(0), x.type().toString())
                    .help("bring axis " + args.constant(index) + " to the end with `tl.permute`");
        }
        return shape.dim(axis);
    }

    PyValue histogram(Call call) {
        Bound args = call.bind(HISTOGRAM);
        Value x = Reductions.numbers(args);
        Shape shape = x.type().shape();
        if (shape.rank() != 1 || !x.type().dtype().isInteger()) {
            throw Mistake.at(
                            args.span(0),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` takes a block of integers with one axis")
                    .label(args.span(0), x.type().toString());
        }
        int bins = Shapes.checked(new long[] {args.constant(1)}, args.span(1)).dim(0);
        @Nullable Value mask = null;
        if (args.has(2)) {
            PyValue given = args.get(2);
            boolean truth =
                    given instanceof Tensor t && t.element() == DType.I1
                            || given instanceof Constexpr.PyBool;
            if (!truth) {
                throw Mistake.at(
                                args.span(2),
                                Code.MASK,
                                "a mask is made of truth values (int1), not " + given.describe())
                        .label(args.span(2), given.describe())
                        .help("compare, such as `mask != 0`");
            }
            mask =
                    semantics
                            .conversion()
                            .operand(given, DType.I1, shape, semantics.shapes(), args.span(2));
        }
        return new Tensor(semantics.emitter().add(new Histogram(x, mask, bins)));
    }
}
