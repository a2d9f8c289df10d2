package tritonc.optimizer;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Proves that a difference is not above 0: that of a tile and the largest of it, be it along an
/// axis or among others, as in a softmax.
final class Largest {
    /// Steps from a difference to its largest at most.
    private static final int MOST_STEPS = 8;

    private final Simplifier scope;
    private final Value tile;
    private int left = MOST_STEPS;

    private Largest(Simplifier scope, Value tile) {
        this.scope = scope;
        this.tile = tile;
    }

    /// Whether a float is a difference that is 0, less or NaN in every lane.
    static boolean isTakenFrom(Value difference, Simplifier scope) {
        return scope.definition(difference) instanceof Arithmetic.Binary b
                && b.kind() == BinaryKind.SUB
                && b.type().element() instanceof DType d
                && d.isFloat()
                && new Largest(scope, b.a()).isBelow(b.b());
    }

    /// Whether each lane of the tile that is a number is at most that of a value of its shape, or
    /// that is NaN.
    private boolean isBelow(Value value) {
        if (value.equals(tile)) {
            return true;
        }
        if (left-- == 0) {
            return false;
        }
        TileOp op = scope.definition(value);
        return switch (op) {
            case Arithmetic.Binary b when isMaximum(b) -> isBelow(b.a()) || isBelow(b.b());
            case ShapeOp.Splat s -> tile.type().shape().rank() == 1 && isLargest(s.x(), 0);
            case ShapeOp.Broadcast b when scope.definition(b.x()) instanceof ShapeOp.ExpandDims e ->
                    isLargest(e.x(), e.axis());
            case ShapeOp.ExpandDims e -> isLargest(e.x(), e.axis());
            case null, default -> false;
        };
    }

    /// Whether a value is at least the largest of the tile along an axis.
    private boolean isLargest(Value value, int axis) {
        if (left-- == 0) {
            return false;
        }
        TileOp op = scope.definition(value);
        return switch (op) {
            case Reduce r ->
                    r.x().equals(tile)
                            && r.axis() == axis
                            && (r.kind() == ReduceKind.MAX || r.kind() == ReduceKind.MAX_NAN);
            case Arithmetic.Binary b when isMaximum(b) ->
                    isLargest(b.a(), axis) || isLargest(b.b(), axis);
            case null, default -> false;
        };
    }

    private static boolean isMaximum(Arithmetic.Binary b) {
        return b.kind() == BinaryKind.MAX || b.kind() == BinaryKind.MAX_NAN;
    }
}
