package tritonc.cli;

import picocli.CommandLine.Option;

/// What every command takes.
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print more.")
    boolean verbose;

    @Option(names = "--json", description = "Print the result as JSON, for programs.")
    boolean json;
}
