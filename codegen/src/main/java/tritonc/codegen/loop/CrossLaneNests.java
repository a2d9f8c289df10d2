package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// The nests of ops that mix lanes along an axis, from buffers into buffers.
final class CrossLaneNests {
    private final Emitter out;
    private final Nests nests;

    CrossLaneNests(Emitter out, Nests nests) {
        this.out = out;
        this.nests = nests;
    }

    /// All steps of a scan but the first, lane by lane along the axis.
    private record Steps(Shape shape, int along) implements Nests.Axes {
        @Override
        public Amount from(int axis) {
            return Amount.zero();
        }

        @Override
        public Amount to(int axis) {
            return Amount.of(axis == along ? shape.dim(axis) - 1 : shape.dim(axis));
        }

        @Override
        public Loop.Axis kind(int axis) {
            return axis == along ? Loop.Axis.ORDERED : Loop.Axis.PARALLEL;
        }
    }

    /// Scans a buffer that holds the lanes of the operand, in place.
    void scan(Scan op, Buffer lanes, Location at) {
        Shape shape = op.x().type().shape();
        int n = shape.dim(op.axis());
        if (n == 1) {
            return;
        }
        nests.over(
                new Steps(shape, op.axis()),
                at,
                lane -> {
                    @Nullable Value[] from = lane.clone();
                    @Nullable Value[] to = lane.clone();
                    Value step = lane[op.axis()];
                    if (op.reverse() && step != null) {
                        to[op.axis()] = minus(n - 2, step, at);
                        from[op.axis()] = minus(n - 1, step, at);
                    } else if (step != null) {
                        to[op.axis()] =
                                out.binary(
                                        BinaryKind.ADD, step, out.constant(DType.I32, 1, at), at);
                    }
                    Value before = load(lanes, shape, from, at);
                    Value here = load(lanes, shape, to, at);
                    Value joined = out.binary(op.kind().combine(), before, here, at);
                    out.add(new Memory.BufferStore(Elements.element(lanes, shape, to), joined, at));
                });
    }

    private Value minus(int whole, Value part, Location at) {
        return out.binary(BinaryKind.SUB, out.constant(DType.I32, whole, at), part, at);
    }

    private Value load(Buffer buffer, Shape shape, @Nullable Value[] lane, Location at) {
        Value value = out.fresh(buffer.type());
        out.add(new Memory.BufferLoad(value, Elements.element(buffer, shape, lane), at));
        return value;
    }
}
