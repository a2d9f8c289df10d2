package tritonc.ir.tile;

import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Matrix product of `a` [M,K] and `b` [K,N] (with one leading batch axis in rank 3) added to `acc`
/// [M,N], whose type the result has. Each output is one chain over ascending k that starts from
/// acc: for float accumulators `t = fma(widen(a), widen(b), t)` in fp32 (fp64 for fp64), rounded to
/// the accumulator's format once, at the end; for i32 wrapping products of the widened operands.
public record Dot(Value a, Value b, Value acc, InputPrecision precision) implements TileOp, Pure {
    public Dot {
        Shape sa = a.type().shape();
        Shape sb = b.type().shape();
        int r = sa.rank();
        boolean fits =
                (r == 2 || r == 3)
                        && sb.rank() == r
                        && sa.dim(r - 1) == sb.dim(r - 2)
                        && (r == 2 || sa.dim(0) == sb.dim(0))
                        && acc.type().shape().equals(result(sa, sb));
        boolean types =
                a.type().element() instanceof DType da
                        && b.type().element() instanceof DType db
                        && acc.type().element() instanceof DType dc
                        && da.isFloat() == dc.isFloat()
                        && db.isFloat() == dc.isFloat();
        if (!fits || !types) {
            throw new IllegalArgumentException(
                    "dot of " + a.type() + " and " + b.type() + " into " + acc.type());
        }
    }

    private static Shape result(Shape a, Shape b) {
        int r = a.rank();
        return a.with(r - 1, b.dim(r - 1));
    }

    @Override
    public String name() {
        return "dot";
    }

    @Override
    public List<Value> operands() {
        return List.of(a, b, acc);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of((BlockType) acc.type());
    }

    @Override
    public Dot mapOperands(UnaryOperator<Value> change) {
        Value x = change.apply(a);
        Value y = change.apply(b);
        Value z = change.apply(acc);
        return x == a && y == b && z == acc ? this : new Dot(x, y, z, precision);
    }
}
