package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.frontend.Frontend;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.type.DType;
import tritonc.typecheck.names.HostConditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The type of every operator on every pair of dtypes, and on a dtype and a number known at compile
/// time, is Triton's; what Triton refuses is refused. Arithmetic of two numbers of one 8-bit float
/// format is the exception: Triton gives it a type and cannot compile it, here it is refused.
class OperatorTypesTest {
    private static final Path TABLE = Path.of("src/test/resources/operators.txt");

    private static final Map<String, String> OPERATORS =
            Map.ofEntries(
                    Map.entry("add", "x + y"),
                    Map.entry("sub", "x - y"),
                    Map.entry("mul", "x * y"),
                    Map.entry("div", "x / y"),
                    Map.entry("floordiv", "x // y"),
                    Map.entry("mod", "x % y"),
                    Map.entry("and", "x & y"),
                    Map.entry("or", "x | y"),
                    Map.entry("xor", "x ^ y"),
                    Map.entry("shl", "x << y"),
                    Map.entry("shr", "x >> y"),
                    Map.entry("lt", "x < y"),
                    Map.entry("eq", "x == y"),
                    Map.entry("where", "tl.where(tl.load(c), x, y)"),
                    Map.entry("maximum", "tl.maximum(x, y)"));

    /// A kernel whose `y` is loaded, or known, and that holds if the result has dtype `T`.
    private static Program program(String expression, boolean known) {
        String source =
                """
                import triton
                import triton.language as tl

                @triton.jit
                def kernel(a, b%s, c, T: tl.constexpr):
                    x = tl.load(a)
                    y%s
                    z = %s
                    if T is not None:
                        tl.static_assert(z.dtype == T)
                """
                        .formatted(
                                known ? ": tl.constexpr" : "",
                                known ? ": tl.constexpr = b" : " = tl.load(b)",
                                expression);
        return Frontend.load(
                        new SourceFile("k.py", source),
                        List.of(),
                        new HostConditions(),
                        new Diagnostics())
                .orElseThrow();
    }

    @TestFactory
    List<DynamicTest> agreesWithTriton() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String operator = "";
        String[] columns = {};
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("[")) {
                operator = line.substring(1, line.length() - 1);
            } else if (line.startsWith(".")) {
                columns = line.split(" ");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String name = operator;
                String[] names = columns;
                String title = operator + " " + line.split(" ")[0];
                tests.add(DynamicTest.dynamicTest(title, () -> row(name, names, line)));
            }
        }
        assertThat(tests).hasSize(OPERATORS.size() * DType.values().length);
        return tests;
    }

    private static void row(String operator, String[] columns, String line) {
        String[] cells = line.split(" ");
        String expression = Objects.requireNonNull(OPERATORS.get(operator));
        Program loaded = program(expression, false);
        Program known = program(expression, true);
        List<String> wrong = new ArrayList<>();
        for (int i = 1; i < columns.length; i++) {
            DType right = DType.parse(columns[i]);
            DType result = DType.parse(cells[i]);
            boolean refused = cells[i].equals("-") || isFp8Arithmetic(operator, cells[0], right);
            String signature =
                    "*%s, %s, *i1, %s"
                            .formatted(
                                    cells[0],
                                    right == null ? columns[i] : "*" + right,
                                    refused ? "None" : result);
            if (lowers(right == null ? known : loaded, signature) == refused) {
                wrong.add(operator + " of " + signature);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isFp8Arithmetic(String operator, String left, DType right) {
        boolean same = right != null && right.isFp8() && DType.parse(left) == right;
        return same && !operator.equals("where");
    }

    private static boolean lowers(Program program, String signature) {
        Diagnostics diagnostics = new Diagnostics();
        var kernel = program.kernel("kernel").orElseThrow();
        return Lowering.parse(kernel, signature, diagnostics)
                .flatMap(arguments -> Lowering.lower(program, kernel, arguments, diagnostics))
                .isPresent();
    }
}
