package tritonc.ir.interpret;

import tritonc.ir.math.Algebra;
import tritonc.ir.math.Lanes;
import tritonc.ir.math.Recipes;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Evaluates recipes on many lanes at once; every lane gets what [Recipes#evaluate] gives it.
final class BlockAlgebra implements Algebra<BlockAlgebra.Numbers> {
    private final int size;

    /// Lanes of one dtype.
    record Numbers(DType dtype, long[] lanes) {}

    private BlockAlgebra(int size) {
        this.size = size;
    }

    static long[] recipe(UnaryKind kind, DType dtype, long[] x) {
        return Recipes.of(new BlockAlgebra(x.length), kind, dtype, new Numbers(dtype, x)).lanes();
    }

    static long[] recipe(BinaryKind kind, DType dtype, long[] a, long[] b) {
        Numbers x = new Numbers(dtype, a);
        return Recipes.of(new BlockAlgebra(a.length), kind, dtype, x, new Numbers(dtype, b))
                .lanes();
    }

    @Override
    public Numbers constant(DType type, long lane) {
        return new Numbers(type, Tiles.fill(size, lane));
    }

    @Override
    public Numbers unary(UnaryKind kind, Numbers x) {
        return new Numbers(x.dtype(), ElementLoops.unary(kind, x.dtype(), x.lanes()));
    }

    @Override
    public Numbers binary(BinaryKind kind, Numbers a, Numbers b) {
        return new Numbers(a.dtype(), ElementLoops.binary(kind, a.dtype(), a.lanes(), b.lanes()));
    }

    @Override
    public Numbers compare(CompareKind kind, Numbers a, Numbers b) {
        long[] out = ElementLoops.compare(kind, a.dtype(), a.lanes(), b.lanes());
        return new Numbers(DType.I1, out);
    }

    @Override
    public Numbers select(Numbers condition, Numbers ifTrue, Numbers ifFalse) {
        long[] out = Tiles.select(condition.lanes(), ifTrue.lanes(), ifFalse.lanes());
        return new Numbers(ifTrue.dtype(), out);
    }

    @Override
    public Numbers fma(Numbers a, Numbers b, Numbers c) {
        return new Numbers(a.dtype(), Tiles.fma(a.dtype(), a.lanes(), b.lanes(), c.lanes()));
    }

    @Override
    public Numbers cast(Numbers x, DType to) {
        long[] out = new long[size];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.cast(x.dtype(), to, x.lanes()[i], Rounding.RTNE);
        }
        return new Numbers(to, out);
    }

    @Override
    public Numbers bitcast(Numbers x, DType to) {
        long[] out = new long[size];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.bitcast(x.dtype(), to, x.lanes()[i]);
        }
        return new Numbers(to, out);
    }
}
