package tritonc.fuzz.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.fuzz.Choices;
import tritonc.fuzz.Differential;
import tritonc.fuzz.Shrinker;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.verify.Verifier;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Random kernel texts compile, and run alike in every executor. `-Dfuzz.kernels=N` and
/// `-Dfuzz.seed=S` as for the random kernels without a text.
class SourceFuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 1200);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);

    private static TileKernel run(List<Pass> passes, TileKernel kernel) {
        return new Pipeline(passes).run(kernel, List.of());
    }

    private static List<Pass> passes(int level, Pass.Exactness exactness) {
        List<Pass> found = new ArrayList<>();
        for (Pass pass : Optimizer.pipeline(OptimizerOptions.ofLevel(level)).passes()) {
            if (pass.exactness() == exactness) {
                found.add(pass);
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void textsCompileAndRunAlike(int level) {
        List<Pass> relaxed = passes(level, Pass.Exactness.RELAXED);
        List<Pass> exact = passes(level, Pass.Exactness.EXACT);
        Differential differential = new Differential(k -> run(relaxed, k), k -> run(exact, k));
        int kernels = level == 0 ? KERNELS / 3 : KERNELS;
        for (long seed = FIRST; seed < FIRST + kernels; seed++) {
            Choices choices = Choices.random(seed);
            SourceCase made = SourceGenerator.generate(choices);
            if (difference(made, differential) != null) {
                int[] least =
                        Shrinker.shrink(
                                choices.list(), c -> difference(replay(c), differential) != null);
                SourceCase small = replay(least);
                throw new AssertionError(
                        "seed " + seed + ": " + difference(small, differential) + "\n" + small);
            }
        }
    }

    private static SourceCase replay(int[] choices) {
        return SourceGenerator.generate(Choices.replay(choices));
    }

    /// What is wrong; `null` if nothing is.
    private static @Nullable String difference(SourceCase made, Differential differential) {
        try {
            var lowered = made.lowered();
            var faults = Verifier.verify(lowered.kernel());
            return faults.isEmpty() ? differential.difference(lowered) : faults.toString();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return e.toString();
        }
    }

    @Test
    void textsAreMadeOfEverything() {
        Map<String, Integer> counts = new TreeMap<>();
        int lines = 0;
        for (long seed = 1; seed <= 1000; seed++) {
            SourceCase made = SourceGenerator.generate(Choices.random(seed));
            made.traits().forEach(t -> counts.merge(t, 1, Integer::sum));
            lines += (int) made.text().lines().count();
        }
        System.out.println("texts: " + lines / 1000 + " lines each; in 1000 of them " + counts);
        for (String trait :
                List.of(
                        "arange",
                        "atomic",
                        "bitcast",
                        "branch",
                        "broadcast",
                        "call",
                        "cast",
                        "constexpr branch",
                        "dot",
                        "early return",
                        "early return of a helper",
                        "for",
                        "function as a value",
                        "lambda",
                        "integer division or shift",
                        "load",
                        "reduction",
                        "scan",
                        "shape change",
                        "static_range",
                        "store",
                        "ternary",
                        "tuple",
                        "where",
                        "while")) {
            assertThat(counts.getOrDefault(trait, 0)).as(trait).isGreaterThan(30);
        }
    }
}
