package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Picks lanes along one axis: the result has the shape of `index`, and its lane at coordinates c
/// is the lane of `x` at c with `index[c]` in place of the coordinate on `axis`. The shapes agree
/// on all other axes. An index counts modulo the extent of `x` on the axis, a power of two: -1 is
/// the last lane, and no index lies outside.
public record Gather(Value x, Value index, int axis) implements CrossLane {
    public Gather {
        Shape from = x.type().shape();
        Shape to = index.type().shape();
        boolean fits =
                axis >= 0
                        && axis < from.rank()
                        && from.rank() == to.rank()
                        && from.with(axis, 1).equals(to.with(axis, 1))
                        && Integer.bitCount(from.dim(axis)) == 1
                        && index.type().element() instanceof DType d
                        && d.isInteger();
        if (!fits) {
            throw new IllegalArgumentException(
                    "gather of " + x.type() + " by " + index.type() + " along " + axis);
        }
    }

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public List<Value> operands() {
        return List.of(x, index);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of(index.type().withElement(x.type().element()));
    }

    @Override
    public Gather mapOperands(UnaryOperator<Value> change) {
        Value v = change.apply(x);
        Value i = change.apply(index);
        return v == x && i == index ? this : new Gather(v, i, axis);
    }
}
