package tritonc.cli;

import java.io.IOException;
import java.io.InputStream;

/// The command line. `--version` is answered before anything else is loaded, so that it costs what
/// an empty program costs.
public final class Main {
    private Main() {}

    /// Runs one command line and leaves with its exit code.
    public static void main(String[] args) throws IOException {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /// Runs one command line and gives its exit code: 0 done, 2 if the words are at fault.
    static int run(String... args) throws IOException {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            printVersion();
            return 0;
        }
        System.err.println("usage: tritonc --version");
        return 2;
    }

    /// Copies the line that the build wrote, byte by byte: no reader, no charset, no format.
    private static void printVersion() throws IOException {
        try (InputStream line = Main.class.getResourceAsStream("version.txt")) {
            if (line == null) {
                throw new IllegalStateException("the build wrote no version.txt");
            }
            System.out.write(line.readAllBytes());
            System.out.flush();
        }
    }
}
