package tritonc.optimizer;

import tritonc.ir.pass.Pass;

import java.util.List;

/// What the optimizer is asked for.
///
/// @param level 0 to 3, as in `-O2`
/// @param fpFusion whether products and sums may join into fma from level 2 on; Triton's
///   `enable_fp_fusion`
/// @param expandRecipes whether transcendental functions end as primitive ops; for targets that
///   have no such functions of their own
/// @param keepAssertions whether assertions of the program stay, for debugging
/// @param extraPasses the user's own passes, run after ours in their order
public record OptimizerOptions(
        int level,
        boolean fpFusion,
        boolean expandRecipes,
        boolean keepAssertions,
        List<Pass> extraPasses) {
    public OptimizerOptions {
        if (level < 0 || level > 3) {
            throw new IllegalArgumentException("levels are 0 to 3, not " + level);
        }
        extraPasses = List.copyOf(extraPasses);
    }

    /// The defaults at a level.
    public static OptimizerOptions ofLevel(int level) {
        return new OptimizerOptions(level, true, true, false, List.of());
    }

    public OptimizerOptions withFpFusion(boolean fusion) {
        return new OptimizerOptions(level, fusion, expandRecipes, keepAssertions, extraPasses);
    }

    public OptimizerOptions withExpandRecipes(boolean expand) {
        return new OptimizerOptions(level, fpFusion, expand, keepAssertions, extraPasses);
    }

    public OptimizerOptions withExtraPasses(List<Pass> passes) {
        return new OptimizerOptions(level, fpFusion, expandRecipes, keepAssertions, passes);
    }

    public OptimizerOptions withAssertions(boolean keep) {
        return new OptimizerOptions(level, fpFusion, expandRecipes, keep, extraPasses);
    }
}
