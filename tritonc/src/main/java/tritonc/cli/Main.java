package tritonc.cli;

/// The command line. `--version` is answered before anything else is loaded, so that it costs what
/// an empty program costs.
public final class Main {
    /// The line that `--version` prints. It is a constant in the class and not a resource, because
    /// to read a resource opens the whole jar: 9 ms of 37. A test compares it with the pom.
    static final String VERSION = "tritonc 0.1.0-SNAPSHOT";

    private Main() {}

    /// Runs one command line and leaves with its exit code.
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /// Runs one command line and gives its exit code.
    static int run(String... args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(VERSION);
            return 0;
        }
        return new Cli(System.out, System.err).run(args);
    }
}
