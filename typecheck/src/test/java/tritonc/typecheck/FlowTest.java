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
import java.util.List;

/// Control flow: lowered kernels, run by the interpreter, store what Python computes from the same
/// text.
class FlowTest {
    private static final Path FOLDER = Path.of("src/test/resources/flow");
    private static final int PROGRAMS = 8;

    @TestFactory
    List<DynamicTest> meansWhatItMeansToPython() throws IOException {
        String source = Files.readString(FOLDER.resolve("flow.py"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("flow.txt"))) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" ", 2);
                tests.add(DynamicTest.dynamicTest(parts[0], () -> run(source, parts[0], parts[1])));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    private static void run(String source, String name, String expected) {
        Compiled compiled = Compiled.of("flow.py", source, name, "*i32, i32");
        assertThat(compiled.diagnostics().inOrder()).isEmpty();
        TileKernel kernel = compiled.kernel().orElseThrow();
        int[] out = new int[PROGRAMS];
        Storage storage = new Storage(MemorySegment.ofArray(out), 1 << 20);
        List<Argument> arguments = List.of(new Argument.Pointer(storage), new Argument.Scalar(5));
        Interpreter.run(kernel, PROGRAMS, 1, 1, arguments);
        StringBuilder found = new StringBuilder();
        for (int value : out) {
            found.append(found.isEmpty() ? "" : " ").append(value);
        }
        assertThat(found.toString()).isEqualTo(expected);
    }
}
