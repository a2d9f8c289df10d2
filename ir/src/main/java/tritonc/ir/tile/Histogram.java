package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Lane b of the result, `i32`, is how many lanes of the integers `x` are b, for b from 0 to `bins`
/// -
///   1. Other values count nowhere, nor do lanes whose `mask` (`i1`; absent means true) is false.
///      `bins` is a power of two.
public record Histogram(Value x, @Nullable Value mask, int bins) implements CrossLane {
    public Histogram {
        boolean fits =
                x.type().isBlock()
                        && bins > 0
                        && Integer.bitCount(bins) == 1
                        && x.type().element() instanceof DType d
                        && d.isInteger()
                        && (mask == null || mask.type().equals(x.type().withElement(DType.I1)));
        if (!fits) {
            throw new IllegalArgumentException("histogram of " + x.type() + " into " + bins);
        }
    }

    @Override
    public String name() {
        return "histogram";
    }

    @Override
    public List<Value> operands() {
        return Operands.of(x, mask);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of(new BlockType(DType.I32, Shape.of(bins)));
    }

    @Override
    public Histogram mapOperands(UnaryOperator<Value> change) {
        Value v = change.apply(x);
        Value m = Operands.map(mask, change);
        return v == x && m == mask ? this : new Histogram(v, m, bins);
    }
}
