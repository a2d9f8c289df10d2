package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Kernels become the loops that stand below them. `-Dgolden.update=true` writes those anew and
/// fails all the same.
final class LoopGoldenTest {
    @TestFactory
    Stream<DynamicTest> kernelsBecomeTheseLoops() {
        return Tiles.files().stream()
                .map(path ->
                        DynamicTest.dynamicTest(
                                path.getFileName().toString(), () -> compare(path)));
    }

    private static void compare(Path path) throws IOException {
        String all = Tiles.text(path);
        String input = all.substring(0, all.indexOf(Tiles.MARK));
        String output = LoopPrinter.print(LoopLowering.lower(Tiles.kernel(path)));
        String now = input + Tiles.MARK + output;
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(path, now);
        }
        assertThat(now).isEqualTo(all);
    }
}
