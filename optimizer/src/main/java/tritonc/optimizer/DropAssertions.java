package tritonc.optimizer;

import tritonc.ir.pass.Pass;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.TileKernel;

import java.util.List;

/// Takes out the assertions of the program, which Triton too compiles for debugging alone:
///
/// ```
/// assert %c, "in range"      →
/// ```
///
/// Runs first, unless assertions are asked for. Does not fire on a kernel without them. What their
/// conditions were made of is left to the passes for dead code.
final class DropAssertions {
    static final Pass PASS =
            new Pass(
                    "drop-assertions",
                    "takes out assertions, unless debugging",
                    Pass.Exactness.EXACT,
                    DropAssertions::run);

    private DropAssertions() {}

    private static TileKernel run(TileKernel kernel) {
        return Rewriter.rewrite(
                kernel, (op, old, rewriter) -> op instanceof EffectOp.Assert ? List.of() : null);
    }
}
