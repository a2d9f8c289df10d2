package tritonc.fuzz;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The passes of a level in two parts. Relaxed ones run before a kernel is judged; exact ones only
/// in front of the code generators, so that they are judged with them.
public final class Levels {
    private static final Pass DROP = Objects.requireNonNull(Optimizer.pass("drop-assertions"));

    private Levels() {}

    /// The passes of a level that keep bits, or those that do not. Assertions stay.
    static List<Pass> passes(int level, Pass.Exactness exactness) {
        List<Pass> found = new ArrayList<>();
        OptimizerOptions options = OptimizerOptions.ofLevel(level).withAssertions(true);
        for (Pass pass : Optimizer.pipeline(options).passes()) {
            if (pass.exactness() == exactness) {
                found.add(pass);
            }
        }
        return found;
    }

    static TileKernel run(List<Pass> passes, TileKernel kernel) {
        return new Pipeline(passes).run(kernel, List.of());
    }

    /// The case's kernel as one in three is compiled, for debugging, or as the others are.
    static TileKernel asked(FuzzCase fuzz) {
        return fuzz.dataSeed() % 3 == 0 ? fuzz.kernel() : run(List.of(DROP), fuzz.kernel());
    }

    /// Compares the interpreter and bytecode.
    public static Differential differential(int level) {
        List<Pass> relaxed = passes(level, Pass.Exactness.RELAXED);
        List<Pass> exact = passes(level, Pass.Exactness.EXACT);
        return new Differential(k -> run(relaxed, k), k -> run(exact, k));
    }
}
