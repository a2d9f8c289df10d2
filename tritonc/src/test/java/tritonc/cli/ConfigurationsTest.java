package tritonc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `compile --configs`, and what `--config` and rules set of a run.
class ConfigurationsTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl


            def configs():
                found = []
                for size in (8, 16):
                    found.append(triton.Config({"BLOCK": size}, num_warps=size // 4))
                return found


            @triton.autotune(configs=configs(), key=["n"])
            @triton.heuristics({"EVEN": lambda args: args["n"] % args["BLOCK"] == 0})
            @triton.jit
            def tell(out, n, BLOCK: tl.constexpr, EVEN: tl.constexpr):
                tl.store(out + tl.program_id(0), BLOCK + (100 if EVEN else 0))


            @triton.jit
            def plain(out):
                tl.store(out, 1)
            """;

    @TempDir private Path folder;
    private String file = "";

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tuned.py"), SOURCE).toString();
    }

    private static CommandLineRun run(String... words) {
        return CommandLineRun.of(words);
    }

    @Test
    void areListed() {
        CommandLineRun run = run("compile", "--configs", file);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualToNormalizingNewlines(
                        """
                        tell
                          0: BLOCK=8; num_warps=2 num_stages=3
                          1: BLOCK=16; num_warps=4 num_stages=3
                          set by rules: EVEN
                        """);
        assertThat(run("compile", "--configs", "--json", file).out())
                .contains("\"BLOCK\" : 16")
                .contains("\"rules\" : [ \"EVEN\" ]");
    }

    @Test
    void areThoseOfTheCallThatMakesAKernel() throws IOException {
        String called =
                """
                import triton
                import triton.language as tl

                TUNED = True


                def tell(out, n, BLOCK: tl.constexpr, EVEN: tl.constexpr):
                    tl.store(out + tl.program_id(0), BLOCK + (100 if EVEN else 0))


                tell = triton.jit(tell)
                tell = triton.heuristics({"EVEN": lambda args: args["n"] % args["BLOCK"] == 0})(tell)
                if TUNED:
                    tell = triton.autotune(configs=[triton.Config({"BLOCK": 8})], key=["n"])(tell)
                other = triton.autotune(configs=[triton.Config({"BLOCK": 4})], key=["n"])(tell)
                """;
        Path named = folder.resolve("called.py");
        file = Files.writeString(named, called).toString();
        CommandLineRun checked = run("check", file);
        assertThat(checked.exit()).isZero();
        assertThat(checked.out()).contains("1 kernel");
        CommandLineRun run = run("compile", "--configs", "-k", "tell", file);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("0: BLOCK=8").contains("set by rules: EVEN");
        assertThat(told()).startsWith("out: i32[3] 108 108 108");
        assertThat(told("-a", "BLOCK=12")).startsWith("out: i32[3] 112 112 0");
        assertThat(run("compile", "--configs", "-k", "other", file).out()).contains("BLOCK=4");
    }

    @Test
    void areEvaluatedWhereTheCallStands() throws IOException {
        String kernels =
                """
                import triton
                import triton.language as tl
                SIZE = 64


                @triton.jit
                def tell(out, n, BLOCK: tl.constexpr):
                    tl.store(out + tl.program_id(0), BLOCK)
                """;
        String tuned =
                """
                import triton
                from kernels import tell as plain
                SIZE = 8
                tell = triton.autotune(configs=[triton.Config({"BLOCK": SIZE})], key=["n"])(plain)
                """;
        Files.writeString(folder.resolve("kernels.py"), kernels);
        file = Files.writeString(folder.resolve("tunes.py"), tuned).toString();
        assertThat(told()).startsWith("out: i32[3] 8 8 8");
    }

    private String told(String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("run", file, "-k", "tell", "-a", "out=zeros:i32[3]", "-a", "n=24"));
        words.addAll(List.of("-g", "cdiv(n, BLOCK)"));
        words.addAll(List.of(more));
        CommandLineRun run = run(words.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.out().strip();
    }

    @Test
    void setWhatARunLeavesOut() {
        assertThat(told()).startsWith("out: i32[3] 108 108 108");
        assertThat(told("--config", "1")).startsWith("out: i32[3] 16 16 0");
        assertThat(told("-a", "BLOCK=12")).startsWith("out: i32[3] 112 112 0");
        assertThat(told("-a", "EVEN=false")).startsWith("out: i32[3] 8 8 8");
    }
}
