package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.Arrays;
import java.util.List;

/// Which operand lane a lane of a shape op is, by coordinates (`null` for the coordinate 0).
final class Lanewise {
    private Lanewise() {}

    static @Nullable Value[] operand(ShapeOp.Broadcast op, @Nullable Value[] to) {
        Shape from = op.x().type().shape();
        @Nullable Value[] at = new @Nullable Value[to.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = from.dim(i) == 1 ? null : to[i];
        }
        return at;
    }

    static @Nullable Value[] operand(ShapeOp.ExpandDims op, @Nullable Value[] to) {
        @Nullable Value[] at = new @Nullable Value[to.length - 1];
        for (int i = 0; i < at.length; i++) {
            at[i] = to[i < op.axis() ? i : i + 1];
        }
        return at;
    }

    static @Nullable Value[] operand(ShapeOp.Transpose op, @Nullable Value[] to) {
        List<Integer> order = op.order();
        @Nullable Value[] at = new @Nullable Value[to.length];
        for (int i = 0; i < at.length; i++) {
            at[order.get(i)] = to[i];
        }
        return at;
    }

    /// For each axis of the result the operand's axis that it follows, -1 for none; `null` where
    /// lanes move otherwise.
    static int @Nullable [] source(ShapeOp op) {
        int rank = op.type().shape().rank();
        int[] source = new int[rank];
        switch (op) {
            case ShapeOp.Arange _, ShapeOp.Flip _ -> {
                return null;
            }
            case ShapeOp.Splat _ -> Arrays.fill(source, -1);
            case ShapeOp.Broadcast b -> {
                for (int i = 0; i < rank; i++) {
                    source[i] = b.x().type().shape().dim(i) == 1 ? -1 : i;
                }
            }
            case ShapeOp.ExpandDims e -> {
                for (int i = 0; i < rank; i++) {
                    source[i] = i < e.axis() ? i : i == e.axis() ? -1 : i - 1;
                }
            }
            case ShapeOp.Transpose t -> {
                for (int i = 0; i < rank; i++) {
                    source[i] = t.order().get(i);
                }
            }
            case ShapeOp.Reshape r -> {
                return units(r);
            }
        }
        return source;
    }

    private static int @Nullable [] units(ShapeOp.Reshape op) {
        Shape from = op.x().type().shape();
        int[] source = new int[op.shape().rank()];
        Arrays.fill(source, -1);
        int j = 0;
        for (int i = 0; i < from.rank(); i++) {
            if (from.dim(i) == 1) {
                continue;
            }
            while (j < source.length && op.shape().dim(j) == 1) {
                j++;
            }
            if (j == source.length || op.shape().dim(j) != from.dim(i)) {
                return null;
            }
            source[j++] = i;
        }
        return source;
    }

    /// For a reshape that only adds and drops axes of extent 1; `null` for any other.
    static @Nullable Value @Nullable [] units(ShapeOp.Reshape op, @Nullable Value[] to) {
        int[] source = units(op);
        if (source == null) {
            return null;
        }
        @Nullable Value[] at = new @Nullable Value[op.x().type().shape().rank()];
        for (int i = 0; i < source.length; i++) {
            if (source[i] >= 0) {
                at[source[i]] = to[i];
            }
        }
        return at;
    }
}
