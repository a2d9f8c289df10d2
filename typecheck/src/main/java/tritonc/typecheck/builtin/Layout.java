package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The functions that give a block another shape.
final class Layout {
    private static final Parameters EXPAND = Parameters.of(2, "input", "axis");
    private static final Parameters SQUEEZE = Parameters.of(2, "x", "dim");
    private static final Parameters BROADCAST = Parameters.of(2, "input", "other");
    private static final Parameters INPUT = Parameters.of(1, "input");
    private static final Parameters RAVEL = Parameters.of(1, "x", "can_reorder");

    private final Semantics semantics;

    Layout(Semantics semantics) {
        this.semantics = semantics;
    }

    /// The first argument of a variadic call, as a tensor.
    private Value input(Call call) {
        if (call.count() == 0) {
            throw Mistake.at(
                    call.span(),
                    Code.ARGUMENTS,
                    "`" + call.name() + "` lacks its argument `input`");
        }
        Call.Given given = call.positional().getFirst();
        return semantics.conversion().tensor(given.value(), given.span());
    }

    private static long[] integers(Call call, String keyword) {
        Call.Given named = call.keyword(keyword);
        return named == null
                ? Integers.variadic(call, 1)
                : Integers.of(named.value(), named.span(), call.name());
    }

    /// `tl.reshape(x, shape)`, `tl.view(x, shape)`; lanes stay in row-major order.
    PyValue reshape(Call call) {
        Value x = input(call);
        Shape shape = Shapes.checked(integers(call, "shape"), call.span());
        return new Tensor(semantics.shapes().reshape(x, shape, call.span()));
    }

    PyValue ravel(Call call) {
        Bound args = call.bind(RAVEL);
        Value x = args.tensor(0).value();
        return new Tensor(semantics.shapes().reshape(x, Shape.of(x.type().size()), args.span()));
    }

    PyValue item(Call call) {
        Bound args = call.bind(INPUT);
        return new Tensor(
                semantics.shapes().reshape(args.tensor(0).value(), Shape.SCALAR, args.span()));
    }

    PyValue broadcastTo(Call call) {
        Value x = input(call);
        Shape shape = Shapes.checked(integers(call, "shape"), call.span());
        Shape from = x.type().shape();
        boolean fits = from.rank() == 0 || from.rank() == shape.rank();
        for (int i = 0; fits && i < from.rank(); i++) {
            fits = from.dim(i) == shape.dim(i) || from.dim(i) == 1;
        }
        if (!fits) {
            throw Mistake.at(
                            call.span(),
                            Code.BROADCAST,
                            "cannot broadcast block of shape " + from + " to shape " + shape)
                    .label(call.span(), x.type().toString())
                    .help("only axes of extent 1 stretch; add axes with `[:, None]` first");
        }
        return new Tensor(semantics.shapes().broadcast(x, shape));
    }

    PyValue broadcast(Call call) {
        Bound args = call.bind(BROADCAST);
        Value a = semantics.conversion().tensor(args.get(0), args.span(0));
        Value b = semantics.conversion().tensor(args.get(1), args.span(1));
        Shape shape = Shapes.common(a, b, new Sites(args.span(0), args.span(1)));
        return TupleValue.of(
                new Tensor(semantics.shapes().broadcast(a, shape)),
                new Tensor(semantics.shapes().broadcast(b, shape)));
    }

    /// `tl.trans(x)` swaps the last two axes; `tl.trans(x, order)` and `tl.permute` order them.
    PyValue permute(Call call, boolean swapByDefault) {
        Value x = input(call);
        int rank = x.type().shape().rank();
        long[] given = integers(call, "dims");
        if (given.length == 0 && swapByDefault) {
            return new Tensor(semantics.shapes().permute(x, swapped(rank), call.span()));
        }
        List<Integer> order = new ArrayList<>();
        for (long axis : given) {
            order.add(Math.clamp(axis, -1, rank));
        }
        return new Tensor(semantics.shapes().permute(x, order, call.span()));
    }

    private static List<Integer> swapped(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i < rank - 2 ? i : rank == 1 ? -1 : 2 * rank - 3 - i);
        }
        return order;
    }

    PyValue expandDims(Call call) {
        Bound args = call.bind(EXPAND);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        return new Tensor(
                expand(x, Integers.of(args.get(1), args.span(1), args.name()), args.span(1)));
    }

    /// `tl.unsqueeze(x, dim)`: as [#expandDims], but a negative place counts in `x`, as slices of
    /// Python do.
    PyValue unsqueeze(Call call) {
        Bound args = call.bind(SQUEEZE);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        int rank = x.type().shape().rank();
        long place = Integers.of(args.get(1), args.span(1), args.name())[0];
        long counted = place < 0 ? place + rank : place;
        return new Tensor(expand(x, new long[] {counted}, args.span(1)));
    }

    /// `tl.squeeze(x, dim)`: without an axis of extent 1.
    PyValue squeeze(Call call) {
        Bound args = call.bind(SQUEEZE);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Shape shape = x.type().shape();
        int axis = args.axis(1, shape.rank());
        if (shape.dim(axis) != 1) {
            throw Mistake.at(
                            args.span(1),
                            Code.AXIS,
                            "axis " + axis + " has extent " + shape.dim(axis) + ", not 1")
                    .label(args.span(0), x.type().toString());
        }
        return new Tensor(semantics.shapes().reshape(x, shape.remove(axis), args.span()));
    }

    /// `x` with an axis of extent 1 at each of the places, counted in the result.
    Value expand(Value x, long[] places, Span at) {
        int rank = x.type().shape().rank() + places.length;
        int[] axes = new int[places.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Shapes.axis(places[i], rank, at);
        }
        Arrays.sort(axes);
        Value wide = x;
        for (int i = 0; i < axes.length; i++) {
            if (i > 0 && axes[i] == axes[i - 1]) {
                throw Mistake.at(at, Code.AXIS, "axis " + axes[i] + " is given twice");
            }
            wide = semantics.shapes().expandDims(wide, axes[i]);
        }
        return wide;
    }
}
