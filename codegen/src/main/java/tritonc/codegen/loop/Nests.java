package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// Opens and closes the loops of a nest.
final class Nests {
    /// What a nest does for each lane.
    interface Body {
        /// @param at the lane's coordinates, one an axis; `null` along axes of extent 1
        void emit(@Nullable Value[] at);
    }

    private final Emitter out;

    Nests(Emitter out) {
        this.out = out;
    }

    /// A loop for each axis of `shape` with more than one lane, the last one innermost.
    void over(Shape shape, Loop.Axis axis, Location at, Body body) {
        over(shape, 0, axis, at, new @Nullable Value[shape.rank()], body);
    }

    private void over(
            Shape shape,
            int level,
            Loop.Axis axis,
            Location at,
            @Nullable Value[] coordinates,
            Body body) {
        if (level == shape.rank()) {
            body.emit(coordinates);
        } else if (shape.dim(level) == 1) {
            over(shape, level + 1, axis, at, coordinates, body);
        } else {
            coordinates[level] = begin();
            over(shape, level + 1, axis, at, coordinates, body);
            end(coordinates[level], shape.dim(level), axis, List.of(), at);
        }
    }

    /// Opens a loop; its index.
    Value begin() {
        out.open();
        return out.fresh(DType.I32);
    }

    /// Closes the loop that was opened last, over a whole axis.
    void end(
            @Nullable Value index,
            int extent,
            Loop.Axis axis,
            List<Loop.Reduction> reductions,
            Location at) {
        LoopBlock body = out.close();
        if (index != null) {
            out.add(
                    new Loop(
                            index,
                            Amount.ZERO,
                            Amount.of(extent),
                            extent,
                            axis,
                            reductions,
                            body,
                            at));
        }
    }

    /// The number of a lane of `shape`, for messages.
    static List<Access.Coordinate> lane(Shape shape, @Nullable Value[] at) {
        List<Access.Coordinate> lane = new ArrayList<>(at.length);
        for (int i = 0; i < at.length; i++) {
            Value c = at[i];
            if (c != null) {
                lane.add(new Access.Coordinate(c, shape.stride(i)));
            }
        }
        return lane;
    }
}
