package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;

/// What `run` takes, from the command line or from a comment in the file.
final class RunOptions extends SourceFlags {
    @Option(
            names = "-g",
            paramLabel = "GRID",
            description = "X[,Y[,Z]]: numbers or expressions over the arguments.")
    @Nullable String grid;

    @Option(
            names = "-o",
            paramLabel = "NAME=FILE.npy",
            description = "Write an argument's array after the run.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Launch N times after a warm-up and print the times.")
    @Nullable Integer repeat;

    @Option(names = "-j", paramLabel = "N", description = "Threads; all processors unless told.")
    @Nullable Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What rand: and randn: arrays are made from; 0 unless told.")
    @Nullable Long seed;

    /// These options, with those of `defaults` where these say nothing. Arguments and outputs are
    /// taken over by name.
    RunOptions orElse(RunOptions defaults) {
        RunOptions all = new RunOptions();
        all.take(this, defaults);
        all.grid = grid != null ? grid : defaults.grid;
        all.outputs = merged(outputs, defaults.outputs);
        all.repeat = repeat != null ? repeat : defaults.repeat;
        all.threads = threads != null ? threads : defaults.threads;
        all.seed = seed != null ? seed : defaults.seed;
        return all;
    }
}
