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
            int code = Main.run(line.strip().split(" +"));
            System.setOut(stdout);
            System.setErr(stderr);
            if (code != 0) {
                stderr.println("rehearsal: exit code " + code + " from: tritonc " + line);
            }
        }
    }
}
