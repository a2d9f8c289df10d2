package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Triton's shape rules: what extents a block can have, how two shapes become one.
public final class Shapes {
    /// The most elements a block may have.
    ///
    /// Source: `TRITON_MAX_TENSOR_NUMEL` of Triton 3.7.
    public static final int MAX_ELEMENTS = 1 << 20;

    private final Emitter emitter;

    public Shapes(Emitter emitter) {
        this.emitter = emitter;
    }

    /// The shape that blocks of shapes `a` and `b` are computed in: extents of 1 stretch, a shape
    /// of lower rank gets leading extents of 1; null if there is none.
    public static @Nullable Shape common(Shape a, Shape b) {
        if (a.equals(b) || b.rank() == 0) {
            return a;
        }
        if (a.rank() == 0) {
            return b;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            int left = extent(a, i - rank + a.rank());
            int right = extent(b, i - rank + b.rank());
            if (left != right && left != 1 && right != 1) {
                return null;
            }
            dims[i] = left == 1 ? right : left;
        }
        return Shape.of(dims);
    }

    private static int extent(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.dim(axis);
    }

    /// The common shape of two operands.
    ///
    /// @throws Mistake if there is none
    public static Shape common(Value a, Value b, Sites at) {
        return common(a.type(), b.type(), at);
    }

    /// The common shape of operands of two types.
    ///
    /// @throws Mistake if there is none, or if it is too large for a block
    public static Shape common(Type a, Type b, Sites at) {
        Shape common = common(a.shape(), b.shape());
        if (common == null) {
            throw mismatch(a, b, at);
        }
        boolean larger = common != a.shape() && common != b.shape();
        return larger
                ? checked(Arrays.stream(common.dims()).asLongStream().toArray(), at.left())
                : common;
    }

    private static Mistake mismatch(Type a, Type b, Sites at) {
        Shape left = a.shape();
        Shape right = b.shape();
        Mistake mistake =
                Mistake.at(
                                at.left(),
                                Code.BROADCAST,
                                "cannot broadcast block of shape "
                                        + left
                                        + " with block of shape "
                                        + right)
                        .operands(at, a.toString(), b.toString());
        if (left.rank() == 1 && right.rank() == 2 && left.dim(0) == right.dim(0)) {
            return mistake.help("write `[:, None]` behind the first to make it a column");
        }
        if (right.rank() == 1 && left.rank() == 2 && right.dim(0) == left.dim(0)) {
            return mistake.help("write `[:, None]` behind the second to make it a column");
        }
        if (left.rank() == 1 && right.rank() == 1) {
            return mistake.help(
                    "make both from the same `tl.arange`, or write `[:, None]` and `[None, :]`"
                            + " behind them to combine every element with every other");
        }
        return mistake.help("extents must be equal, or 1 in one of the two blocks");
    }

    /// `x` in `shape`, which [#common] gave.
    public Value broadcast(Value x, Shape shape) {
        Shape from = x.type().shape();
        if (from.equals(shape)) {
            return x;
        }
        if (from.rank() == 0) {
            return emitter.splat(x, shape);
        }
        Value wide = x;
        for (int i = from.rank(); i < shape.rank(); i++) {
            wide = emitter.add(new ShapeOp.ExpandDims(wide, 0));
        }
        return wide.type().shape().equals(shape)
                ? wide
                : emitter.add(new ShapeOp.Broadcast(wide, shape));
    }

    /// A new axis of extent 1 before `axis`; a scalar becomes a block of one element.
    public Value expandDims(Value x, int axis) {
        return x.type().isBlock()
                ? emitter.add(new ShapeOp.ExpandDims(x, axis))
                : emitter.splat(x, Shape.of(1));
    }

    /// `x` as a block of `shape`; the element itself for rank 0.
    ///
    /// @throws Mistake if the number of elements differs
    public Value reshape(Value x, Shape shape, Span at) {
        if (x.type().shape().equals(shape)) {
            return x;
        }
        if (x.type().size() != shape.size()) {
            throw Mistake.at(
                            at,
                            Code.RESHAPE,
                            "cannot reshape block of shape "
                                    + x.type().shape()
                                    + " to "
                                    + shape
                                    + ": "
                                    + x.type().size()
                                    + " elements are not "
                                    + shape.size())
                    .label(at, x.type().toString());
        }
        if (!x.type().isBlock()) {
            return emitter.splat(x, shape);
        }
        return emitter.add(new ShapeOp.Reshape(x, shape));
    }

    /// The axes of `x` in another order.
    ///
    /// @throws Mistake if `order` does not name each axis once
    public Value permute(Value x, List<Integer> order, Span at) {
        int rank = x.type().shape().rank();
        boolean[] seen = new boolean[rank];
        boolean good = order.size() == rank && rank > 0;
        List<Integer> axes = new ArrayList<>(order.size());
        for (int i = 0; good && i < rank; i++) {
            int axis = order.get(i);
            good = axis >= 0 && axis < rank && !seen[axis];
            if (good) {
                seen[axis] = true;
                axes.add(axis);
            }
        }
        if (!good) {
            throw Mistake.at(
                            at,
                            Code.PERMUTATION,
                            order + " is no order of the " + rank + " axes of " + x.type())
                    .label(at, x.type().toString())
                    .help("name each axis from 0 to " + Math.max(0, rank - 1) + " once");
        }
        return emitter.add(new ShapeOp.Transpose(x, axes));
    }

    /// Checks the extents of a block: powers of two, not too many elements.
    ///
    /// @throws Mistake otherwise
    public static Shape checked(long[] dims, Span at) {
        long elements = 1;
        int[] extents = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] < 1 || (dims[i] & dims[i] - 1) != 0) {
                throw Mistake.at(
                                at,
                                Code.BLOCK_EXTENT,
                                "a block cannot have extent " + dims[i] + ": no power of two")
                        .help("take " + nextPowerOfTwo(dims[i]) + " and mask the rest");
            }
            elements = dims[i] > MAX_ELEMENTS ? Long.MAX_VALUE : elements * dims[i];
            if (elements > MAX_ELEMENTS) {
                throw Mistake.at(
                                at,
                                Code.BLOCK_EXTENT,
                                "a block cannot have more than " + MAX_ELEMENTS + " elements")
                        .help("take smaller blocks and loop over them");
            }
            extents[i] = (int) dims[i];
        }
        return Shape.of(extents);
    }

    /// The least power of two that is not less than `n`; 1 for what is less than 1.
    public static long nextPowerOfTwo(long n) {
        return n <= 1 ? 1 : Long.highestOneBit(n - 1) << 1;
    }

    /// `axis` counted from the front.
    ///
    /// @throws Mistake if there is no such axis among `rank`
    public static int axis(long axis, int rank, Span at) {
        if (axis < -rank || axis >= rank) {
            throw Mistake.at(
                            at,
                            Code.AXIS,
                            "there is no axis "
                                    + axis
                                    + ": the value has "
                                    + rank
                                    + (rank == 1 ? " axis" : " axes"))
                    .help(
                            rank == 0
                                    ? "a scalar has no axes"
                                    : "axes go from " + -rank + " to " + (rank - 1));
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
