package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.typecheck.names.HostConditions;
import tritonc.typecheck.value.Argument;

import java.util.List;
import java.util.Optional;

/// Signatures as text: read, written, refused.
class SignatureParserTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def kernel(a, b: tl.constexpr, c="x", D: tl.constexpr = 4):
                pass
            """;

    private static Program program() {
        return Frontend.load(
                        new SourceFile("k.py", SOURCE),
                        List.of(),
                        new HostConditions(),
                        new Diagnostics())
                .orElseThrow();
    }

    private static Optional<List<Argument>> parse(String signature, Diagnostics diagnostics) {
        return Lowering.parse(program().kernel("kernel").orElseThrow(), signature, diagnostics);
    }

    /// Reading and writing again gives the canonical text, which reads as itself.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*fp32:16,64,i32,8 | *fp32:16, 64, i32, 8",
                "  *kfp16 , 0x10 , i32:1 | *kfp16, 16, i32:1, 4",
                "tensordesc<fp16[64, 32]>, 1, *k*i8:16 | tensordesc<fp16[64,32]>, 1, *k*i8:16, 4",
                "tensordesc<fp8e4nv[16],nan>,1,i8 | tensordesc<fp8e4nv[16],nan>, 1, i8, 4",
                "**i8, None, u64:16, True | **i8, None, u64:16, True",
                "u1, 'a,b', \"it's\", fp16 | i1, 'a,b', \"it's\", fp16",
                "fp64, tl.float8e5, -1, (1, 2.5, 'x', fp32) | fp64, fp8e5, -1, (1, 2.5, 'x', fp32)",
                "bf16, -1e-5, 1_000, inf | bf16, -1.0e-5, 1000, inf",
                "*i1, -0.0, 3., (7,) | *i1, -0.0, 3.0, (7,)",
                "(*fp32:16,i32:1,( fp16, 3 )), 1, i32:16 | (*fp32:16, i32:1, (fp16, 3)), 1, i32:16,"
                        + " 4",
                "(x=*kfp32, y=(7,)), (a=1, b=fp32), () | (x=*kfp32, y=(7,)), (a=1, b=fp32), (), 4",
                "(i32,), tl.maximum, [None, 'a,b'] | (i32,), tl.maximum, (None, 'a,b'), 4",
                "(1, 2), kernel, (kernel, i32) | (1, 2), kernel, (kernel, i32), 4",
                "(tensordesc<fp16[64,64]>, True), 1, 2 | (tensordesc<fp16[64,64]>, True), 1, 2, 4",
                "18446744073709551615, False, .5, nan | 18446744073709551615, False, 0.5, nan",
            })
    void readsAndWrites(String text, String canonical) {
        JitFunction kernel = program().kernel("kernel").orElseThrow();
        Diagnostics diagnostics = new Diagnostics();
        List<Argument> arguments = Lowering.parse(kernel, text, diagnostics).orElseThrow();
        KernelSignature signature = Lowering.signature(kernel, arguments);
        assertThat(signature.text()).isEqualTo(canonical);
        assertThat(diagnostics.inOrder()).isEmpty();
        List<Argument> again = Lowering.parse(kernel, canonical, diagnostics).orElseThrow();
        assertThat(Lowering.signature(kernel, again)).isEqualTo(signature);
        assertThat(Lowering.lower(program(), kernel, signature, diagnostics)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | T0401",
                "i32 | T0401",
                "i32, 1, i32, 1, 1 | T0401",
                "float, 1 | T0402",
                "*, 1 | T0402",
                "i32,, 1 | T0402",
                "i32:2, 1 | T0403",
                "fp32:16, 1 | T0403",
                "(i32, x=i32), 1 | T0402",
                "(x=i32, x=i32), 1 | T0402",
                "(i32, float), 1 | T0402",
                "(i32, i32:3), 1 | T0403",
                "(i32, 1e), 1 | T0404",
                "i32, nothing | T0402",
                "i32, kernel.nothing | T0402",
                "nothing, 1 | T0402",
                "*fp32:1, 1 | T0403",
                "i32:, 1, i32:x | T0403",
                "i32, 1e | T0404",
                "i32, 'open | T0404",
                "i32, (1, | T0404",
                "i32, 0xg | T0404",
                "i32, --1 | T0404",
                "i32, *fp32 | T0405",
                "i32, i32:16 | T0405",
            })
    void refuses(String text, String code) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(parse(text == null ? "" : text, diagnostics)).isEmpty();
        assertThat(diagnostics.inOrder()).extracting(d -> d.code().id()).contains(code);
    }

    @Test
    void everyEntryIsReported() {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(parse("float, 1e, i32:3, *fp32", diagnostics)).isEmpty();
        assertThat(diagnostics.inOrder())
                .extracting(Diagnostic::code)
                .extracting(c -> c.id())
                .containsExactly("T0402", "T0404", "T0403", "T0405");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 100_000})
    void longNonsenseIsRefusedQuickly(int length) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(parse("(".repeat(length) + "'", diagnostics)).isEmpty();
        assertThat(diagnostics.hasErrors()).isTrue();
    }
}
