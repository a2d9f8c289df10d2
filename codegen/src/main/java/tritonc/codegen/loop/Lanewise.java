package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

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

    /// For a reshape that only adds and drops axes of extent 1; `null` for any other.
    static @Nullable Value @Nullable [] units(ShapeOp.Reshape op, @Nullable Value[] to) {
        Shape from = op.x().type().shape();
        @Nullable Value[] at = new @Nullable Value[from.rank()];
        int j = 0;
        for (int i = 0; i < at.length; i++) {
            if (from.dim(i) == 1) {
                continue;
            }
            while (j < to.length && op.shape().dim(j) == 1) {
                j++;
            }
            if (j == to.length || op.shape().dim(j) != from.dim(i)) {
                return null;
            }
            at[i] = to[j++];
        }
        return at;
    }
}
