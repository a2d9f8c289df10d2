package tritonc.ir.tile;

import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// The ops that make blocks and move lanes.
public sealed interface ShapeOp extends TileOp, Pure {
    /// The only result's type.
    Type type();

    @Override
    default List<Type> resultTypes() {
        return List.of(type());
    }

    /// `start, start + 1, … end - 1` as a block of i32.
    record Arange(int start, int end) implements ShapeOp {
        public Arange {
            if (end <= start) {
                throw new IllegalArgumentException("empty arange");
            }
        }

        @Override
        public String name() {
            return "arange";
        }

        @Override
        public Type type() {
            return new BlockType(DType.I32, Shape.of(end - start));
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Arange mapOperands(UnaryOperator<Value> change) {
            return this;
        }
    }

    /// A scalar repeated in every lane.
    record Splat(Value x, Shape shape) implements ShapeOp, ShapeOnly {
        public Splat {
            if (!(x.type() instanceof ElementType) || shape.rank() == 0) {
                throw new IllegalArgumentException("splat of " + x.type() + " to " + shape);
            }
        }

        @Override
        public String name() {
            return "splat";
        }

        @Override
        public Type type() {
            return new BlockType(x.type().element(), shape);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Splat mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Splat(v, shape);
        }
    }

    /// Axes of extent 1 repeated to the extents of `shape`, of the same rank.
    record Broadcast(Value x, Shape shape) implements ShapeOp, ShapeOnly {
        public Broadcast {
            Shape from = x.type().shape();
            boolean fits = from.rank() == shape.rank();
            for (int i = 0; fits && i < shape.rank(); i++) {
                fits = from.dim(i) == shape.dim(i) || from.dim(i) == 1;
            }
            if (!fits || shape.rank() == 0) {
                throw new IllegalArgumentException("broadcast of " + from + " to " + shape);
            }
        }

        @Override
        public String name() {
            return "broadcast";
        }

        @Override
        public Type type() {
            return new BlockType(x.type().element(), shape);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Broadcast mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Broadcast(v, shape);
        }
    }

    /// A new axis of extent 1 before `axis`; the operand is a block.
    record ExpandDims(Value x, int axis) implements ShapeOp, ShapeOnly {
        public ExpandDims {
            if (!x.type().isBlock() || axis < 0 || axis > x.type().shape().rank()) {
                throw new IllegalArgumentException("expand_dims of " + x.type() + " at " + axis);
            }
        }

        @Override
        public String name() {
            return "expand_dims";
        }

        @Override
        public Type type() {
            return new BlockType(x.type().element(), x.type().shape().insert(axis, 1));
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public ExpandDims mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new ExpandDims(v, axis);
        }
    }

    /// The same lanes in row-major order under another shape of the same size; rank 0 makes a
    /// 1-lane block a scalar.
    record Reshape(Value x, Shape shape) implements ShapeOp, ShapeOnly {
        public Reshape {
            if (x.type().size() != shape.size()) {
                throw new IllegalArgumentException("reshape of " + x.type() + " to " + shape);
            }
        }

        @Override
        public String name() {
            return "reshape";
        }

        @Override
        public Type type() {
            return Type.of(x.type().element(), shape);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Reshape mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Reshape(v, shape);
        }
    }

    /// Axis i of the result is axis `order[i]` of the operand.
    record Transpose(Value x, List<Integer> order) implements ShapeOp, ShapeOnly {
        public Transpose {
            order = List.copyOf(order);
            int rank = x.type().shape().rank();
            boolean permutes = order.size() == rank;
            for (int i = 0; permutes && i < rank; i++) {
                permutes = order.contains(i);
            }
            if (!permutes || rank == 0) {
                throw new IllegalArgumentException("trans of " + x.type() + " by " + order);
            }
        }

        @Override
        public String name() {
            return "trans";
        }

        @Override
        public Type type() {
            int[] dims = new int[order.size()];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = x.type().shape().dim(order.get(i));
            }
            return new BlockType(x.type().element(), Shape.of(dims));
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Transpose mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Transpose(v, order);
        }
    }

    /// The lanes along `axis` in the opposite order.
    record Flip(Value x, int axis) implements ShapeOp, ShapeOnly {
        public Flip {
            if (axis < 0 || axis >= x.type().shape().rank()) {
                throw new IllegalArgumentException("flip of " + x.type() + " along " + axis);
            }
        }

        @Override
        public String name() {
            return "flip";
        }

        @Override
        public Type type() {
            return x.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Flip mapOperands(UnaryOperator<Value> change) {
            Value v = change.apply(x);
            return v == x ? this : new Flip(v, axis);
        }
    }
}
