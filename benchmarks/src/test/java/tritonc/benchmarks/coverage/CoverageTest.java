package tritonc.benchmarks.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The tables over two small folders.
class CoverageTest {
    private static final String FOLDERS = "src/test/resources/coverage/";

    @TempDir private Path scratch;

    private static String[] arguments(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "first=" + FOLDERS + "first";
        all[1] = "second=" + FOLDERS + "second";
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    @Test
    void kernelsAreCountedOnceAndHelpersNot() throws IOException {
        StringBuilder out = new StringBuilder();
        assertThat(Coverage.run(arguments(), out)).isZero();
        assertThat(out.toString())
                .contains(
                        "| first | 1 | 100.0 | 3 | 1 | 66.7 | 66.7 | 66.7 | 33.3 | 33.3 | 0 | 0 | 0"
                                + " |\n")
                .contains("| second | 3 | 66.7 | 0 | 0 | - | - | - | - | - | 0 | 0 | 0 |\n")
                .contains(
                        "| all | 4 | 75.0 | 3 | 1 | 66.7 | 66.7 | 66.7 | 33.3 | 33.3 | 0 | 0 | 0"
                                + " |\n")
                .contains("| T0317 `tl.inline_asm_elementwise` | 1 | 1 | ")
                .contains("good.py:21: ")
                .contains("Files that do not parse: 1\n* broken.py")
                .contains("Faults of the compiler: 0\n")
                .contains("less than 90 % of their statements compiled: 1\n* mostly_dead")
                .contains("Compile time of one specialisation");
    }

    @Test
    void jsonHasEveryKernel() throws IOException {
        Path file = scratch.resolve("coverage.json");
        Coverage.run(arguments("--json", file.toString()), new StringBuilder());
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        JsonNode kernels = json.get("collections").get(0).get("kernels");
        assertThat(kernels).hasSize(3);
        assertThat(kernels.get(0).get("name").asText()).isEqualTo("copy");
        assertThat(kernels.get(0).get("generated").asBoolean()).isTrue();
        assertThat(kernels.get(0).get("run").asText()).isEqualTo("EQUAL");
        assertThat(kernels.get(0).get("statements").asDouble()).isEqualTo(1);
        assertThat(kernels.get(2).get("statements").asDouble()).isEqualTo(0.5);
        assertThat(kernels.get(0).get("uncompiled_lines")).isEmpty();
        assertThat(kernels.get(2).get("uncompiled_lines")).isNotEmpty();
        assertThat(kernels.get(1).get("assignments").asInt()).isEqualTo(2);
        assertThat(kernels.get(1).get("generated").asBoolean()).isFalse();
        assertThat(json.get("reasons")).hasSize(1);
    }

    @Test
    void kernelsThatTakeTooLongAreFaults() throws IOException {
        StringBuilder out = new StringBuilder();
        assertThat(Coverage.run(arguments("--limit", "0"), out)).isEqualTo(1);
        assertThat(out.toString()).contains("not done after 0 s");
    }

    @Test
    void otherCommandLinesAreRefused() throws IOException {
        for (String[] wrong : new String[][] {{}, {"folder"}, {"=folder"}, {"a=b", "--json"}}) {
            StringBuilder out = new StringBuilder();
            assertThat(Coverage.run(wrong, out)).isEqualTo(2);
            assertThat(out.toString()).startsWith("usage: ");
        }
    }
}
