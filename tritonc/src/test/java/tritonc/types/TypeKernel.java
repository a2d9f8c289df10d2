package tritonc.types;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.type.DType;
import tritonc.typecheck.Lowering;
import tritonc.typecheck.names.HostConditions;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A question about types, asked as a kernel of one expression: as `make_types.py` asks Triton.
final class TypeKernel {
    /// What a question may name, and the line that makes it.
    private static final Map<String, String> PRELUDE = prelude();

    static final String HEAD =
            """
            import triton
            import triton.language as tl
            from triton.language.extra import libdevice

            @triton.jit
            def first(u, v):
                return u

            @triton.jit
            def both(u, v, f, g):
                return u, v

            @triton.jit
            def load_const(u: tl.const):
                return tl.load(u)

            """;

    private final String question;
    private final Map<String, Program> asked = new HashMap<>();

    TypeKernel(String question) {
        this.question = question;
    }

    private static Map<String, String> prelude() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("x", "x = tl.load(p + i)");
        lines.put("y", "y = tl.load(q + i)");
        lines.put("s", "s = tl.load(p)");
        lines.put("t", "t = tl.load(q)");
        lines.put("m", "m = tl.load(p + j[:, None] * 32 + j[None, :])");
        lines.put("w", "w = tl.load(q + j[:, None] * 32 + j[None, :])");
        lines.put("c", "c = i < n");
        lines.put("d", "d = tl.make_tensor_descriptor(p, [32, 32], [32, 1], [32, 32])");
        lines.put("D", "D: tl.constexpr = p.dtype.element_ty");
        lines.put("E", "E: tl.constexpr = q.dtype.element_ty");
        return lines;
    }

    private static boolean uses(String text, String name) {
        return Pattern.compile("(?<![\\w.\"'])" + name + "(?![\\w\"'=(])").matcher(text).find();
    }

    private boolean isStatement() {
        return question.startsWith("! ");
    }

    private Program program(@Nullable String left, @Nullable String right) {
        String body = isStatement() ? question.substring(2) : question;
        StringBuilder text = new StringBuilder(HEAD);
        text.append("@triton.jit\ndef kernel(p, q, r, n):\n");
        text.append("    i = tl.arange(0, 16)\n    j = tl.arange(0, 32)\n");
        PRELUDE.forEach((name, line) -> {
            if (uses(body, name)) {
                String number = "xsm".contains(name) ? left : "ytw".contains(name) ? right : null;
                text.append("    ")
                        .append(number == null ? line : name + ": tl.constexpr = " + number)
                        .append('\n');
            }
        });
        text.append(isStatement() ? "    " : "    z = ").append(body).append('\n');
        if (!isStatement()) {
            text.append("    tl.static_assert(False, f\"{z.type}\")\n");
        }
        return Frontend.load(
                        new SourceFile("k.py", text.toString()),
                        List.of(),
                        new HostConditions(),
                        new Diagnostics())
                .orElseThrow();
    }

    /// The type of the answer, or `ok` for a statement; `-` for what is refused.
    ///
    /// @param left a dtype or a number, empty where the question does not depend on it
    /// @param right another
    String answer(String left, String right) {
        String x = TypeTable.NUMBERS.contains(left) ? left : null;
        String y = TypeTable.NUMBERS.contains(right) ? right : null;
        Program program = asked.computeIfAbsent(x + " " + y, key -> program(x, y));
        JitFunction kernel = program.kernel("kernel").orElseThrow();
        String signature = "*%s, *%s, *i32, i32".formatted(dtype(left), dtype(right));
        Diagnostics diagnostics = new Diagnostics();
        boolean lowered =
                Lowering.parse(kernel, signature, diagnostics)
                        .flatMap(a -> Lowering.lower(program, kernel, a, diagnostics))
                        .isPresent();
        return lowered ? "ok" : refusal(diagnostics.inOrder().getFirst());
    }

    private static String dtype(String operand) {
        return operand.isEmpty() || TypeTable.NUMBERS.contains(operand) ? "i32" : operand;
    }

    private String refusal(Diagnostic first) {
        if (isStatement() || first.code() != Code.STATIC_ASSERT) {
            return "-";
        }
        String type = first.message().substring(first.message().lastIndexOf(": ") + 2);
        return element(type.substring(type.indexOf(']') + 1));
    }

    private static String element(String type) {
        DType dtype = type.startsWith("tl.") ? DType.ofTritonName(type.substring(3)) : null;
        return dtype == null ? type : dtype.toString();
    }
}
