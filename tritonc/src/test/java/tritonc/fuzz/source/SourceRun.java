package tritonc.fuzz.source;

import org.jspecify.annotations.Nullable;

import tritonc.fuzz.Choices;
import tritonc.fuzz.Differential;
import tritonc.fuzz.Shrinker;
import tritonc.ir.verify.Verifier;

/// Holds the kernel text of a seed to all executors.
public final class SourceRun {
    private SourceRun() {}

    /// @throws AssertionError with the seed and the shrunken text, if it does not compile or the
    ///   executors differ
    public static void check(long seed, Differential differential) {
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
}
