package tritonc.frontend;

import org.assertj.core.api.Assertions;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A file of cases: `=== name`, a source text, `---`, what is expected of it. With
/// `-Dgolden.update=true` the expectations are rewritten, and the run fails.
final class GoldenCases {
    private GoldenCases() {}

    static void check(String name, Function<String, String> actual) throws IOException {
        Path file = Path.of("src/test/resources/tritonc/frontend").resolve(name);
        String before = Files.readString(file);
        StringBuilder after = new StringBuilder();
        List<String> wrong = new ArrayList<>();
        for (String part : before.split("(?m)^=== ")) {
            if (part.isEmpty()) {
                continue;
            }
            int title = part.indexOf('\n') + 1;
            int rule = part.indexOf("---\n", title);
            String source = part.substring(title, rule < 0 ? part.length() : rule);
            String now = actual.apply(source);
            after.append("=== ").append(part, 0, title).append(source).append("---\n").append(now);
            if (rule < 0 || !part.substring(rule + 4).equals(now)) {
                wrong.add(part.substring(0, title).strip() + " gives\n" + now);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, after);
            Assertions.fail(name + " rewritten");
        }
        Assertions.assertThat(wrong).isEmpty();
    }

    /// One diagnostic a line: code, place, message, help.
    static String text(Diagnostics diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic d : diagnostics.inOrder()) {
            out.append(d.code().id()).append(' ');
            d.span().ifPresent(span -> place(out, span));
            out.append(' ').append(d.message());
            d.help().ifPresent(help -> out.append(" | ").append(help));
            out.append('\n');
        }
        return out.toString();
    }

    private static void place(StringBuilder out, Span span) {
        out.append(span.line()).append(':').append(span.column());
        out.append('+').append(span.end() - span.start());
    }
}
