package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import tritonc.driver.CompileOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which kernel of a source, with what arguments, and how it is compiled: what `run`, `compile` and
/// `explain` have in common.
class SourceFlags {
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
            names = "--config",
            paramLabel = "N",
            description = "The configuration of an autotuned kernel; 0, the first, unless told.")
    @Nullable Integer config;

    @Option(
            names = "-t",
            paramLabel = "TARGET",
            description = "The target: cpu, or a tier of it alone: cpu:jvm, cpu:avx2, cpu:avx512.")
    @Nullable String target;

    @Option(
            names = "--debug",
            description = "Check assertions of the kernel, as with TRITON_DEBUG=1.")
    boolean debug;

    @Option(names = "-O", paramLabel = "LEVEL", description = "How much to optimise, 0 to 3.")
    @Nullable Integer level;

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "One more folder where imports are looked for.")
    List<Path> path = new ArrayList<>();

    /// The number of the configuration.
    int configuration() {
        return config == null ? 0 : config;
    }

    /// The level, which is one that there is.
    int level() {
        return level == null ? CompileOptions.DEFAULT_LEVEL : Targets.level(level);
    }

    /// Takes over what some flags say and, where they say nothing, what others do; arguments by
    /// name.
    final void take(SourceFlags given, SourceFlags defaults) {
        kernel = given.kernel != null ? given.kernel : defaults.kernel;
        arguments = merged(given.arguments, defaults.arguments);
        config = given.config != null ? given.config : defaults.config;
        target = given.target != null ? given.target : defaults.target;
        debug = given.debug || defaults.debug;
        level = given.level != null ? given.level : defaults.level;
        path = new ArrayList<>(given.path);
        path.addAll(defaults.path);
    }

    /// Texts `NAME=…`: the given ones, and those of other names.
    static List<String> merged(List<String> given, List<String> defaults) {
        List<String> all = new ArrayList<>(given);
        for (String d : defaults) {
            String name = d.substring(0, d.indexOf('=') + 1);
            if (given.stream().noneMatch(o -> o.startsWith(name))) {
                all.add(d);
            }
        }
        return all;
    }
}
