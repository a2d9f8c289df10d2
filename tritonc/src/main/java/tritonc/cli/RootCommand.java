package tritonc.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tritonc` without a command prints what commands there are.
@Command(
        name = "tritonc",
        description = "Compiles and runs Triton kernels on this machine's processors.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
@SuppressWarnings("UnusedVariable") // picocli answers these options itself
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

    @Spec private CommandSpec spec = CommandSpec.create();

    RootCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
