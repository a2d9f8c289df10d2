package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
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

    /// The loops of a nest: the axes of a shape, each over a part of its extent.
    interface Axes {
        Shape shape();

        Amount from(int axis);

        Amount to(int axis);

        Loop.Axis kind(int axis);

        /// The axis of a loop, the outermost being number 0.
        default int axis(int level) {
            return level;
        }
    }

    private record Whole(Shape shape, Loop.Axis kind) implements Axes {
        @Override
        public Amount from(int axis) {
            return Amount.zero();
        }

        @Override
        public Amount to(int axis) {
            return Amount.of(shape.dim(axis));
        }

        @Override
        public Loop.Axis kind(int axis) {
            return kind;
        }
    }

    /// A loop for each axis of `shape` with more than one lane, the last one innermost.
    void over(Shape shape, Loop.Axis axis, Location at, Body body) {
        over(new Whole(shape, axis), at, body);
    }

    /// A loop for each axis that has more than one lane or may be empty.
    void over(Axes axes, Location at, Body body) {
        over(axes, 0, at, new @Nullable Value[axes.shape().rank()], body);
    }

    private void over(Axes axes, int level, Location at, @Nullable Value[] coordinates, Body body) {
        if (level == coordinates.length) {
            body.emit(coordinates);
            return;
        }
        int axis = axes.axis(level);
        int extent = axes.shape().dim(axis);
        Amount from = axes.from(axis);
        Amount to = axes.to(axis);
        if (extent == 1 && from.is(0) && to.is(1)) {
            over(axes, level + 1, at, coordinates, body);
            return;
        }
        Value index = begin();
        coordinates[axis] = extent == 1 ? null : index;
        over(axes, level + 1, at, coordinates, body);
        out.add(new Loop(index, from, to, extent, axes.kind(axis), List.of(), out.close(), at));
    }

    /// Opens a loop; its index.
    Value begin() {
        out.open();
        return out.index();
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
