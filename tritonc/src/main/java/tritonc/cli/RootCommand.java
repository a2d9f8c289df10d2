package tritonc.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tritonc` without a command prints what commands there are.
@Command(
        name = "tritonc",
        description = "Compiles and runs Triton kernels on this machine's processors.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
final class RootCommand implements Runnable {
    private final Console console;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    private boolean help;

    RootCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        picocli.CommandLine.usage(this, console.out());
    }
}
