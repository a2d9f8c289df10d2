package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// Which kernel, and for what it is compiled.
class SignatureFlags extends SourceFlags {
    @Option(
            names = "-s",
            paramLabel = "SIGNATURE",
            description =
                    "One entry a parameter, as in \"*fp32:16, *fp32, i32, 1024\"; without it the"
                            + " arguments of -a tell.")
    @Nullable String signature;
}
