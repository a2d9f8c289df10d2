package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;

import java.util.List;
import java.util.function.Function;

/// Runs cases in the interpreter and as bytecode and says where the two differ.
public final class Differential {
    /// What is compiled, made of what is interpreted.
    private final Function<TileKernel, TileKernel> compiled;

    /// What both executors start from, made of the case's kernel.
    private final Function<TileKernel, TileKernel> prepared;

    public Differential(
            Function<TileKernel, TileKernel> prepared, Function<TileKernel, TileKernel> compiled) {
        this.prepared = prepared;
        this.compiled = compiled;
    }

    /// What differs; `null` if nothing does.
    public @Nullable String difference(FuzzCase fuzz) {
        TileKernel kernel = prepared.apply(fuzz.kernel());
        Outcome expected = InterpreterRun.run(fuzz, kernel);
        if (expected instanceof Outcome.TooLong) {
            return null;
        }
        TileKernel made = compiled.apply(kernel);
        Outcome actual = BytecodeRun.run(fuzz, made);
        String difference = Outcome.difference(expected, actual, fuzz);
        // A pass may drop a load that nobody uses, and its fault with it: then what the pass made
        // is the judge.
        boolean loadFault = expected instanceof Outcome.Fault f && f.op().equals("load");
        return difference != null && loadFault
                ? Outcome.difference(InterpreterRun.run(fuzz, made), actual, fuzz)
                : difference;
    }

    /// The same for a list of choices; what is thrown is a difference too.
    private @Nullable String difference(int[] choices) {
        try {
            return difference(KernelGenerator.generate(Choices.replay(choices)));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return e.toString();
        }
    }

    /// Runs the case of a seed.
    ///
    /// @throws AssertionError with the seed, the shrunken kernel and how it was called, if the
    ///   executors differ
    void check(long seed) {
        Choices choices = Choices.random(seed);
        KernelGenerator.generate(choices);
        if (difference(choices.list()) == null) {
            return;
        }
        int[] least = Shrinker.shrink(choices.list(), c -> difference(c) != null);
        FuzzCase fuzz = KernelGenerator.generate(Choices.replay(least));
        throw new AssertionError(
                "seed "
                        + seed
                        + ": "
                        + difference(least)
                        + "\n"
                        + Printer.print(fuzz.kernel())
                        + "\nstorages "
                        + fuzz.storages()
                        + "\narguments "
                        + fuzz.arguments()
                        + "\ngrid "
                        + List.of(fuzz.gridX(), fuzz.gridY()));
    }
}
