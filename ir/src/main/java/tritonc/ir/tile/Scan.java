package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Joins each lane along one axis with all lanes before it, in the order that it states, each step
/// rounded to the element type; shape and element type stay. The first lane is itself (its bits,
/// nothing joined to it). With `reverse` the last lane is the first.
public record Scan(ReduceKind kind, Value x, int axis, boolean reverse, ScanOrder order)
        implements CrossLane {
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

    /// One lane after the other.
    public Scan(ReduceKind kind, Value x, int axis, boolean reverse) {
        this(kind, x, axis, reverse, ScanOrder.SEQUENTIAL);
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
        return v == x ? this : new Scan(kind, v, axis, reverse, order);
    }
}
