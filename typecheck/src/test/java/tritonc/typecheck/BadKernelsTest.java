package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.Diagnostic;

import java.util.List;

/// Kernels that are wrong in many ways at once, or in absurd measure.
class BadKernelsTest {
    private static final String PARAMETERS = "x_ptr, y_ptr, n, BLOCK: tl.constexpr";
    private static final String SIGNATURE = "*fp32, *fp32, i32, 64";

    private static List<Diagnostic> mistakes(String body) {
        Compiled compiled = Compiled.body(PARAMETERS, SIGNATURE, body);
        assertThat(compiled.kernel()).isEmpty();
        return compiled.diagnostics().inOrder();
    }

    @Test
    void fiveMistakesGiveFiveErrorsInOrder() {
        List<Diagnostic> found =
                mistakes(
                        """
                        offs = tl.arange(0, BLOCK)
                        a = tl.load(x_ptr + offs) + tl.arange(0, 32)
                        b = a * 2
                        c = tl.load(y_ptr, other=0.0)
                        d = missing + 1
                        tl.store(y_ptr + offs, b, mask=offs)
                        if offs > 1:
                            e = tl.sum(c)
                        for i in range(n):
                            d += b
                        tl.store(y_ptr, tl.exp(n))
                        """);
        assertThat(found)
                .extracting(d -> d.code().id())
                .containsExactly("T0203", "T0215", "T0301", "T0210", "T0227");
        assertThat(found).allSatisfy(d -> assertThat(d.labels()).isNotEmpty());
    }

    @Test
    void mistakesInOneStatementAreAllFound() {
        assertThat(mistakes("tl.store(x_ptr + tl.arange(0, 3), tl.exp(n) + nobody)\n"))
                .extracting(d -> d.code().id())
                .containsExactly("T0219", "T0227", "T0301");
    }

    @Test
    void mistakesOfAHelperAreReportedOnceForAllItsCalls() {
        String text =
                """
                import triton
                import triton.language as tl

                @triton.jit
                def helper(x):
                    return tl.exp(x)

                @triton.jit
                def kernel(p, n):
                    a = helper(n)
                    b = helper(n)
                    tl.store(p, a + b)
                """;
        Compiled compiled = Compiled.of("k.py", text, "kernel", "*fp32, i32");
        assertThat(compiled.error()).isEqualTo("T0227");
    }

    @Test
    void recursionWithTwoCallsEnds() {
        String text =
                """
                import triton
                import triton.language as tl

                @triton.jit
                def even(n):
                    if n == 0:
                        return 1
                    return odd(n - 1) + odd(n - 2)

                @triton.jit
                def odd(n):
                    if n == 0:
                        return 0
                    return even(n - 1) + even(n - 2)

                @triton.jit
                def kernel(p, n):
                    tl.store(p, even(n))
                """;
        Compiled compiled = Compiled.of("k.py", text, "kernel", "*i32, i32");
        assertThat(compiled.diagnostics().inOrder())
                .extracting(d -> d.code().id())
                .containsOnly("T0242");
    }

    @Test
    void longSumsAreNoDeepNesting() {
        Compiled compiled =
                Compiled.body(
                        PARAMETERS,
                        SIGNATURE,
                        "tl.store(x_ptr + 0" + " + n".repeat(900) + ", 1.0)");
        assertThat(compiled.kernel()).isPresent();
    }

    @Test
    void deepNestingIsAnErrorNotAnOverflow() {
        String deep = "-".repeat(900) + "n";
        assertThat(mistakes("tl.store(x_ptr, " + deep + ")"))
                .extracting(d -> d.code().id())
                .contains("T0007");
    }

    @Test
    void unrollingHasALimit() {
        assertThat(mistakes("for i in tl.static_range(1000000000):\n    pass\n"))
                .extracting(d -> d.code().id())
                .containsExactly("T0245");
    }

    @Test
    void hugeConstantsAreRefused() {
        assertThat(mistakes("tl.store(x_ptr, 10 ** (10 ** 9))\n"))
                .extracting(d -> d.code().id())
                .containsExactly("T0237");
        assertThat(mistakes("tl.store(x_ptr, 2 ** 64)\n"))
                .extracting(d -> d.code().id())
                .containsExactly("T0204");
        assertThat(mistakes("x = tl.zeros([1 << 40], tl.float32)\n"))
                .extracting(d -> d.code().id())
                .containsExactly("T0218");
    }
}
