package tritonc.ir.tile;

import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A [Fold] that keeps what was joined at each lane: the first lane is itself, lane i is
/// `combine(lane i - 1 of the results, lane i of xs)`. With `reverse` the last lane is the first,
/// and lane i is `combine(lane i + 1 of the results, lane i of xs)`. Shapes and types stay.
public record ScanBy(List<Value> xs, int axis, boolean reverse, Block combine) implements Fold {
    public ScanBy {
        xs = List.copyOf(xs);
        Fold.check("scan_by", xs, axis, combine);
    }

    @Override
    public String name() {
        return "scan_by";
    }

    @Override
    public List<Type> resultTypes() {
        List<Type> types = new ArrayList<>(xs.size());
        for (Value x : xs) {
            types.add(x.type());
        }
        return types;
    }

    @Override
    public ScanBy mapOperands(UnaryOperator<Value> change) {
        List<Value> v = Operands.map(xs, change);
        return v == xs ? this : new ScanBy(v, axis, reverse, combine);
    }

    @Override
    public ScanBy withCombine(Block changed) {
        return new ScanBy(xs, axis, reverse, changed);
    }
}
