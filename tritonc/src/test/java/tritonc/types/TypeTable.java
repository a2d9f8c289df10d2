package tritonc.types;

import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The answers of Triton's own front end, as `make_types.py` wrote them down.
public final class TypeTable {
    public static final List<String> NUMBERS =
            List.of("True", "3", "-3", "300", "5000000000", "2.5", "1e300");
    public static final List<String> DTYPES =
            Arrays.stream(DType.values()).map(DType::toString).toList();
    public static final List<String> OPERANDS =
            Stream.concat(DTYPES.stream(), NUMBERS.stream()).toList();

    /// Integers, 8-bit floats, floats that have arithmetic, numbers.
    static final List<List<String>> CLASSES =
            List.of(DTYPES.subList(1, 9), DTYPES.subList(9, 14), DTYPES.subList(14, 18), NUMBERS);

    public static final Path FOLDER = Path.of("src/test/resources/types");

    private final List<String> names;
    private final List<String> methods;
    private final List<Question> questions;
    private final Map<List<String>, String> types = new HashMap<>();

    private TypeTable(List<String> names, List<String> methods, List<Question> questions) {
        this.names = names;
        this.methods = methods;
        this.questions = questions;
        for (Question q : questions) {
            for (Answer a : q.answers()) {
                types.put(List.of(q.text(), a.left(), a.right()), a.type());
            }
        }
    }

    /// All public names of `triton.language`.
    List<String> names() {
        return names;
    }

    /// All public methods of its tensors.
    List<String> methods() {
        return methods;
    }

    public List<Question> questions() {
        return questions;
    }

    /// Triton's answer to a question, which may depend on one of the operands alone.
    String answer(String question, String left, String right) {
        return Stream.of(
                        List.of(question, left, right),
                        List.of(question, left, ""),
                        List.of(question, "", right))
                .map(types::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("not asked");
    }

    /// @param left the first operand, a dtype or a number; empty where nothing depends on it
    /// @param right the second, likewise
    /// @param type what comes out; `ok` for statements, `-` where it is refused
    public record Answer(String left, String right, String type) {}

    /// @param group the heading it stands under
    /// @param text an expression, or `! ` and a statement
    public record Question(String group, String text, List<Answer> answers) {}

    public static TypeTable read() throws IOException {
        List<Question> questions = new ArrayList<>();
        List<String> lines = Files.readAllLines(FOLDER.resolve("types.txt"));
        String group = "";
        boolean begins = false;
        for (String line : lines) {
            if (line.startsWith("== ")) {
                group = line.substring(3);
            } else if (line.isEmpty()) {
                begins = true;
            } else if (begins) {
                questions.add(new Question(group, line, new ArrayList<>()));
                begins = false;
            } else if (!line.startsWith("#")) {
                questions.getLast().answers().addAll(row(line.split(" ")));
            }
        }
        return new TypeTable(
                listed(lines, "# Public names: "), listed(lines, "# Methods: "), questions);
    }

    private static List<String> listed(List<String> lines, String title) {
        String line = lines.stream().filter(l -> l.startsWith(title)).findFirst().orElseThrow();
        return List.of(line.substring(title.length()).split(" "));
    }

    /// The row of `=` stands for no operands, that of `x` for the first and of `y` for the second,
    /// others for both.
    private static List<Answer> row(String[] cells) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 1; i < cells.length; i++) {
            String operand = OPERANDS.get(i - 1);
            answers.add(
                    switch (cells[0]) {
                        case "=" -> new Answer("", "", cells[i]);
                        case "x" -> new Answer(operand, "", cells[i]);
                        case "y" -> new Answer("", operand, cells[i]);
                        default -> new Answer(cells[0], operand, cells[i]);
                    });
        }
        return answers;
    }
}
