package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `run` takes, from the command line or from a comment in the file.
final class RunOptions {
    @Option(names = "-k", paramLabel = "NAME", description = "The kernel.")
    @Nullable String kernel;

    @Option(
            names = "-a",
            paramLabel = "NAME=VALUE",
            description =
                    "An argument: 42, 1.5, true, none, 'text', fp16, i64:3, @file.npy,"
                            + " zeros:fp32[4,8], rand:fp32[8] (`tritonc explain T0902` lists all).")
    List<String> arguments = new ArrayList<>();

    @Option(
            names = "-g",
            paramLabel = "GRID",
            description = "X[,Y[,Z]]: numbers or expressions over the arguments.")
    @Nullable String grid;

    @Option(
            names = "-t",
            paramLabel = "TARGET",
            description = "The target: cpu, or a tier of it alone: cpu:jvm, cpu:avx2, cpu:avx512.")
    @Nullable String target;

    @Option(
            names = "-o",
            paramLabel = "NAME=FILE.npy",
            description = "Write an argument's array after the run.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--debug",
            description = "Check assertions of the kernel, as with TRITON_DEBUG=1.")
    boolean debug;

    @Option(names = "-O", paramLabel = "LEVEL", description = "How much to optimise, 0 to 3.")
    @Nullable Integer level;

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

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "One more folder where imports are looked for.")
    List<Path> path = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "N",
            description = "The configuration of an autotuned kernel; 0, the first, unless told.")
    @Nullable Integer config;

    /// The number of the configuration.
    int configuration() {
        return config == null ? 0 : config;
    }

    /// These options, with those of `defaults` where these say nothing. Arguments and outputs are
    /// taken over by name.
    RunOptions orElse(RunOptions defaults) {
        RunOptions all = new RunOptions();
        all.kernel = kernel != null ? kernel : defaults.kernel;
        all.config = config != null ? config : defaults.config;
        all.grid = grid != null ? grid : defaults.grid;
        all.target = target != null ? target : defaults.target;
        all.debug = debug || defaults.debug;
        all.level = level != null ? level : defaults.level;
        all.repeat = repeat != null ? repeat : defaults.repeat;
        all.threads = threads != null ? threads : defaults.threads;
        all.seed = seed != null ? seed : defaults.seed;
        all.arguments = merged(arguments, defaults.arguments);
        all.outputs = merged(outputs, defaults.outputs);
        all.path = new ArrayList<>(path);
        all.path.addAll(defaults.path);
        return all;
    }

    private static List<String> merged(List<String> own, List<String> defaults) {
        List<String> all = new ArrayList<>(own);
        for (String d : defaults) {
            String name = d.substring(0, d.indexOf('=') + 1);
            if (own.stream().noneMatch(o -> o.startsWith(name))) {
                all.add(d);
            }
        }
        return all;
    }
}
