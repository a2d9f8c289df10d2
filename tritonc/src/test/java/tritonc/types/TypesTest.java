package tritonc.types;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tritonc.docs.Golden;
import tritonc.types.Differences.Rule;
import tritonc.types.TypeTable.Answer;
import tritonc.types.TypeTable.Question;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every question about types has Triton's answer, or one that `differences.txt` gives a reason
/// for.
class TypesTest {
    private static final Map<Question, List<Answer>> FOUND = new LinkedHashMap<>();
    private static @Nullable TypeTable table;

    @BeforeAll
    static void ask() throws IOException {
        TypeTable asked = TypeTable.read();
        List<List<Answer>> found =
                asked.questions().parallelStream().map(TypesTest::answers).toList();
        for (int i = 0; i < found.size(); i++) {
            FOUND.put(asked.questions().get(i), found.get(i));
        }
        table = asked;
    }

    private static List<Answer> answers(Question question) {
        TypeKernel kernel = new TypeKernel(question.text());
        return question.answers().stream()
                .map(a -> new Answer(a.left(), a.right(), kernel.answer(a.left(), a.right())))
                .toList();
    }

    /// An answer of tritonc that is not Triton's, and the rules that explain it.
    private record Other(String question, Answer answer, Answer found, List<Rule> why) {}

    @Test
    void answersAreThoseOfTriton() throws IOException {
        List<Rule> rules = Differences.read().stream().flatMap(d -> d.rules().stream()).toList();
        List<Other> others = new ArrayList<>();
        int asked = 0;
        for (Question question : table().questions()) {
            List<Answer> found = FOUND.get(question);
            for (int i = 0; i < found.size(); i++, asked++) {
                Answer answer = question.answers().get(i);
                if (!found.get(i).equals(answer)) {
                    String text = question.text();
                    String type = found.get(i).type();
                    List<Rule> why =
                            rules.stream()
                                    .filter(r -> r.explains(table(), text, answer, type))
                                    .toList();
                    others.add(new Other(text, answer, found.get(i), why));
                }
            }
        }
        assertThat(others).filteredOn(o -> o.why().isEmpty()).isEmpty();
        Set<Rule> needed = others.stream().flatMap(o -> o.why().stream()).collect(toSet());
        assertThat(rules).filteredOn(r -> !needed.contains(r)).extracting(Rule::line).isEmpty();
        assertThat(asked).isGreaterThan(60_000);
    }

    private static TypeTable table() {
        return Objects.requireNonNull(table);
    }

    @Test
    void pageIsTrue() throws IOException {
        Golden.check(Path.of("../docs/types.md"), TypesPage.make(FOUND));
    }

    @Test
    void everyNameOfTritonIsAskedAbout() throws IOException {
        String asked = TypeKernel.HEAD + texts(table());
        assertThat(table().names())
                .filteredOn(n -> !mentions(asked, "\\btl\\." + Pattern.quote(n)))
                .isEmpty();
        String called = texts(table()).replaceAll("\\btl\\.\\w+", "");
        assertThat(table().methods())
                .filteredOn(n -> !mentions(called, "\\." + Pattern.quote(n)))
                .isEmpty();
    }

    private static String texts(TypeTable table) {
        return table.questions().stream().map(Question::text).collect(Collectors.joining("\n"));
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile(name + "\\b").matcher(text).find();
    }
}
