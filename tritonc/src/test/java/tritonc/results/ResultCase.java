package tritonc.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One launch of a kernel whose outcome is stored. `make.py` beside the kernels says how a case is
/// written.
///
/// @param file the source file
/// @param index which case of its kernel, from 0
/// @param grid one to three extents
/// @param alone whether its programs run one after the other, since they write the same places
/// @param tolerance absolute and relative; 0 for bit by bit
/// @param arguments parameter to the text of its value, in the order of the text
record ResultCase(
        Path file,
        String kernel,
        int index,
        long[] grid,
        boolean alone,
        double tolerance,
        Map<String, String> arguments) {
    private static final Pattern MARKED =
            Pattern.compile("((?:# (?:kernel|case\\b.*)\n)+)(?:@.*\n)+def (\\w+)\\(");

    /// What every kernel marked `# kernel` is given.
    private static final String SMALL =
            "# case grid=4: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7";

    /// The cases of a file, in the order of the text.
    static List<ResultCase> of(Path file, String text) {
        List<ResultCase> cases = new ArrayList<>();
        Matcher marked = MARKED.matcher(text);
        while (marked.find()) {
            int index = 0;
            for (String line : marked.group(1).split("\n")) {
                cases.add(
                        parse(
                                file,
                                marked.group(2),
                                index++,
                                line.equals("# kernel") ? SMALL : line));
            }
        }
        return cases;
    }

    private static ResultCase parse(Path file, String kernel, int index, String line) {
        int colon = line.indexOf(": ");
        long[] grid = {1};
        boolean alone = false;
        double tolerance = 0;
        for (String option : line.substring("# case".length(), colon).strip().split(" +")) {
            String[] pair = option.split("=", 2);
            switch (pair[0]) {
                case "grid" -> grid = numbers(pair[1]);
                case "alone" -> alone = pair[1].equals("yes");
                case "tol" -> tolerance = Double.parseDouble(pair[1]);
                // about the making of the data, or no option at all
                case "interpreter", "" -> {}
                default -> throw new IllegalArgumentException(file + ": " + line);
            }
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String argument : line.substring(colon + 2).strip().split(" +")) {
            String[] pair = argument.split("=", 2);
            arguments.put(pair[0], pair[1]);
        }
        return new ResultCase(file, kernel, index, grid, alone, tolerance, arguments);
    }

    private static long[] numbers(String text) {
        String[] parts = text.split(",");
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        return numbers;
    }

    /// The name that its stored results have before the parameter.
    String key() {
        return kernel + "." + index;
    }

    String display() {
        return file.getFileName() + " " + key();
    }
}
