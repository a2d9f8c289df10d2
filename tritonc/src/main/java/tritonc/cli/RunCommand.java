package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.cpu.CpuTarget;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/// `tritonc run FILE`: compiles one kernel, launches it and writes or summarises what it wrote.
@Command(name = "run", description = "Compile a kernel and run it on arrays.")
final class RunCommand implements Callable<Integer> {
    private static final int MOST_REPEATS = 100_000_000;

    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    @Mixin private RunOptions given = new RunOptions();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A source file, or what `compile` wrote.")
    private Path file = Path.of("");

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Targets.check(given.target);
        try (CpuTarget target = Targets.open(given.target, given.threads)) {
            return run(target);
        }
    }

    private int run(CpuTarget target) throws Exception {
        target.printTo(console.out()::println);
        long start = System.nanoTime();
        Launchable launchable = Launchable.of(file, given, target, console.out()::println);
        long loaded = System.nanoTime() - start;
        RunOptions options = launchable.options();
        checkRepeat(options.repeat);
        SequencedMap<String, @Nullable Object> arguments =
                new ArgumentMaker(options.seed == null ? 0 : options.seed).make(options.arguments);
        RunOutputs outputs = new RunOutputs(options.outputs, arguments);
        Args args = ArgumentMaker.args(arguments);
        Grid grid = grid(options.grid, launchable, arguments, args);
        start = System.nanoTime();
        BoundLaunch launch = launchable.kernel().bind(grid, args);
        long compiled = System.nanoTime();
        launch.run();
        long launched = System.nanoTime();
        outputs.write(launchable.written());
        RunReport report =
                new RunReport(
                        launchable.kernel().name(),
                        target.name(),
                        target.threads(),
                        launch.facts(),
                        (loaded + compiled - start) / 1e6,
                        (launched - compiled) / 1e6);
        @Nullable Timings timings = options.repeat == null ? null : repeat(launch, options.repeat);
        if (common.json) {
            console.out().println(report.json(timings, outputs).toPrettyString());
        } else if (!common.quiet) {
            report.print(timings, outputs, common.verbose, console.out());
        }
        return Exit.DONE;
    }

    private static void checkRepeat(@Nullable Integer repeat) {
        if (repeat != null && (repeat < 1 || repeat > MOST_REPEATS)) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.COMMAND_LINE,
                                    "--repeat " + repeat + " is no number of launches")
                            .help("give 1 to " + MOST_REPEATS));
        }
    }

    private static Grid grid(
            @Nullable String text,
            Launchable launchable,
            SequencedMap<String, @Nullable Object> arguments,
            Args args) {
        if (text == null) {
            throw new TritonException(
                    Diagnostic.error(Code.BAD_GRID, "no grid is given")
                            .help(
                                    "give -g X[,Y[,Z]], such as -g \"cdiv(n_elements,"
                                            + " BLOCK_SIZE)\""));
        }
        SequencedMap<String, @Nullable Object> all = new LinkedHashMap<>(arguments);
        launchable.kernel().complete(args).forEach(all::putIfAbsent);
        return Grid.of(new GridText(all).extents(text));
    }

    /// A tenth as many launches to warm up, then those that are timed.
    private static Timings repeat(BoundLaunch launch, int count) {
        for (int i = 0; i <= count / 10; i++) {
            launch.run();
        }
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            launch.run();
            nanos[i] = System.nanoTime() - start;
        }
        return new Timings(nanos);
    }
}
