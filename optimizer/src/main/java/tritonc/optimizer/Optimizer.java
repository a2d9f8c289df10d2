package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.PassListener;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.tile.TileKernel;

import java.util.ArrayList;
import java.util.List;

/// The passes over tile IR and their order.
public final class Optimizer {
    private static final List<Pass> PASSES =
            List.of(
                    DropAssertions.PASS,
                    FoldConstants.PASS,
                    Canonicalize.PASS,
                    EliminateCommonSubexpressions.PASS,
                    EliminateDeadCode.PASS,
                    HoistLoopInvariants.PASS,
                    FuseDotAccumulator.PASS,
                    ContractFma.PASS,
                    SplitSingleTrips.PASS,
                    OrderReductions.PASS,
                    ExpandRecipes.PASS,
                    WidenProducts.PASS);

    private Optimizer() {}

    /// `kernel` made better. The listeners see every pass.
    public static TileKernel optimize(
            TileKernel kernel, OptimizerOptions options, List<PassListener> listeners) {
        return pipeline(options).run(kernel, listeners);
    }

    /// Every pass there is, in the order of their first use.
    public static List<Pass> passes() {
        return PASSES;
    }

    /// The pass of a name as on the command line.
    public static @Nullable Pass pass(String name) {
        for (Pass pass : PASSES) {
            if (pass.name().equals(name)) {
                return pass;
            }
        }
        return null;
    }

    /// What runs at a level, in order. There is no search for a fixed point: one sweep of
    /// `fold-constants` or `canonicalize` settles chains of rewrites by itself, and what later
    /// passes lay bare is met by the second round.
    public static Pipeline pipeline(OptimizerOptions options) {
        List<Pass> list = new ArrayList<>();
        if (!options.keepAssertions()) {
            // before anything is made of their conditions
            list.add(DropAssertions.PASS);
        }
        beforeRecipes(options, list);
        if (options.expandRecipes()) {
            // even at -O0: back ends know primitive ops only, and multiply no matrices of 8-bit
            // floats
            list.add(ExpandRecipes.PASS);
            list.add(WidenProducts.PASS);
        }
        afterRecipes(options.level(), list);
        list.addAll(options.extraPasses());
        return new Pipeline(list);
    }

    private static void beforeRecipes(OptimizerOptions options, List<Pass> list) {
        if (options.level() >= 1) {
            // constants first: loops and branches that depend on them disappear with what they hold
            list.add(FoldConstants.PASS);
            list.add(Canonicalize.PASS);
            // equal addresses and masks are one value before anything asks whether they are equal
            list.add(EliminateCommonSubexpressions.PASS);
            // the rest works on less; counts of uses mean uses that matter
            list.add(EliminateDeadCode.PASS);
            // float sums in an order that vectors can follow; the one choice of -O1 that moves bits
            list.add(OrderReductions.PASS);
        }
        if (options.level() >= 2) {
            // the accumulator before the sum it belongs to can become an fma
            list.add(FuseDotAccumulator.PASS);
            if (options.fpFusion()) {
                // on the program's own products: those of recipes are exact as they stand
                list.add(ContractFma.PASS);
            }
            // both versions of a loop compute alike: whatever moves bits came before
            list.add(SplitSingleTrips.PASS);
        }
    }

    private static void afterRecipes(int level, List<Pass> list) {
        if (level >= 2) {
            // recipes bring constants, and ops on splats; contraction brings negations
            list.add(FoldConstants.PASS);
            list.add(Canonicalize.PASS);
            // loops last: what is invariant is so in its final form; then equals meet outside
            list.add(HoistLoopInvariants.PASS);
        }
        if (level >= 1) {
            // recipes share constants and reductions of the same angle
            list.add(EliminateCommonSubexpressions.PASS);
            list.add(EliminateDeadCode.PASS);
        }
        if (level >= 3) {
            // once more, for loops that carried a constant until now and values merged just now
            list.add(FoldConstants.PASS);
            list.add(Canonicalize.PASS);
            list.add(HoistLoopInvariants.PASS);
            list.add(EliminateCommonSubexpressions.PASS);
            list.add(EliminateDeadCode.PASS);
        }
    }
}
