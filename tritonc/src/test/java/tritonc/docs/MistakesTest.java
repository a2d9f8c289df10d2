package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.cli.CommandLineRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A file with several mistakes gets all of its errors in one run, in order of place, each with
/// what was seen and what to do.
class MistakesTest {
    private static final Path FOLDER = Path.of("src/test/resources/mistakes");

    @TempDir private Path out;

    @Test
    void fiveMistakesAreFiveErrors() throws IOException {
        Path source = FOLDER.resolve("five.py");
        CommandLineRun run =
                CommandLineRun.of(
                        "compile",
                        source.toString(),
                        "-s",
                        "*fp32, *fp32, *fp32, i32, 128",
                        "-o",
                        out.toString());
        assertThat(run.err().lines().filter(l -> l.startsWith("error["))).hasSize(5);
        Golden.check(FOLDER.resolve("five.txt"), ErrorCase.answer(run, FOLDER));
        try (Stream<Path> written = Files.list(out)) {
            assertThat(written).as("nothing is written").isEmpty();
        }
    }

    @Test
    void withoutMistakesThereIsNoError() throws IOException {
        Path right = out.resolve("right.py");
        Files.writeString(right, withoutMistakes(Files.readString(FOLDER.resolve("five.py"))));
        CommandLineRun run =
                CommandLineRun.of(
                        "compile",
                        right.toString(),
                        "-s",
                        "*fp32, *fp32, *fp32, i32, 128",
                        "-o",
                        out.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    private static String withoutMistakes(String text) {
        return text.replace("scael", "n")
                .replace("tl.arange(0, 64)", "tl.arange(0, 128)")
                .replace("100", "128")
                .replace("tl.store(out_ptr, x)", "tl.store(out_ptr + offsets, x)")
                .replace("x & offsets", "n & offsets");
    }
}
