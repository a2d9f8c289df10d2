package tritonc.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A command line played in this process, with what it printed.
public record CommandLineRun(int exit, String out, String err) {
    /// The project's top folder.
    public static final Path TOP = Path.of("").toAbsolutePath().getParent();

    public static CommandLineRun of(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                new Cli(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8))
                        .run(words);
        return new CommandLineRun(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The path of an example.
    public static String example(String name) {
        return TOP.resolve("examples").resolve(name + ".py").toString();
    }
}
