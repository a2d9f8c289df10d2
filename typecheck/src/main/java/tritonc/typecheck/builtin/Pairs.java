package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

/// The functions that put two blocks together and take them apart again. All move bits unchanged.
final class Pairs {
    private static final Parameters JOIN = Parameters.of(2, "a", "b");
    private static final Parameters SPLIT = Parameters.of(1, "a");
    private static final Parameters CAT = Parameters.of(2, "input", "other", "can_reorder", "dim");

    private final Semantics semantics;

    Pairs(Semantics semantics) {
        this.semantics = semantics;
    }

    PyValue join(Call call) {
        return new Tensor(joined(call.bind(JOIN)));
    }

    /// Lanes of the first and of the second in turn, along the last axis.
    PyValue interleave(Call call) {
        Bound args = call.bind(JOIN);
        return new Tensor(inTurn(joined(args), args.span()));
    }

    /// Pairs along the last axis, one after the other along the one before it.
    private Value inTurn(Value pairs, Span at) {
        Shape shape = pairs.type().shape();
        int rank = shape.rank();
        if (rank == 1) {
            return pairs;
        }
        Shape merged = shape.remove(rank - 1).with(rank - 2, 2 * shape.dim(rank - 2));
        return semantics.shapes().reshape(pairs, merged, at);
    }

    /// The lanes of each block in turn, along the last axis: what [#apart] takes apart.
    ///
    /// @param parts as many as a power of two, of one type
    Value together(List<Value> parts, Span at) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<Value> even = new ArrayList<>();
        List<Value> odd = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            (i % 2 == 0 ? even : odd).add(parts.get(i));
        }
        Value a = together(even, at);
        Value b = together(odd, at);
        return inTurn(paired(a, b, a.type().shape()), at);
    }

    /// Each `count`-th lane along the last axis, from the first, from the second, and so on.
    ///
    /// @param count a power of two that divides the last extent
    List<Value> apart(Value x, int count, Span at) {
        if (count == 1) {
            return List.of(x);
        }
        Shape shape = x.type().shape();
        int last = shape.rank() - 1;
        Shape pairs = shape.with(last, shape.dim(last) / 2).insert(last + 1, 2);
        List<Value> halves = halves(semantics.shapes().reshape(x, pairs, at));
        List<Value> even = apart(halves.getFirst(), count / 2, at);
        List<Value> odd = apart(halves.getLast(), count / 2, at);
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < even.size(); i++) {
            parts.add(even.get(i));
            parts.add(odd.get(i));
        }
        return parts;
    }

    /// One block after the other along `dim`; in order also where any order would do.
    PyValue cat(Call call) {
        Bound args = call.bind(CAT);
        Shape shape = args.block(0).value().type().shape();
        Shape other = args.block(1).value().type().shape();
        int rank = shape.rank();
        boolean anyOrder = args.flag(2, false);
        if (!shape.equals(other) || anyOrder && rank != 1) {
            String wanted = anyOrder ? "blocks of one axis and one size" : "blocks of one shape";
            throw Mistake.at(
                            args.span(),
                            Code.BROADCAST,
                            "`" + args.name() + "` takes " + wanted + " here")
                    .label(args.span(0), "shape " + shape)
                    .label(args.span(1), "shape " + other);
        }
        int dim = args.has(3) && !anyOrder ? args.axis(3, rank) : 0;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        order.add(dim, rank);
        Value outer = semantics.shapes().permute(joined(args), order, args.span());
        Shape merged = shape.with(dim, 2 * shape.dim(dim));
        return new Tensor(semantics.shapes().reshape(outer, merged, args.span()));
    }

    private Value joined(Bound args) {
        Value a = semantics.conversion().tensor(args.get(0), args.span(0));
        Value b = semantics.conversion().tensor(args.get(1), args.span(1));
        if (Atomics.differInSign(a.type().element(), b.type().element())) {
            b = semantics.conversion().bitcast(b, a.type().element(), args.span(1));
        }
        if (!a.type().element().equals(b.type().element())) {
            throw Mistake.at(
                            args.span(),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` takes blocks of one element type")
                    .label(args.span(0), a.type().toString())
                    .label(args.span(1), b.type().toString())
                    .help("convert one with `.to(…)`");
        }
        return paired(a, b, Shapes.common(a, b, new Sites(args.span(0), args.span(1))));
    }

    /// `a` and `b`, both spread over `shape`, as the two lanes of a new last axis.
    private Value paired(Value a, Value b, Shape shape) {
        Shape pairs = shape.insert(shape.rank(), 2);
        return semantics
                .emitter()
                .select(second(pairs), spread(b, shape, pairs), spread(a, shape, pairs));
    }

    private Value spread(Value x, Shape shape, Shape pairs) {
        Shapes shapes = semantics.shapes();
        Value whole = shape.rank() == 0 ? x : shapes.broadcast(x, shape);
        Value apart = shape.rank() == 0 ? x : shapes.expandDims(whole, shape.rank());
        return shapes.broadcast(apart, pairs);
    }

    /// Which lanes have 1 on the last axis, whose extent is 2.
    private Value second(Shape pairs) {
        Emitter out = semantics.emitter();
        Value lanes = out.add(new ShapeOp.Arange(0, 2));
        for (int i = 1; i < pairs.rank(); i++) {
            lanes = semantics.shapes().expandDims(lanes, 0);
        }
        Value place = semantics.shapes().broadcast(lanes, pairs);
        return out.compare(CompareKind.NE, place, out.zero(place.type()));
    }

    /// The two halves along the last axis, whose extent must be 2; scalars of a block of rank 1.
    PyValue split(Call call) {
        Bound args = call.bind(SPLIT);
        Value x = Reductions.numbers(args);
        Shape shape = x.type().shape();
        if (shape.dim(shape.rank() - 1) != 2) {
            throw Mistake.at(
                            args.span(),
                            Code.FUNCTION_TYPE,
                            "`" + args.name() + "` takes a block whose last axis has extent 2")
                    .label(args.span(0), x.type().toString());
        }
        semantics.emitter().at(args.span());
        List<Value> halves = halves(x);
        return TupleValue.of(new Tensor(halves.getFirst()), new Tensor(halves.getLast()));
    }

    private List<Value> halves(Value x) {
        Shape shape = x.type().shape();
        Emitter out = semantics.emitter();
        DType own = x.type().dtype();
        DType bits = bits(own);
        Value lanes = own == bits ? x : out.add(new Arithmetic.Bitcast(x, bits));
        Value none = out.zero(lanes.type());
        Value second = second(shape);
        Value a = half(out.select(second, none, lanes), own);
        Value b = half(out.select(second, lanes, none), own);
        return List.of(a, b);
    }

    private static DType bits(DType dtype) {
        if (!dtype.isFloat()) {
            return dtype;
        }
        return switch (dtype.bits()) {
            case 8 -> DType.I8;
            case 16 -> DType.I16;
            case 32 -> DType.I32;
            default -> DType.I64;
        };
    }

    /// The only lane of each pair that is not zero, or zero.
    private Value half(Value pairs, DType dtype) {
        int last = pairs.type().shape().rank() - 1;
        Emitter out = semantics.emitter();
        Value lane = out.add(new Reduce(ReduceKind.OR, pairs, last, ReductionOrder.SEQUENTIAL));
        return lane.type().dtype() == dtype ? lane : out.add(new Arithmetic.Bitcast(lane, dtype));
    }
}
