package tritonc.types;

import tritonc.types.TypeTable.Answer;
import tritonc.types.TypeTable.Question;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `docs/types.md`: what every question gives.
final class TypesPage {
    private static final String HEAD =
            """
            # Types by operation and dtype

            What each expression gives for blocks `x` and `y` (16 elements), `m` and `w` (32×32), scalars `s` and `t` of each dtype, or
            with a number known at compile time in the place of one of them; `p` and `q` are pointers to them, `D` and `E` their dtypes,
            `d` a descriptor of the first. `i` is a block and `n` a scalar of i32, `c` a block of i1. What is not listed, or –, is refused.

            Made by a test (`TypesTest`), which asks tritonc each of these questions and holds the answers to those of Triton's own front end
            (`tritonc/src/test/resources/types`); the [differences](language.md#differences-from-triton) are there with their reasons.
            """;

    private final Map<Question, List<Answer>> answers;
    private final StringBuilder page = new StringBuilder(HEAD);

    private TypesPage(Map<Question, List<Answer>> answers) {
        this.answers = answers;
    }

    /// @param answers those of tritonc
    static String make(Map<Question, List<Answer>> answers) {
        TypesPage page = new TypesPage(answers);
        Map<String, List<Question>> groups =
                answers.keySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Question::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach(page::group);
        return page.page.toString();
    }

    private void group(String name, List<Question> questions) {
        page.append("\n## ").append(name).append("\n\n| | gives |\n|---|---|\n");
        questions.stream().filter(q -> !isPair(q)).forEach(this::line);
        Map<String, List<Question>> tables = new LinkedHashMap<>();
        questions.stream()
                .filter(TypesPage::isPair)
                .forEach(q -> tables.computeIfAbsent(matrix(q), _ -> new ArrayList<>()).add(q));
        tables.forEach((table, same) -> {
            String texts = same.stream().map(TypesPage::code).collect(joined());
            page.append('\n').append(texts).append(":\n\n").append(table);
        });
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(", ");
    }

    private static boolean isPair(Question q) {
        Answer last = q.answers().getLast();
        return !last.left().isEmpty() && !last.right().isEmpty();
    }

    private static String code(Question q) {
        String text = q.text().startsWith("! ") ? q.text().substring(2) : q.text();
        return "`" + text.replace("|", "\\|") + "`";
    }

    private void line(Question q) {
        Map<String, List<String>> operands = new LinkedHashMap<>();
        List<String> same = new ArrayList<>();
        for (Answer a : answers.getOrDefault(q, List.of())) {
            String operand = a.left() + a.right();
            if (a.type().equals(operand)) {
                same.add(operand);
            } else if (!a.type().equals("-")) {
                operands.computeIfAbsent(a.type(), _ -> new ArrayList<>()).add(operand);
            }
        }
        List<String> parts = new ArrayList<>();
        if (!same.isEmpty()) {
            parts.add("its own type: " + words(same));
        }
        operands.forEach((type, from) ->
                parts.add(
                        from.getFirst().isEmpty() || type.equals("ok")
                                ? from.getFirst().isEmpty() ? type : words(from)
                                : words(from) + " → " + type));
        page.append("| ").append(code(q)).append(" | ");
        page.append(parts.isEmpty() ? "refused" : String.join("; ", parts)).append(" |\n");
    }

    /// Rows and columns that are the same in everything share one.
    private String matrix(Question q) {
        Map<List<String>, String> types = new LinkedHashMap<>();
        Set<String> lefts = new LinkedHashSet<>();
        Set<String> rights = new LinkedHashSet<>();
        for (Answer a : answers.getOrDefault(q, List.of())) {
            types.put(List.of(a.left(), a.right()), a.type());
            lefts.add(a.left());
            rights.add(a.right());
        }
        List<List<String>> columns =
                alike(rights, r -> lefts.stream().map(l -> cell(types, l, r)).toList());
        List<List<String>> rows =
                alike(lefts, l -> rights.stream().map(r -> cell(types, l, r)).toList());
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(c -> text.append(' ').append(words(c)).append(" |"));
        text.append("\n|---|").repeat("---|", columns.size()).append('\n');
        for (List<String> row : rows) {
            text.append("| **").append(words(row)).append("** |");
            for (List<String> column : columns) {
                String type = cell(types, row.getFirst(), column.getFirst());
                text.append(' ').append(type.equals("-") ? "–" : type).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(Map<List<String>, String> types, String left, String right) {
        return types.getOrDefault(List.of(left, right), "");
    }

    private static List<List<String>> alike(
            Collection<String> operands,
            java.util.function.Function<String, List<String>> contents) {
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        for (String operand : operands) {
            groups.computeIfAbsent(contents.apply(operand), _ -> new ArrayList<>()).add(operand);
        }
        // rows of nothing but refusals say nothing
        groups.keySet().removeIf(c -> c.stream().allMatch(t -> t.isEmpty() || t.equals("-")));
        return List.copyOf(groups.values());
    }

    /// The operands, whole classes by their ends.
    private static String words(List<String> operands) {
        List<String> left = new ArrayList<>(operands);
        List<String> words = new ArrayList<>();
        if (left.containsAll(TypeTable.DTYPES)) {
            left.removeAll(TypeTable.DTYPES);
            words.add("all dtypes");
        }
        while (!left.isEmpty()) {
            List<String> whole =
                    TypeTable.CLASSES.stream()
                            .filter(c -> c.contains(left.getFirst()) && left.containsAll(c))
                            .findFirst()
                            .orElse(List.of(left.getFirst()));
            left.removeAll(whole);
            words.add(
                    whole.equals(TypeTable.NUMBERS)
                            ? "numbers"
                            : whole.size() == 1
                                    ? whole.getFirst()
                                    : whole.getFirst() + " … " + whole.getLast());
        }
        return String.join(", ", words);
    }
}
