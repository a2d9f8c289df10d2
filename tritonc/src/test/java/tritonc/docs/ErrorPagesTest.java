package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import tritonc.cli.CommandLineRun;
import tritonc.ir.diagnostic.Code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Each code has a page and an example that provokes it, whose rendered message is held; no page
/// and no example is left without a code.
class ErrorPagesTest {
    private static final Path PAGES = CommandLineRun.TOP.resolve("docs/errors");
    private static final Path LIST = PAGES.resolve("README.md");
    private static final Path CASES = Path.of("src/test/resources/errors");

    /// What the type checker's own tests refuse: one file a code, its signature in a comment.
    private static final Path KERNELS =
            CommandLineRun.TOP.resolve("typecheck/src/test/resources/errors");

    private static final Map<String, String> SECTIONS = sections();

    static {
        // a minute of waiting shows no more than this, if nothing has waited before
        System.setProperty("tritonc.spin.deadline.seconds", "3");
    }

    @TempDir private Path scratch;

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("T00", "Text and syntax");
        sections.put("T01", "Names and modules");
        sections.put("T02", "Types and shapes");
        sections.put("T03", "Constructs and names that are refused");
        sections.put("T04", "Signatures and arguments");
        sections.put("T05", "IR text and verifier");
        sections.put("T06", "Launching and memory");
        sections.put("T07", "Files and formats");
        sections.put("T08", "Targets");
        sections.put("T09", "Command line");
        return sections;
    }

    private static List<Code> codes() {
        return Arrays.stream(Code.values()).sorted(Comparator.comparing(Code::id)).toList();
    }

    private static List<String> ids() {
        return codes().stream().map(Code::id).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<ErrorCase> cases() throws IOException {
        return files(CASES).stream().filter(Files::isDirectory).map(ErrorCase::new).toList();
    }

    private static List<Path> kernels() throws IOException {
        return files(KERNELS).stream()
                .filter(f -> f.toString().endsWith(".py") && !f.toString().endsWith(".right.py"))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @Test
    void idsAreUniqueAndBelongToASection() {
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(ids())
                .allSatisfy(id -> {
                    assertThat(id).matches("T\\d{4}");
                    assertThat(SECTIONS).containsKey(id.substring(0, 3));
                });
    }

    @TestFactory
    Stream<DynamicTest> everyCodeHasAPageWithRightAndWrong() {
        return codes().stream().map(c -> DynamicTest.dynamicTest(c.id(), () -> page(c)));
    }

    private static void page(Code code) throws IOException {
        Path page = PAGES.resolve(code.id() + ".md");
        assertThat(page).exists();
        assertThat(Files.readString(page))
                .startsWith("# " + code.id() + ": " + code.title() + "\n")
                .containsPattern("(?m)^Wrong[^\n]*:")
                .containsPattern("\\bRight[^\n]*:")
                .endsWith("\n");
    }

    @Test
    void noPageIsWithoutACode() throws IOException {
        TreeSet<String> pages = new TreeSet<>();
        for (Path page : files(PAGES)) {
            pages.add(name(page));
        }
        TreeSet<String> wanted = new TreeSet<>(List.of("README.md"));
        ids().forEach(id -> wanted.add(id + ".md"));
        assertThat(pages).isEqualTo(wanted);
    }

    @Test
    void everyCodeIsProvokedAndNothingElse() throws IOException {
        TreeSet<String> provoked = new TreeSet<>();
        cases().forEach(c -> provoked.add(c.id()));
        LibraryCase.all().forEach(c -> provoked.add(c.id()));
        kernels().forEach(f -> provoked.add(name(f).substring(0, 5)));
        assertThat(provoked).isEqualTo(new TreeSet<>(ids()));
    }

    /// Whose message it is nobody can tell when the example is gone.
    @Test
    void noMessageIsWithoutItsExample() throws IOException {
        TreeSet<String> wanted = new TreeSet<>();
        LibraryCase.all().forEach(c -> wanted.add(c.name() + ".txt"));
        kernels().forEach(f -> wanted.add(name(f).replace(".py", ".txt")));
        TreeSet<String> messages = new TreeSet<>();
        for (Path file : files(CASES)) {
            if (!Files.isDirectory(file)) {
                messages.add(name(file));
            }
        }
        assertThat(messages).isEqualTo(wanted);
    }

    @TestFactory
    Stream<DynamicTest> commandsAreAnsweredAsStated() throws IOException {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(name(c.folder()), () -> command(c)));
    }

    private void command(ErrorCase errorCase) throws IOException {
        String answer = errorCase.play(Files.createDirectory(scratch.resolve(errorCase.id())));
        checkAnswer(errorCase.id(), errorCase.expected(), answer);
    }

    @TestFactory
    Stream<DynamicTest> kernelsAreRefusedAsStated() throws IOException {
        return kernels().stream().map(f -> DynamicTest.dynamicTest(name(f), () -> kernel(f)));
    }

    private void kernel(Path file) throws IOException {
        String signature =
                Files.readString(file)
                        .lines()
                        .filter(l -> l.startsWith("# signature:"))
                        .map(l -> l.substring("# signature:".length()).strip())
                        .findFirst()
                        .orElseThrow();
        CommandLineRun run =
                CommandLineRun.of(
                        "compile",
                        file.toString(),
                        "-k",
                        "kernel",
                        "-s",
                        signature,
                        "-o",
                        scratch.toString());
        String answer = ErrorCase.answer(run, KERNELS);
        String expected = name(file).replace(".py", ".txt");
        checkAnswer(expected.substring(0, 5), CASES.resolve(expected), answer);
    }

    @TestFactory
    Stream<DynamicTest> programsAreAnsweredAsStated() {
        return LibraryCase.all().stream()
                .map(c ->
                        DynamicTest.dynamicTest(
                                c.name(),
                                () ->
                                        checkAnswer(
                                                c.id(),
                                                CASES.resolve(c.name() + ".txt"),
                                                c.play())));
    }

    private static void checkAnswer(String id, Path expected, String answer) throws IOException {
        assertThat(answer)
                .contains("error[" + id + "]: ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("bug in tritonc")
                .doesNotStartWith("exit 0");
        Golden.check(expected, answer);
    }

    @Test
    void theListNamesEveryCode() throws IOException {
        StringBuilder list =
                new StringBuilder(
                        """
                        # Error codes

                        What stands in brackets behind `error`, by section. Codes are stable: an id is never \
                        used again for another
                        meaning. `tritonc explain T0203` prints the page of a code.
                        """);
        SECTIONS.forEach((prefix, title) -> section(prefix, title, list));
        Golden.check(LIST, list.toString());
    }

    private static void section(String prefix, String title, StringBuilder list) {
        List<Code> here = codes().stream().filter(c -> c.id().startsWith(prefix)).toList();
        if (here.isEmpty()) {
            return;
        }
        list.append("\n## ").append(title).append("\n\n| code | |\n|---|---|\n");
        for (Code c : here) {
            list.append("| [").append(c.id()).append("](").append(c.id()).append(".md) | ");
            list.append(c.title()).append(" |\n");
        }
    }
}
