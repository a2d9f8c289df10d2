package tritonc.ir.tile;

import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A [Fold] along an axis, which disappears: a block of rank 1 becomes a scalar. Ascending; of an
/// axis of extent 1 the lanes are taken as they are.
public record ReduceBy(List<Value> xs, int axis, Block combine) implements Fold {
    public ReduceBy {
        xs = List.copyOf(xs);
        Fold.check("reduce_by", xs, axis, combine);
    }

    @Override
    public String name() {
        return "reduce_by";
    }

    @Override
    public List<Type> resultTypes() {
        Shape shape = xs.getFirst().type().shape().remove(axis);
        List<Type> types = new ArrayList<>(xs.size());
        for (Value x : xs) {
            types.add(Type.of(x.type().element(), shape));
        }
        return types;
    }

    @Override
    public ReduceBy mapOperands(UnaryOperator<Value> change) {
        List<Value> v = Operands.map(xs, change);
        return v == xs ? this : new ReduceBy(v, axis, combine);
    }

    @Override
    public ReduceBy withCombine(Block changed) {
        return new ReduceBy(xs, axis, changed);
    }
}
