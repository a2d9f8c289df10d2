package tritonc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Plays a list of command lines in one process, so that the JVM that records an AOT cache sees the
/// classes and the hot methods of real work. The build runs it; it is no command.
final class Rehearsal {
    private Rehearsal() {}

    /// Plays each line of the file `args[0]`: words split at spaces, no quotes, `#` begins a
    /// comment. What the commands print is dropped. A command that fails is named on stderr and the
    /// rest goes on, as a smaller cache is better than none.
    public static void main(String[] args) throws IOException {
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), false);
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            System.setOut(nothing);
            System.setErr(nothing);
            String outcome = play(line.strip());
            System.setOut(stdout);
            System.setErr(stderr);
            if (!outcome.equals("0")) {
                stderr.println("rehearsal: " + outcome + " from: tritonc " + line);
            }
        }
    }

    /// The exit code of one command line, or the fault that it ended with.
    private static String play(String line) {
        try {
            return String.valueOf(Main.run(line.split(" +", -1)));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
