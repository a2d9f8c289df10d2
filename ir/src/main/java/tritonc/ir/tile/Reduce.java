package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Joins the elements along one axis, which disappears; a block of rank 1 becomes a scalar. The
/// element type stays.
public record Reduce(ReduceKind kind, Value x, int axis, ReductionOrder order)
        implements TileOp, Pure {
    public Reduce {
        boolean fits =
                x.type().isBlock()
                        && axis >= 0
                        && axis < x.type().shape().rank()
                        && x.type().element() instanceof DType d
                        && kind.accepts(d);
        if (!fits) {
            throw new IllegalArgumentException(kind + " of " + x.type() + " along " + axis);
        }
    }

    @Override
    public String name() {
        return "reduce";
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of(Type.of(x.type().element(), x.type().shape().remove(axis)));
    }

    @Override
    public Reduce mapOperands(UnaryOperator<Value> change) {
        Value v = change.apply(x);
        return v == x ? this : new Reduce(kind, v, axis, order);
    }
}
