package tritonc.docs;

import org.jspecify.annotations.Nullable;

import tritonc.docs.OneOpKernels.Template;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.type.DType;
import tritonc.types.Differences;
import tritonc.types.Differences.Difference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the tables of `docs/language.md` from what compiles and from the suite of results.
final class LanguagePage {
    static final Path PATH = Path.of("../docs/language.md");
    private static final Path TEMPLATES = Path.of("src/test/resources/language");
    private static final Set<DType> INTEGERS = EnumSet.range(DType.I8, DType.U64);
    private static final Set<DType> FP8 = EnumSet.range(DType.FP8E4NV, DType.FP8E5B16);

    private LanguagePage() {}

    static List<Template> functions() throws IOException {
        return OneOpKernels.read(TEMPLATES.resolve("functions.txt"));
    }

    /// The page with its tables made anew.
    static String make() throws IOException {
        String page = Files.readString(PATH);
        page = replace(page, "functions", functionTable());
        page = replace(page, "syntax", syntaxTable());
        return replace(page, "types", differences());
    }

    private static String replace(String page, String name, String made) {
        String begin = "<!-- " + name + " -->\n";
        int start = page.indexOf(begin) + begin.length();
        int end = page.indexOf("<!-- end of " + name + " -->");
        return page.substring(0, start) + made + page.substring(end);
    }

    private static String functionTable() throws IOException {
        SuiteIndex suite = SuiteIndex.read();
        StringBuilder text = new StringBuilder();
        String group = "";
        String last = "";
        List<Template> all = functions();
        for (Template t : all) {
            if (!t.group().equals(group)) {
                group = t.group();
                text.append("\n| ").append(group).append(" | dtypes | shown by |\n|---|---|---|\n");
            }
            if (!t.name().equals(last)) {
                last = t.name();
                text.append("| `tl.").append(last).append("` | ").append(forms(all, last));
                text.append(" | ").append(suite.proof(last)).append(" |\n");
            }
        }
        return text.append('\n').toString();
    }

    /// For which dtypes a function compiles, in each of its forms.
    private static String forms(List<Template> all, String name) {
        return all.stream()
                .filter(t -> t.name().equals(name))
                .map(t -> t.form().isEmpty() ? dtypes(t) : t.form() + ": " + dtypes(t))
                .collect(Collectors.joining("; "));
    }

    /// For which dtypes a template compiles, or why it does for none.
    private static String dtypes(Template template) {
        if (!template.isTyped()) {
            Diagnostic refusal = OneOpKernels.refusal(template, DType.FP32);
            return refusal == null ? "–" : refused(refusal.code());
        }
        Set<DType> accepted = EnumSet.noneOf(DType.class);
        Diagnostic first = null;
        for (DType dtype : DType.values()) {
            Diagnostic refusal = OneOpKernels.refusal(template, dtype);
            if (refusal == null) {
                accepted.add(dtype);
            } else if (dtype == DType.FP32) {
                first = refusal;
            }
        }
        return accepted.isEmpty() && first != null ? refused(first.code()) : words(accepted);
    }

    private static String refused(Code code) {
        return "refused ([%s](errors/%s.md))".formatted(code.id(), code.id());
    }

    private static String words(Set<DType> accepted) {
        if (accepted.size() == DType.values().length) {
            return "all";
        }
        List<String> words = new ArrayList<>();
        Set<DType> left = EnumSet.copyOf(accepted);
        if (left.remove(DType.I1)) {
            words.add("i1");
        }
        whole(left, INTEGERS, "i8 … u64", words);
        whole(left, FP8, "fp8", words);
        left.forEach(d -> words.add(d.toString()));
        return String.join(", ", words);
    }

    private static void whole(Set<DType> left, Set<DType> group, String name, List<String> words) {
        if (left.containsAll(group)) {
            left.removeAll(group);
            words.add(name);
        } else {
            group.stream().filter(left::remove).forEach(d -> words.add(d.toString()));
        }
    }

    private static String differences() throws IOException {
        String rows =
                Differences.read().stream().map(Difference::row).collect(Collectors.joining("\n"));
        return "\n| what | Triton | here | why |\n|---|---|---|---|\n" + rows + "\n\n";
    }

    private static String syntaxTable() throws IOException {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Template t : OneOpKernels.read(TEMPLATES.resolve("syntax.txt"))) {
            if (!t.group().equals(group)) {
                group = t.group();
                text.append("\n| ").append(group).append(" | |\n|---|---|\n");
            }
            text.append("| ").append(t.name()).append(" | ").append(outcome(t)).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String outcome(Template template) {
        @Nullable Diagnostic refusal = OneOpKernels.refusal(template, DType.FP32);
        return refusal == null
                ? "yes"
                : "[%s](errors/%s.md) %s"
                        .formatted(
                                refusal.code().id(),
                                refusal.code().id(),
                                refusal.message().replace("|", "\\|"));
    }
}
