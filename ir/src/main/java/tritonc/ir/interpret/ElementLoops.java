package tritonc.ir.interpret;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Unary and binary functions over whole blocks: the kind is looked at once, then a loop runs over
/// the lanes.
final class ElementLoops {
    private ElementLoops() {}

    static long[] unary(UnaryKind kind, DType dtype, long[] x) {
        if (kind.isRecipe()) {
            return BlockAlgebra.recipe(kind, dtype, x);
        }
        long[] out = new long[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.unary(kind, dtype, x[i]);
            assert kind != UnaryKind.AT_MOST_ZERO || !(Lanes.toDouble(dtype, out[i]) > 0)
                    : "a number above 0 was taken for none";
        }
        return out;
    }

    static long[] binary(BinaryKind kind, DType dtype, long[] a, long[] b) {
        if (kind.isRecipe()) {
            return BlockAlgebra.recipe(kind, dtype, a, b);
        }
        long[] out = new long[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.binary(kind, dtype, a[i], b[i]);
        }
        return out;
    }

    static long[] compare(CompareKind kind, ElementType type, long[] a, long[] b) {
        long[] out = new long[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.compare(kind, type, a[i], b[i]) ? 1 : 0;
        }
        return out;
    }
}
