package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Laws of the ops that join lanes along an axis.
final class LaneRules {
    private LaneRules() {}

    static @Nullable Value reduce(Reduce op, Simplifier scope) {
        // nothing to join: the lane, but for a float sum, which starts from +0 and so makes +0 of
        // -0
        boolean neutral = op.kind() != ReduceKind.SUM || !op.x().type().dtype().isFloat();
        if (neutral && isSingle(op.x(), op.axis())) {
            return without(op.x(), op.axis(), scope);
        }
        // joining equals = one of them
        return idempotent(op.kind())
                ? uniform(op.x(), op.x().type().shape().remove(op.axis()), scope)
                : null;
    }

    static @Nullable Value crossLane(CrossLane op, Simplifier scope) {
        return switch (op) {
            // the first lane is itself; joining equals = one of them
            case Scan s ->
                    isSingle(s.x(), s.axis())
                            ? s.x()
                            : idempotent(s.kind())
                                    ? uniform(s.x(), s.x().type().shape(), scope)
                                    : null;
            // lanes that are all the same stay so, in any order
            case BitonicMerge m -> uniform(m.x(), m.x().type().shape(), scope);
            case Gather g -> uniform(g.x(), g.index().type().shape(), scope);
            case Histogram h -> null;
        };
    }

    // an axis of one lane: nothing is joined, whatever the function
    static @Nullable List<Value> fold(Fold op, Simplifier scope) {
        if (!isSingle(op.xs().getFirst(), op.axis())) {
            return null;
        }
        return switch (op) {
            case ScanBy s -> s.xs();
            case ReduceBy r -> {
                List<Value> lanes = new ArrayList<>(r.xs().size());
                for (Value x : r.xs()) {
                    lanes.add(without(x, r.axis(), scope));
                }
                yield lanes;
            }
        };
    }

    private static boolean isSingle(Value x, int axis) {
        return x.type().shape().dim(axis) == 1;
    }

    private static Value without(Value x, int axis, Simplifier scope) {
        return scope.add(new ShapeOp.Reshape(x, x.type().shape().remove(axis)));
    }

    /// Whether `combine(x, x) = x` for every x.
    private static boolean idempotent(ReduceKind kind) {
        return switch (kind) {
            case MAX, MIN, MAX_NAN, MIN_NAN, AND, OR -> true;
            case SUM, PROD, XOR -> false;
        };
    }

    /// The one number of a uniform block, in another shape; `null` for a block that is not uniform.
    private static @Nullable Value uniform(Value x, Shape shape, Simplifier scope) {
        Arithmetic.@Nullable Constant c = scope.constant(x);
        if (c != null) {
            return scope.add(new Arithmetic.Constant(Type.of(c.type().element(), shape), c.bits()));
        }
        return scope.definition(x) instanceof ShapeOp.Splat s
                ? shape.rank() == 0 ? s.x() : scope.add(new ShapeOp.Splat(s.x(), shape))
                : null;
    }
}
