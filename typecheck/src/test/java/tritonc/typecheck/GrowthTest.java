package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.diagnostic.Diagnostic;

import java.util.List;

/// Texts that multiply end in an error, in bounded memory, however they do it.
class GrowthTest {
    private static final String HEAD =
            """
            import triton
            import triton.language as tl

            """;

    private static List<Diagnostic> mistakes(String text) {
        return Compiled.of("k.py", HEAD + text, "kernel", "*i32, i32").diagnostics().inOrder();
    }

    private static List<Diagnostic> inBody(String body) {
        return mistakes("@triton.jit\ndef kernel(x, n):\n" + body.indent(4));
    }

    private static void tooLarge(List<Diagnostic> found) {
        assertThat(found).extracting(d -> d.code().id()).containsExactly("T0245");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in tl.static_range(1 << 40):\n    pass",
                "for i in tl.static_range(70000):\n    tl.store(x + i, n)",
                "for i in tl.static_range(300):\n    for j in tl.static_range(300):\n"
                        + "        for k in tl.static_range(300):\n            n += i * j * k",
                "t = (n, n)\nfor i in tl.static_range(60):\n    t = t + t",
                "t = (n, n)\nfor i in tl.static_range(200):\n    t = (t, t)",
                "t = 'ab'\nfor i in tl.static_range(80):\n    t = f'{t}{t}'",
                "a = 1\nfor i in tl.static_range(3000000):\n    a = i",
            })
    void loopsTuplesAndTextsEnd(String body) {
        tooLarge(inBody(body));
    }

    /// Each helper calls the one before it twice: 2^30 calls.
    @Test
    void helpersThatCallHelpersEnd() {
        StringBuilder text = new StringBuilder("@triton.jit\ndef f0(n):\n    return n + 1\n\n");
        for (int i = 1; i <= 30; i++) {
            text.append(
                    "@triton.jit\ndef f%d(n):\n    return f%d(n) * f%d(n + 1)\n\n"
                            .formatted(i, i - 1, i - 1));
        }
        text.append("@triton.jit\ndef kernel(x, n):\n    tl.store(x, f30(n))\n");
        assertThat(mistakes(text.toString()))
                .extracting(d -> d.code().id())
                .isNotEmpty()
                .isSubsetOf("T0242", "T0245");
    }

    @Test
    void hostFunctionsInLoopsEnd() {
        tooLarge(
                mistakes(
                        """
                        def work(n):
                            total = 0
                            for i in range(9000):
                                total += i
                            return total

                        @triton.jit
                        def kernel(x, n):
                            for i in tl.static_range(60000):
                                a = work(i)
                        """));
    }

    @Test
    void aTupleIsNotRepeatedBeyondReason() {
        assertThat(inBody("t = (1, 2) * 30000 * 60000"))
                .extracting(d -> d.code().id())
                .containsExactly("T0237");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 900})
    void longExpressionsCompileOrEnd(int terms) {
        assertThat(inBody("tl.store(x, n" + " * n".repeat(terms) + ")")).hasSizeLessThan(2);
    }

    /// The place that grew most is named, not the one that was met last.
    @Test
    void theLargestStatementIsNamed() {
        Diagnostic found =
                inBody(
                                """
                                for i in tl.static_range(5000):
                                    tl.store(x + i, n)
                                    tl.store(x + i * n + (n + i) * (n - i) * (n * i), n * n * i)
                                """)
                        .getFirst();
        assertThat(found.code().id()).isEqualTo("T0245");
        assertThat(found.span().orElseThrow().text()).startsWith("tl.store(x + i * n");
    }

    /// What is large but not beyond reason compiles.
    @Test
    void largeKernelsCompile() {
        assertThat(inBody("for i in tl.static_range(4000):\n    tl.store(x + i, n)")).isEmpty();
        assertThat(inBody("t = (n,) * 1000\nfor v in tl.static_range(1000):\n    n += t[v]"))
                .isEmpty();
    }
}
