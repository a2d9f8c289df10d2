package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tritonc.ir.diagnostic.Code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Each code of this room has an example that provokes it, a twin that does not, and a page.
class ErrorExamplesTest {
    private static final Path PAGES = Path.of("../docs/errors");

    private static Set<String> own() {
        Set<String> ids = new TreeSet<>();
        for (Code code : Code.values()) {
            String section = code.id().substring(0, 3);
            if (section.equals("T02") || section.equals("T03") || section.equals("T04")) {
                ids.add(code.id());
            }
        }
        return ids;
    }

    private static String id(Path example) {
        return example.getFileName().toString().substring(0, 5);
    }

    @Test
    void everyCodeHasAnExample() throws IOException {
        Set<String> shown =
                Golden.files("errors", ".py").stream()
                        .map(ErrorExamplesTest::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).containsAll(own());
    }

    @Test
    void everyCodeHasAPageThatBeginsWithItsTitle() throws IOException {
        for (Code code : Code.values()) {
            if (own().contains(code.id())) {
                Path page = PAGES.resolve(code.id() + ".md");
                assertThat(page).exists();
                assertThat(Files.readString(page))
                        .startsWith("# " + code.id() + ": " + code.title() + "\n")
                        .contains("Wrong")
                        .contains("Right");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> examplesAreRefusedAsStated() throws IOException {
        return Golden.files("errors", ".py").stream()
                .filter(f -> !f.toString().endsWith(".right.py"))
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> refused(f)));
    }

    private static void refused(Path example) throws IOException {
        Compiled compiled = compile(example);
        assertThat(compiled.diagnostics().inOrder())
                .anySatisfy(d -> assertThat(d.code().id()).isEqualTo(id(example)));
        assertThat(compiled.kernel()).isEmpty();
        Path expected = example.resolveSibling(example.getFileName() + ".txt");
        Golden.check(expected, Compiled.plain(compiled.diagnostics()));
    }

    @TestFactory
    Stream<DynamicTest> twinsAreAccepted() throws IOException {
        return Golden.files("errors", ".right.py").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> accepted(f)));
    }

    private static void accepted(Path twin) throws IOException {
        Compiled compiled = compile(twin);
        assertThat(compiled.diagnostics().inOrder()).isEmpty();
        assertThat(compiled.kernel()).isPresent();
    }

    private static Compiled compile(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> signatures = Golden.directives(text, "signature");
        assertThat(signatures).hasSize(1);
        return Compiled.of(file.getFileName().toString(), text, "kernel", signatures.getFirst());
    }
}
