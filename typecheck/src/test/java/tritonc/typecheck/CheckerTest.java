package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tritonc.frontend.Frontend;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.typecheck.names.HostConditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Checks without a signature.
class CheckerTest {
    private static final String HEAD = "import triton\nimport triton.language as tl\n\n\n";

    private static List<Diagnostic> check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Program program =
                Frontend.load(
                                new SourceFile("file.py", text),
                                List.of(),
                                new HostConditions(),
                                diagnostics)
                        .orElseThrow();
        Checker.check(program, diagnostics);
        return diagnostics.inOrder();
    }

    private static List<Diagnostic> body(String body) {
        return check(
                HEAD + "@triton.jit\ndef kernel(p, n, FLAG: tl.constexpr):\n" + body.indent(4));
    }

    @TestFactory
    Stream<DynamicTest> examplesOfTheProjectAreClean() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(f -> f.toString().endsWith(".py")).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(f.toString(), () -> clean(f)));
        }
    }

    private static void clean(Path file) throws IOException {
        assertThat(check(Files.readString(file))).isEmpty();
    }

    @Test
    void structuralMistakesAreFoundInOrderOfPlace() {
        List<Diagnostic> found =
                body(
                        """
                        x = tl.laod(p)
                        y = undefined + n
                        for i in range(n):
                            break
                        p[0] = 1
                        with open("f") as f:
                            pass
                        z = {1: 2}
                        tl.slice(p)
                        open(n)
                        """);
        assertThat(found)
                .extracting(d -> d.code().id())
                .containsExactly(
                        "T0307", "T0301", "T0305", "T0314", "T0302", "T0303", "T0306", "T0308");
        assertThat(found).extracting(Diagnostic::severity).containsOnly(Severity.ERROR);
    }

    @Test
    void branchesThatNeedNotBeCompiledGiveWarnings() {
        List<Diagnostic> found = body("if FLAG:\n    tl.laod(p)\n    x = nobody\n");
        assertThat(found).extracting(d -> d.code().id()).containsExactly("T0307", "T0301");
        assertThat(found).extracting(Diagnostic::severity).containsOnly(Severity.WARNING);
    }

    @Test
    void namesOfEveryKindAreKnown() {
        assertThat(
                        check(
                                """
                                import triton
                                import triton.language as tl
                                from triton.language.extra import libdevice
                                from somewhere import helper_of_others
                                SIZE = tl.constexpr(4)
                                exp = tl.exp
                                @triton.jit
                                def helper(x, *rest):
                                    return x
                                @triton.jit
                                def kernel(p, n: "int", B: tl.constexpr = 4):
                                    a, (b, *c) = n, (n, n)
                                    if (w := a) > 0:
                                        d = w
                                    else:
                                        d = min(a, b)
                                    for i in tl.static_range(SIZE):
                                        d += i
                                        if i > 2:
                                            return
                                    e: tl.constexpr = B * 2 if B else 1
                                    assert e > 0, f"{e} {B}"
                                    tl.store(p, exp(libdevice.tanh(helper(d, e) * 1.0)))
                                """))
                .isEmpty();
    }
}
