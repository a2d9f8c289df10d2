package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Runs cases in the interpreter, as bytecode and where asked as machine code, and says where they
/// differ.
public final class Differential {
    /// What is compiled, made of what is interpreted.
    private final Function<TileKernel, TileKernel> compiled;

    /// What both executors start from, made of the case's kernel.
    private final Function<TileKernel, TileKernel> prepared;

    /// What machine code is made for.
    private List<Machine> machines = List.of();

    private final Map<String, Integer> refused = new TreeMap<>();
    private int runs;
    private int inMachineCode;

    public Differential(
            Function<TileKernel, TileKernel> prepared, Function<TileKernel, TileKernel> compiled) {
        this.prepared = prepared;
        this.compiled = compiled;
    }

    /// From now on runs machine code too.
    public Differential withMachineCode(List<Machine> kinds) {
        machines = kinds;
        return this;
    }

    /// What differs; `null` if nothing does.
    public @Nullable String difference(FuzzCase fuzz) {
        TileKernel kernel = prepared.apply(Levels.asked(fuzz));
        Outcome expected = InterpreterRun.run(fuzz, kernel);
        if (expected instanceof Outcome.TooLong) {
            return null;
        }
        runs++;
        TileKernel made = compiled.apply(kernel);
        Outcome actual = CompiledRun.bytecode(made).run(fuzz);
        String difference = Outcome.difference(expected, actual, fuzz);
        // A pass may drop a load that nobody uses, and its fault with it: then what the pass made
        // is the judge.
        boolean loadFault = expected instanceof Outcome.Fault f && f.op().equals("load");
        if (difference != null && loadFault) {
            expected = InterpreterRun.run(fuzz, made);
            difference = Outcome.difference(expected, actual, fuzz);
        }
        return difference != null ? difference : machineCode(fuzz, made, expected);
    }

    private @Nullable String machineCode(FuzzCase fuzz, TileKernel made, Outcome expected) {
        for (Machine machine : machines) {
            Optional<CompiledRun> code =
                    CompiledRun.machineCode(
                            made, machine, why -> refused.merge(why, 1, Integer::sum));
            if (code.isPresent()) {
                inMachineCode++;
                Outcome actual = code.get().run(fuzz);
                String difference = Outcome.difference(expected, actual, fuzz);
                if (difference != null) {
                    return machine + ": " + difference;
                }
            }
        }
        return null;
    }

    /// How many kernels ran, how often one ran as machine code, and why others did not.
    public String summary() {
        return runs
                + " kernels ran, "
                + inMachineCode
                + " times as machine code; refused: "
                + refused;
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
