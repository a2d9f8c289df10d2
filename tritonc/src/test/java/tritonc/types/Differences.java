package tritonc.types;

import tritonc.types.TypeTable.Answer;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where tritonc answers otherwise than Triton, and why: `differences.txt`.
public final class Differences {
    private Differences() {}

    /// @param row a row of the page's table, and under it what it is about
    public record Difference(String row, List<Rule> rules) {}

    /// @param questions of which one must match
    /// @param lefts the first operands it is about
    /// @param rights the second operands
    /// @param here what tritonc answers, as the file says it
    public record Rule(
            String line,
            List<Pattern> questions,
            Set<String> lefts,
            Set<String> rights,
            String here) {
        /// Whether the question may be answered by `found`.
        public boolean explains(TypeTable table, String text, Answer answer, String found) {
            return questions.stream().anyMatch(q -> q.matcher(text).matches())
                    && lefts.contains(answer.left())
                    && rights.contains(answer.right())
                    && found.equals(expected(table, answer));
        }

        private String expected(TypeTable table, Answer answer) {
            return switch (here) {
                case "left" -> answer.left();
                case "right" -> answer.right();
                default ->
                        here.startsWith("= ")
                                ? table.answer(here.substring(2), answer.left(), answer.right())
                                : here;
            };
        }
    }

    public static List<Difference> read() throws IOException {
        List<Difference> differences = new ArrayList<>();
        for (String line : Files.readAllLines(TypeTable.FOLDER.resolve("differences.txt"))) {
            if (line.startsWith("| ")) {
                differences.add(new Difference(line, new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                differences.getLast().rules().add(rule(line));
            }
        }
        return differences;
    }

    private static Rule rule(String line) {
        String[] parts = line.split(" ;; ");
        List<Pattern> questions =
                Arrays.stream(parts[0].split(" && ")).map(Differences::pattern).toList();
        return new Rule(line, questions, operands(parts[1]), operands(parts[2]), parts[3]);
    }

    private static Pattern pattern(String question) {
        return Pattern.compile(
                Arrays.stream(question.split("\\*\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    private static Set<String> operands(String names) {
        Set<String> all = new LinkedHashSet<>();
        for (String name : names.split(" ")) {
            all.addAll(
                    switch (name) {
                        case "none" -> List.of("");
                        case "integers" -> TypeTable.CLASSES.get(0);
                        case "fp8" -> TypeTable.CLASSES.get(1);
                        case "floats" -> TypeTable.CLASSES.get(2);
                        case "numbers" -> TypeTable.NUMBERS;
                        case "all" -> TypeTable.OPERANDS;
                        default -> List.of(name);
                    });
        }
        return all;
    }
}
