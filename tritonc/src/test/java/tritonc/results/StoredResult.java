package tritonc.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a kernel is to leave in a tensor: its first element and every `step`-th after it.
record StoredResult(String dtype, int step, List<String> elements) {
    /// The results of a file made by `make.py`, by case and parameter.
    static Map<String, StoredResult> read(List<String> lines) {
        Map<String, StoredResult> results = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(" ");
            if (words[0].contains(".")) {
                String[] type = words[1].split("/");
                int step = type.length > 1 ? Integer.parseInt(type[1]) : 1;
                results.put(words[0], new StoredResult(type[0], step, unpacked(words, 2)));
            } else {
                results.put(words[0] + ".0.out", new StoredResult("i32", 1, unpacked(words, 1)));
            }
        }
        return results;
    }

    /// `count*value` and single values.
    private static List<String> unpacked(String[] words, int from) {
        List<String> elements = new ArrayList<>();
        for (int i = from; i < words.length; i++) {
            int star = words[i].indexOf('*');
            int count = star < 0 ? 1 : Integer.parseInt(words[i].substring(0, star));
            for (int k = 0; k < count; k++) {
                elements.add(words[i].substring(star + 1));
            }
        }
        return elements;
    }

    /// Whether an element is what it should be.
    ///
    /// @param at which of the stored elements
    /// @param tolerance absolute and relative, for floats; 0 wants the same number, NaN any NaN
    boolean matches(int at, Number actual, double tolerance) {
        String text = elements.get(at);
        if (actual instanceof Long l) {
            return l == Long.parseLong(text);
        }
        double got = actual.doubleValue();
        double want = number(text);
        if (tolerance == 0 || Double.isNaN(want) || Double.isInfinite(want)) {
            return Double.compare(got, want) == 0;
        }
        return Math.abs(got - want) <= tolerance * (1 + Math.abs(want));
    }

    private double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> dtype.equals("fp64") ? Double.parseDouble(text) : Float.parseFloat(text);
        };
    }
}
