package tritonc.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which kernel of the suite of results uses a function.
final class SuiteIndex {
    private static final Path DATA = Path.of("../typecheck/src/test/resources/results");
    private static final String LINK = "../typecheck/src/test/resources/results/";
    private static final Pattern FUNCTION =
            Pattern.compile("((?:# (?:kernel|case\\b.*)\n)*)(?:@triton.*\n)+def (\\w+)\\(");

    private final List<Function> functions;

    private SuiteIndex(List<Function> functions) {
        this.functions = functions;
    }

    private record Function(String file, String name, boolean isKernel, String text) {}

    static SuiteIndex read() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(DATA)) {
            files =
                    listed.filter(f -> f.toString().endsWith(".py"))
                            .filter(f -> !f.endsWith("make.py"))
                            .sorted()
                            .toList();
        }
        List<Function> functions = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            Matcher m = FUNCTION.matcher(text);
            int[] starts = m.results().mapToInt(r -> r.start()).toArray();
            m.reset();
            for (int i = 0; m.find(); i++) {
                int end = i + 1 < starts.length ? starts[i + 1] : text.length();
                functions.add(
                        new Function(
                                file.getFileName().toString(),
                                m.group(2),
                                !m.group(1).isEmpty(),
                                body(text.substring(m.end(), end))));
            }
        }
        return new SuiteIndex(functions);
    }

    /// Up to what stands at the margin again.
    private static String body(String text) {
        Matcher next = Pattern.compile("\n(?=[^\\s)])").matcher(text);
        return next.find() ? text.substring(0, next.start()) : text;
    }

    /// A link to a kernel that uses the function, else to a helper; empty if nothing does.
    String proof(String name) {
        Pattern use = Pattern.compile("\\btl(\\.math|\\.random)?\\." + name + "\\b");
        Pattern method = Pattern.compile("\\." + name + "\\(");
        for (Pattern pattern : List.of(use, method)) {
            for (boolean kernels : new boolean[] {true, false}) {
                for (Function f : functions) {
                    if (f.isKernel == kernels && pattern.matcher(f.text).find()) {
                        return "[%s](%s%s)".formatted(f.name, LINK, f.file);
                    }
                }
            }
        }
        return "";
    }
}
