package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// Laws of the ops that move lanes.
final class ShapeRules {
    private ShapeRules() {}

    static @Nullable Value simplify(ShapeOp op, Simplifier scope) {
        return switch (op) {
            case ShapeOp.Arange a -> null;
            case ShapeOp.Splat s -> uniform(s, s.x(), scope);
            case ShapeOp.Broadcast b -> broadcast(b, scope);
            case ShapeOp.ExpandDims e -> uniform(e, e.x(), scope);
            case ShapeOp.Reshape r -> reshape(r, scope);
            case ShapeOp.Transpose t -> transpose(t, scope);
            case ShapeOp.Flip f -> flip(f, scope);
        };
    }

    // moving the lanes of a constant or a splat = the constant or splat of the other shape
    private static @Nullable Value uniform(ShapeOp op, Value x, Simplifier scope) {
        Arithmetic.@Nullable Constant c = scope.constant(x);
        if (c != null) {
            return scope.add(new Arithmetic.Constant(op.type(), c.bits()));
        }
        if (scope.definition(x) instanceof ShapeOp.Splat s) {
            Shape shape = op.type().shape();
            return shape.rank() == 0 ? s.x() : scope.add(new ShapeOp.Splat(s.x(), shape));
        }
        return null;
    }

    private static @Nullable Value broadcast(ShapeOp.Broadcast op, Simplifier scope) {
        // a broadcast to its own shape = x
        if (op.x().type().shape().equals(op.shape())) {
            return op.x();
        }
        // broadcast(broadcast(x)) = broadcast(x)
        if (scope.definition(op.x()) instanceof ShapeOp.Broadcast inner) {
            return scope.add(new ShapeOp.Broadcast(inner.x(), op.shape()));
        }
        return uniform(op, op.x(), scope);
    }

    private static @Nullable Value reshape(ShapeOp.Reshape op, Simplifier scope) {
        // a reshape to its own shape = x
        if (op.x().type().shape().equals(op.shape())) {
            return op.x();
        }
        // reshape(reshape(x)) = reshape(x), and so for expand_dims, which is a reshape
        return switch (scope.definition(op.x())) {
            case ShapeOp.Reshape inner -> scope.add(new ShapeOp.Reshape(inner.x(), op.shape()));
            case ShapeOp.ExpandDims inner -> scope.add(new ShapeOp.Reshape(inner.x(), op.shape()));
            case null, default -> uniform(op, op.x(), scope);
        };
    }

    private static @Nullable Value transpose(ShapeOp.Transpose op, Simplifier scope) {
        boolean identity = true;
        for (int i = 0; i < op.order().size(); i++) {
            identity &= op.order().get(i) == i;
        }
        // axes in their own order = x
        if (identity) {
            return op.x();
        }
        // trans(trans(x)) = trans(x) by the joined order
        if (scope.definition(op.x()) instanceof ShapeOp.Transpose inner) {
            List<Integer> joined = new ArrayList<>(op.order().size());
            for (int axis : op.order()) {
                joined.add(inner.order().get(axis));
            }
            return scope.add(new ShapeOp.Transpose(inner.x(), joined));
        }
        return uniform(op, op.x(), scope);
    }

    private static @Nullable Value flip(ShapeOp.Flip op, Simplifier scope) {
        // an axis of one lane flipped = x, and so is an axis flipped twice
        if (op.type().shape().dim(op.axis()) == 1) {
            return op.x();
        }
        if (scope.definition(op.x()) instanceof ShapeOp.Flip inner && inner.axis() == op.axis()) {
            return inner.x();
        }
        return uniform(op, op.x(), scope);
    }

    // f(splat(x), splat(y)) = splat(f(x, y)): one lane computes for all; constants count as splats
    static @Nullable Value computeOnce(Arithmetic op, Simplifier scope) {
        boolean someSplat = false;
        for (Value operand : op.operands()) {
            if (scope.definition(operand) instanceof ShapeOp.Splat) {
                someSplat = true;
            } else if (!scope.isConstant(operand)) {
                return null;
            }
        }
        if (!someSplat) {
            return null;
        }
        Arithmetic scalar = (Arithmetic) op.mapOperands(operand -> lane(operand, scope));
        return scope.add(new ShapeOp.Splat(scope.add(scalar), op.type().shape()));
    }

    private static Value lane(Value operand, Simplifier scope) {
        if (scope.definition(operand) instanceof ShapeOp.Splat s) {
            return s.x();
        }
        Arithmetic.@Nullable Constant c = scope.constant(operand);
        if (c == null) {
            throw new IllegalStateException(operand + " is not uniform");
        }
        return scope.add(new Arithmetic.Constant(c.type().element(), c.bits()));
    }
}
