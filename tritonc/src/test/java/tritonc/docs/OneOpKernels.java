package tritonc.docs;

import org.jspecify.annotations.Nullable;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.typecheck.Lowering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compiles kernels of one construct each, as `src/test/resources/language` lists them.
final class OneOpKernels {
    private static final Compiler COMPILER = new Compiler(CompileOptions.ofLevel(0));

    /// What a template may use, and the line that makes it.
    private static final Map<String, String> PRELUDE = prelude();

    private static final Pattern FORM = Pattern.compile("(\\w+)\\((\\w+)\\)");

    private OneOpKernels() {}

    /// @param group the heading it stands under
    /// @param form which of several forms it is; empty where there is one
    /// @param statements one a line
    record Template(String group, String name, String form, List<String> statements) {
        /// Whether what becomes of it depends on the dtype.
        boolean isTyped() {
            return statements.stream().anyMatch(s -> uses(s, "[pqxyzmsbd]"));
        }
    }

    private static Map<String, String> prelude() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("x", "x = tl.load(p + i)");
        lines.put("y", "y = tl.load(p + 16 + i)");
        lines.put("z", "z = tl.load(p + 32 + i)");
        lines.put("s", "s = tl.load(p)");
        lines.put("m", "m = tl.load(p + i[:, None] * 16 + i[None, :])");
        lines.put("a", "a = tl.load(r + i)");
        lines.put("c", "c = i < n");
        lines.put("b", "b = tl.make_block_ptr(q, (16,), (1,), (0,), (16,), (0,))");
        lines.put("d", "d = tl.make_tensor_descriptor(p, [16, 16], [16, 1], [16, 16])");
        return lines;
    }

    private static boolean uses(String text, String name) {
        return Pattern.compile("(?<![\\w.\"'])" + name + "(?![\\w\"'=])").matcher(text).find();
    }

    static List<Template> read(Path file) throws IOException {
        List<Template> templates = new ArrayList<>();
        String group = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("== ")) {
                group = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(": ", 2);
                Matcher form = FORM.matcher(parts[0]);
                boolean one = !form.matches();
                templates.add(
                        new Template(
                                group,
                                one ? parts[0] : form.group(1),
                                one ? "" : form.group(2),
                                List.of(parts[1].split(" ;; "))));
            }
        }
        return templates;
    }

    private static String text(Template template) {
        StringBuilder text = new StringBuilder("import triton\nimport triton.language as tl\n\n\n");
        text.append("@triton.jit\ndef first_of_two(u, v):\n    return u\n\n\n");
        text.append("@triton.jit\ndef load_const(u: tl.const):\n    return tl.load(u)\n\n\n");
        text.append("@triton.jit\ndef kernel(p, q, r, n):\n    i = tl.arange(0, 16)\n");
        String all = String.join("\n", template.statements());
        PRELUDE.forEach((name, line) -> {
            if (uses(all, name)) {
                text.append("    ").append(line).append('\n');
            }
        });
        for (String statement : template.statements()) {
            text.append("    ").append(statement).append('\n');
        }
        return text.toString();
    }

    /// Why a template does not compile for a dtype; `null` if it does.
    static @Nullable Diagnostic refusal(Template template, DType dtype) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            Program program = COMPILER.load(new SourceFile("kernel.py", text(template)));
            JitFunction kernel = program.kernel("kernel").orElseThrow();
            String signature = "*%s, *%s, *i32, i32".formatted(dtype, dtype);
            var arguments = Lowering.parse(kernel, signature, diagnostics).orElseThrow();
            COMPILER.compile(program, kernel, arguments);
            return null;
        } catch (RuntimeException e) {
            if (!(e instanceof TritonException t)) {
                throw new AssertionError(dtype + ": " + template, e);
            }
            return t.diagnostics().stream()
                    .filter(d -> d.severity() == Severity.ERROR)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
