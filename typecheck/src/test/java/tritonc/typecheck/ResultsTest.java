package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;
import tritonc.ir.tile.TileKernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Small kernels, lowered and run by the interpreter, store bit for bit what Triton's own
/// interpreter stores; `make.py` beside them says what they are given and made the expected values.
/// The same and the larger kernels with arguments of their own run in every executor in module
/// `tritonc`.
class ResultsTest {
    private static final int LENGTH = 256;

    @TestFactory
    List<DynamicTest> storesWhatTritonStores() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path expected : Golden.files("results", ".txt")) {
            String source = expected.getFileName().toString().replace(".txt", ".py");
            String text = Files.readString(expected.resolveSibling(source));
            for (String line : Files.readAllLines(expected)) {
                String[] parts = line.split(" ", 2);
                boolean ownArguments = parts[0].contains(".");
                if (!line.startsWith("#") && !ownArguments) {
                    String name = source + " " + parts[0];
                    tests.add(
                            DynamicTest.dynamicTest(
                                    name, () -> run(source, text, parts[0], parts[1])));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void run(String file, String text, String name, String expected) {
        Compiled compiled = Compiled.of(file, text, name, "*i32, *fp32, i32, i32");
        assertThat(Compiled.plain(compiled.diagnostics())).isEmpty();
        TileKernel kernel = compiled.kernel().orElseThrow();
        int[] out = new int[LENGTH];
        Arrays.fill(out, -1);
        float[] x = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            x[i] = i * 37 % 101 - 50;
        }
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(out), 1 << 20)),
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(x), 1 << 22)),
                        new Argument.Scalar(5),
                        new Argument.Scalar(7));
        Interpreter.run(kernel, 4, 1, 1, arguments);
        assertThat(packed(out)).isEqualTo(expected);
    }

    /// Runs of equal numbers as `count*value`.
    private static String packed(int[] values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; ) {
            int end = i + 1;
            while (end < values.length && values[end] == values[i]) {
                end++;
            }
            text.append(i == 0 ? "" : " ");
            text.append(end - i > 1 ? end - i + "*" : "").append(values[i]);
            i = end;
        }
        return text.toString();
    }
}
