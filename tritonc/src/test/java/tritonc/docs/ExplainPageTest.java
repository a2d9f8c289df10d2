package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.cli.CommandLineRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `tritonc explain FILE` prints: as `docs/explain.md` shows it, and as the golden files of
/// other examples have it. `-Dgolden.update=true` rewrites both.
class ExplainPageTest {
    private static final Path PAGE = CommandLineRun.TOP.resolve("docs/explain.md");
    private static final Path GOLDEN = Path.of("src/test/resources/explain");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- explain: (\\w+) -->\n```\n(.*?)```\n", Pattern.DOTALL);

    private static String explain(String example, String... more) {
        List<String> words = new ArrayList<>(List.of("explain"));
        words.add(CommandLineRun.example(example));
        words.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @Test
    void thePageShowsWhatIsPrinted() throws IOException {
        String page = Files.readString(PAGE);
        Matcher shown = SHOWN.matcher(page);
        StringBuilder now = new StringBuilder();
        int count = 0;
        while (shown.find()) {
            String name = shown.group(1);
            String block = "<!-- explain: " + name + " -->\n```\n" + explain(name) + "```\n";
            shown.appendReplacement(now, Matcher.quoteReplacement(block));
            count++;
        }
        shown.appendTail(now);
        assertThat(count).isPositive();
        Golden.check(PAGE, now.toString());
    }

    @Test
    void productsAndSingleElementsAreExplained() throws IOException {
        Golden.check(GOLDEN.resolve("matmul.txt"), explain("matmul"));
        Golden.check(GOLDEN.resolve("histogram.txt"), explain("histogram"));
    }

    /// Lanes of a product are those of its factors, in the version without checks.
    @Test
    void productsOfBytesAreExplained() {
        String kernel = CommandLineRun.TOP.resolve("benchmarks/kernels/matmul_int8.py").toString();
        String signature = "*i8:16, *i8:16, *i32:16, i32, i32, i32, 64, 64, 32";
        CommandLineRun run = CommandLineRun.of("explain", kernel, "-s", signature);
        assertThat(run.out())
                .contains("208 multiplications of 64 lanes of 8 bits a turn")
                .contains("at best: 0.00781 cycles a product (ports 0 and 5)");
        CommandLineRun avx2 =
                CommandLineRun.of(
                        "explain", kernel, "-s", signature, "-t", "cpu:avx2", "--cycles", "ZEN_4");
        assertThat(avx2.out()).contains("96 multiplications of 16 lanes of 16 bits a turn");
        CommandLineRun vnni =
                CommandLineRun.of("explain", kernel, "-s", signature, "-t", "cpu:avx2");
        assertThat(vnni.out()).contains("96 multiplications of 32 lanes of 8 bits a turn");
    }

    @Test
    void programsReadTheSame() throws IOException {
        Golden.check(GOLDEN.resolve("vector_add.json"), explain("vector_add", "--json"));
    }

    @Test
    void programsCostWhatTheirLoopsCost(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sums.py");
        Files.writeString(
                file,
                """
                import triton
                import triton.language as tl

                @triton.jit
                def sums(x_ptr, y_ptr, n, TIMES: tl.constexpr):
                    total = tl.zeros([1024], dtype=tl.float32)
                    for i in range(TIMES):
                        total += tl.load(x_ptr + i * 1024 + tl.arange(0, 1024))
                    for i in range(n):
                        total += tl.load(x_ptr + i * 1024 + tl.arange(0, 1024))
                    tl.store(y_ptr, tl.sum(total, axis=0))
                """);
        double four = programCycles(file, 4);
        double eight = programCycles(file, 8);
        assertThat(programCycles(file, 16) - eight).isEqualTo(2 * (eight - four)).isPositive();
        // the loop of unknown length counts once, and the tile is filled and summed up
        assertThat(four).isGreaterThan(5 * (eight - four) / 4);
        assertThat(explain("softmax", "--cycles", "ZEN_4"))
                .contains("cycles by the table of Zen 4");
    }

    private static double programCycles(Path file, int times) {
        String signature = "*fp32:16,*fp32:16,i32," + times;
        CommandLineRun run =
                CommandLineRun.of("explain", file.toString(), "-s", signature, "--json");
        Matcher found = Pattern.compile("\"program_cycles\" : ([0-9.]+)").matcher(run.out());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void aKernelWithoutMachineCodeSaysWhy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("prints.py");
        Files.writeString(
                file,
                """
                import triton
                import triton.language as tl

                @triton.jit
                def prints(x_ptr):
                    tl.device_print("x", tl.load(x_ptr))
                """);
        CommandLineRun run = CommandLineRun.of("explain", file.toString(), "-s", "*fp32");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo("prints runs as bytecode: no machine code for prints and assertions\n");
        assertThat(CommandLineRun.of("explain", file.toString(), "-s", "*fp32", "--json").out())
                .contains("\"no_machine_code\" : \"prints and assertions\"");
    }
}
