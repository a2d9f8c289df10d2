package tritonc.ir.interpret;

import tritonc.ir.math.Lanes;
import tritonc.ir.math.Recipes;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Unary and binary functions over whole blocks: the kind is looked at once, then a loop runs over
/// the lanes.
final class ElementLoops {
    private ElementLoops() {}

    static long[] unary(UnaryKind kind, DType dtype, long[] x) {
        long[] out = new long[x.length];
        boolean recipe = kind.isRecipe();
        for (int i = 0; i < out.length; i++) {
            out[i] = recipe ? Recipes.evaluate(kind, dtype, x[i]) : Lanes.unary(kind, dtype, x[i]);
        }
        return out;
    }

    static long[] binary(BinaryKind kind, DType dtype, long[] a, long[] b) {
        long[] out = new long[a.length];
        boolean recipe = kind.isRecipe();
        for (int i = 0; i < out.length; i++) {
            out[i] =
                    recipe
                            ? Recipes.evaluate(kind, dtype, a[i], b[i])
                            : Lanes.binary(kind, dtype, a[i], b[i]);
        }
        return out;
    }
}
