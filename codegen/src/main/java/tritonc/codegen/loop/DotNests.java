package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Dot;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

/// Products of matrices, their operands in buffers.
final class DotNests {
    private final Emitter out;
    private final Bindings bindings;
    private final Roots roots;
    private final @Nullable ChunkPlan plan;

    /// @param plan the chunk's, null where every access is checked
    DotNests(Emitter out, Bindings bindings, Roots roots, @Nullable ChunkPlan plan) {
        this.out = out;
        this.bindings = bindings;
        this.roots = roots;
        this.plan = plan;
    }

    void lower(Statement s, Dot op) {
        Shape a = op.a().type().shape();
        Shape acc = op.acc().type().shape();
        int r = acc.rank();
        Buffer buffer = roots.target(s.result());
        DotNest.Operand left = operand(op.a(), s.at());
        DotNest.Operand right = operand(op.b(), s.at());
        if (!buffer.equals(bindings.buffer(op.acc()))) {
            roots.fill(buffer, op.acc(), s.at());
        }
        out.add(
                new DotNest(
                        r == 3 ? acc.dim(0) : 1,
                        acc.dim(r - 2),
                        acc.dim(r - 1),
                        a.dim(r - 1),
                        left,
                        right,
                        buffer,
                        op.precision(),
                        s.at()));
        bindings.bind(s.result(), buffer);
    }

    /// The matrix in a buffer: that of `x` where it is `x` transposed.
    private DotNest.Operand operand(Value matrix, Location at) {
        Shape shape = matrix.type().shape();
        int r = shape.rank();
        if (bindings.buffer(matrix) == null
                && bindings.definition(matrix).op() instanceof ShapeOp.Transpose t
                && t.order().get(r - 1) == r - 2
                && t.order().get(r - 2) == r - 1) {
            return stored(t.x(), at, true);
        }
        return stored(matrix, at, false);
    }

    /// A matrix in its own buffer, or column by column in another where it is read from memory and
    /// its columns are without gaps there.
    ///
    /// @param turned whether rows and columns of the operand change places
    private DotNest.Operand stored(Value matrix, Location at, boolean turned) {
        Shape shape = matrix.type().shape();
        int r = shape.rank();
        boolean byColumns =
                plan != null && bindings.buffer(matrix) == null && plan.isByColumns(matrix);
        Buffer buffer =
                byColumns
                        ? out.temporary(matrix.type().element(), turned(shape))
                        : roots.inBuffer(matrix, false, at);
        if (byColumns) {
            roots.fillByColumns(buffer, matrix, at);
        }
        int row = byColumns ? 1 : shape.dim(r - 1);
        int column = byColumns ? shape.dim(r - 2) : 1;
        return new DotNest.Operand(
                buffer,
                0,
                r == 3 ? shape.stride(0) : 0,
                turned ? column : row,
                turned ? row : column);
    }

    /// A shape with its last two axes changed.
    static Shape turned(Shape shape) {
        int r = shape.rank();
        return shape.with(r - 2, shape.dim(r - 1)).with(r - 1, shape.dim(r - 2));
    }
}
