package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Joins each lane along one axis with all lanes before it; shape and element type stay. In order:
/// the first lane is itself (its bits, nothing joined to it), lane i is `combine(lane i - 1 of the
/// result, lane i of x)`, each step rounded to the element type. With `reverse` the last lane is
/// the first, and lane i is `combine(lane i + 1 of the result, lane i of x)`.
public record Scan(ReduceKind kind, Value x, int axis, boolean reverse) implements CrossLane {
    public Scan {
        boolean fits =
                x.type().isBlock()
                        && axis >= 0
                        && axis < x.type().shape().rank()
                        && x.type().element() instanceof DType d
                        && kind.accepts(d);
        if (!fits) {
            throw new IllegalArgumentException("scan " + kind + " of " + x.type() + " on " + axis);
        }
    }

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of(x.type());
    }

    @Override
    public Scan mapOperands(UnaryOperator<Value> change) {
        Value v = change.apply(x);
        return v == x ? this : new Scan(kind, v, axis, reverse);
    }
}
