package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import tritonc.driver.CompileOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which kernel, and for what it is compiled.
class SourceFlags {
    @Option(names = "-k", paramLabel = "NAME", description = "The kernel.")
    @Nullable String kernel;

    @Option(
            names = "-s",
            paramLabel = "SIGNATURE",
            description = "One entry a parameter, as in \"*fp32:16, *fp32, i32, 1024\".")
    @Nullable String signature;

    @Option(
            names = "-a",
            paramLabel = "NAME=VALUE",
            description = "An argument that the signature is taken from, as for `run`.")
    List<String> arguments = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "N",
            description = "The configuration of an autotuned kernel; 0, the first, unless told.")
    @Nullable Integer config;

    @Option(
            names = "-t",
            paramLabel = "TARGET",
            description = "cpu, or a tier of it alone: cpu:jvm, cpu:avx2, cpu:avx512.")
    @Nullable String target;

    @Option(
            names = "--debug",
            description = "Check assertions of the kernel, as with TRITON_DEBUG=1.")
    boolean debug;

    @Option(names = "-O", paramLabel = "LEVEL", description = "How much to optimise, 0 to 3.")
    int level = CompileOptions.DEFAULT_LEVEL;

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "One more folder where imports are looked for.")
    List<Path> path = new ArrayList<>();
}
