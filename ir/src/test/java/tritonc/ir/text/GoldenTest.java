package tritonc.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.tile.TileKernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Texts that stand for sound kernels print as they were read; faulty ones give the diagnostics
/// that stand below them. `-Dgolden.update=true` writes those anew and fails all the same.
final class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/tritonc/ir/text");
    private static final String MARK = "---- output\n";

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> soundTextsPrintAsTheyStand() {
        return files("sound").stream()
                .map(path ->
                        DynamicTest.dynamicTest(
                                path.getFileName().toString(),
                                () -> {
                                    String text = Files.readString(path);
                                    SourceFile file = new SourceFile("t.tile", text);
                                    TileKernel kernel = Reader.read(file);
                                    assertThat(Printer.print(kernel)).isEqualTo(text);
                                }));
    }

    @TestFactory
    Stream<DynamicTest> faultyTextsAreExplained() {
        return files("faulty").stream()
                .map(path ->
                        DynamicTest.dynamicTest(path.getFileName().toString(), () -> faulty(path)));
    }

    private static void faulty(Path path) throws IOException {
        String all = Files.readString(path);
        int mark = all.indexOf(MARK);
        String input = all.substring(0, mark);
        Diagnostics found = new Diagnostics();
        assertThat(Reader.read(new SourceFile("t.tile", input), found)).isNull();
        StringBuilder told = new StringBuilder();
        for (Diagnostic d : found.inOrder()) {
            told.append(d).append('\n');
        }
        String now = input + MARK + told;
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(path, now);
        }
        assertThat(now).isEqualTo(all);
        assertThat(Boolean.getBoolean("golden.update")).isFalse();
    }

    @Test
    void deepNestingEndsInADiagnostic() {
        String open = "if %0 {\n".repeat(100_000);
        refused("kernel @k(%0: i1 {name=\"c\"}) {\n" + open, "nested more than 256 deep");
        refused("kernel @k(%0: " + "*".repeat(100_000) + "i1 {name=\"c\"}) {", "pointers");
        refused("kernel @k() {\n%0 = constant 1 : [" + "1,".repeat(100_000), "axes");
        String calls = " at \"f\":1:1".repeat(100_000);
        refused("kernel @k() {\nyield loc(\"f\":1:1" + calls, "too many calls");
    }

    private static void refused(String text, String message) {
        Diagnostics found = new Diagnostics();
        assertThat(Reader.read(new SourceFile("t.tile", text), found)).isNull();
        assertThat(found.inOrder().getFirst().message()).contains(message);
    }

    @Test
    void commentsAndSpacesDoNotMatter() {
        String text = "// head\nkernel @k ( ) { // body\n\n yield }\n// tail";
        assertThat(Printer.print(Reader.read(new SourceFile("t", text))))
                .isEqualTo("kernel @k() {\n  yield\n}\n");
    }

    @Test
    void singleOpsPrintWithoutTypes() {
        String text = Printer.print(Reader.read(new SourceFile("t", "kernel @k() { yield }")));
        assertThat(text).contains("yield");
        assertThat(Printer.print(new tritonc.ir.tile.ProgramOp.ProgramId(1)))
                .isEqualTo("program_id 1");
    }
}
