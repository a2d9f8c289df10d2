package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The IR of kernels, against golden files; all of it passes the verifier.
class KernelGoldenTest {
    @TestFactory
    Stream<DynamicTest> kernelsLowerAsStated() throws IOException {
        return Golden.files("kernels", ".py").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> lowers(f)));
    }

    private static void lowers(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> kernels = Golden.directives(text, "signature");
        assertThat(kernels).isNotEmpty();
        StringBuilder found = new StringBuilder();
        for (String kernel : kernels) {
            int colon = kernel.indexOf(':');
            String name = kernel.substring(0, colon);
            String signature = kernel.substring(colon + 1).strip();
            found.append(Compiled.of(file.getFileName().toString(), text, name, signature).ir());
            found.append('\n');
        }
        String name = file.getFileName().toString().replace(".py", ".tile");
        Golden.check(file.resolveSibling(name), found.toString());
    }
}
