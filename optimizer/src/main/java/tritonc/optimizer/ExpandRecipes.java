package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Recipes;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.List;

/// Writes out `exp`, `sin`, `pow` and their kin as the primitive ops that define them
/// ([tritonc.ir.math.Recipes]); the interpreter evaluates the same recipe, so no bit changes.
///
/// It does not fire for `sqrt`, `floor` and others that processors compute themselves.
final class ExpandRecipes {
    static final Pass PASS =
            new Pass(
                    "expand-recipes",
                    "Writes out transcendental functions as the primitive ops that define them.",
                    Exactness.EXACT,
                    ExpandRecipes::run);

    private ExpandRecipes() {}

    private static TileKernel run(TileKernel kernel) {
        return Rewriter.rewrite(kernel, ExpandRecipes::expand);
    }

    private static @Nullable List<Value> expand(TileOp op, Statement old, Rewriter rewriter) {
        if (op instanceof Arithmetic.Unary u && u.kind().isRecipe()) {
            return List.of(Recipes.expand(u.kind(), u.x(), rewriter.out()));
        }
        if (op instanceof Arithmetic.Binary b && b.kind().isRecipe()) {
            return List.of(Recipes.expand(b.kind(), b.a(), b.b(), rewriter.out()));
        }
        return null;
    }
}
