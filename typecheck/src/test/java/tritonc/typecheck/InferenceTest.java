package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.typecheck.infer.Assignment;
import tritonc.typecheck.infer.Inference;
import tritonc.typecheck.names.HostConditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// What is inferred of kernels, and what a check makes of it.
class InferenceTest {
    private static final String HEAD = "import triton\nimport triton.language as tl\n\n\n";
    private static final Path KERNELS = Path.of("src/test/resources/infer/kernels.py");

    private static Program program(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return Frontend.load(
                        new SourceFile("file.py", text),
                        List.of(),
                        new HostConditions(),
                        diagnostics)
                .orElseThrow();
    }

    private static List<Diagnostic> check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Checker.checkInferred(program(HEAD + text), diagnostics);
        return diagnostics.inOrder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernels", "formats", "tuples"})
    void kernelsGetTheAssignmentsThatTheirTextSuggests(String name) throws IOException {
        Path kernels = KERNELS.resolveSibling(name + ".py");
        Program program = program(Files.readString(kernels));
        StringBuilder text = new StringBuilder();
        for (JitFunction kernel : Inference.kernels(program)) {
            text.append(kernel.name()).append('\n');
            for (Assignment a : Inference.infer(program, kernel)) {
                text.append("  ")
                        .append(Lowering.signature(kernel, a.arguments()).text())
                        .append('\n');
            }
            for (String note : Inference.infer(program, kernel).getFirst().notes()) {
                text.append("    ").append(note).append('\n');
            }
        }
        Golden.check(kernels.resolveSibling(name + ".txt"), text.toString());
    }

    @Test
    void assignmentsAreFewDistinctAndAlwaysTheSame() throws IOException {
        Program program = program(Files.readString(KERNELS));
        for (JitFunction kernel : program.kernels()) {
            List<Assignment> found = Inference.infer(program, kernel);
            assertThat(found).hasSizeBetween(1, Inference.MOST);
            assertThat(new HashSet<>(found)).hasSameSizeAs(found);
            assertThat(Inference.infer(program, kernel)).isEqualTo(found);
            for (Assignment a : found) {
                assertThat(a.arguments()).hasSameSizeAs(kernel.definition().parameters());
                assertThat(a.notes()).hasSameSizeAs(a.arguments());
            }
        }
    }

    @Test
    void anyTwoFlagsDifferInSomeAssignment() {
        StringBuilder text = new StringBuilder(HEAD + "@triton.jit\ndef k(x");
        for (int i = 0; i < 8; i++) {
            text.append(", F").append(i).append(": tl.constexpr");
        }
        text.append("):\n");
        for (int i = 0; i < 8; i++) {
            text.append("    if F").append(i).append(":\n        tl.store(x, ").append(i);
            text.append(")\n");
        }
        Program program = program(text.toString());
        List<Assignment> found = Inference.infer(program, program.kernels().getFirst());
        assertThat(found).hasSize(8);
        for (int i = 1; i <= 8; i++) {
            for (int j = 1; j < i; j++) {
                int a = i;
                int b = j;
                assertThat(found).anyMatch(f -> !f.arguments().get(a).equals(f.arguments().get(b)));
            }
        }
    }

    @Test
    void mistakesUnderEverySignatureAreErrors() {
        List<Diagnostic> found =
                check("@triton.jit\ndef k(x):\n    tl.store(x + tl.arange(0, 100), 1.0)\n");
        assertThat(found).extracting(d -> d.code().id()).containsExactly("T0219");
        assertThat(found).extracting(Diagnostic::severity).containsExactly(Severity.ERROR);
    }

    @Test
    void blocksThatAreTooLargeAreMistakesWhereTheyAreBroadcast() {
        List<Diagnostic> found =
                check(
                        """
                        @triton.jit
                        def k(x):
                            rows = tl.arange(0, 2048)[:, None]
                            lanes = tl.arange(0, 1024)[None, :]
                            tl.store(x + rows + lanes, 1.0)
                        """);
        assertThat(found.getFirst().code().id()).isEqualTo("T0218");
    }

    @Test
    void branchesThatNoGuessTakesAreReachedByOthers() {
        Program program =
                program(
                        HEAD
                                + """
                                @triton.jit
                                def k(x, MODE: tl.constexpr):
                                    if MODE == 1:
                                        tl.store(x, 1.0)
                                    elif MODE > 500:
                                        tl.store(x, 2.0)
                                    else:
                                        tl.store(x, 3.0)
                                """);
        JitFunction kernel = program.kernels().getFirst();
        assertThat(Inference.infer(program, kernel))
                .anyMatch(a -> Lowering.signature(kernel, a.arguments()).text().endsWith("512"));
    }

    @Test
    void functionsThatLaunchesPassAreFound() {
        Program program =
                program(
                        HEAD
                                + """
                                @triton.jit
                                def relu(x):
                                    return tl.maximum(x, 0.0)

                                @triton.jit
                                def k(x, ACT: tl.constexpr):
                                    tl.store(x, ACT(tl.load(x)))

                                def host(x):
                                    k[(1,)](x, ACT=relu)
                                    k[(1,)](x, ACT=tl.abs)
                                """);
        JitFunction kernel = program.kernel("k").orElseThrow();
        assertThat(Inference.infer(program, kernel))
                .extracting(a -> Lowering.signature(kernel, a.arguments()).text())
                .containsExactlyInAnyOrder("*fp32:16, relu", "*fp32:16, tl.abs");
    }

    private static List<String> signatures(Program program) {
        JitFunction kernel = Inference.kernels(program).getFirst();
        return Inference.infer(program, kernel).stream()
                .map(a -> Lowering.signature(kernel, a.arguments()).text())
                .toList();
    }

    @Test
    void launchesOfWhatAFunctionMakesOfAKernelAreItsOwn() {
        String kernel =
                HEAD
                        + """
                        @triton.jit
                        def k(x, SCALE: tl.constexpr):
                            tl.store(x, tl.load(x) * SCALE)

                        """;
        String within =
                "def host(x):\n    fast = pick(tune(k, [1]), x)\n    fast[(1,)](x, SCALE=0.25)\n";
        String without = "fast = tune(kernel=k)\ndef host(x):\n    fast[(1,)](x, SCALE=0.25)\n";
        String direct = "def host(x):\n    wrap(k)[(1,)](x, SCALE=0.25)\n";
        String other = "def host(x):\n    fast = tune(x)\n    fast[(1,)](x, SCALE=0.25)\n";
        for (String host : List.of(within, without, direct)) {
            assertThat(signatures(program(kernel + host))).containsExactly("*fp32:16, 0.25");
        }
        assertThat(signatures(program(kernel + other))).containsExactly("*fp32:16, 0.5");
    }

    @Test
    void launchesOfKernelsMadeOfImportedFunctionsAreRead(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("lib.py"),
                HEAD + "def k(x, SCALE: tl.constexpr):\n    tl.store(x, tl.load(x) * SCALE)\n");
        Path main = folder.resolve("main.py");
        Files.writeString(
                main,
                """
                import triton
                from lib import k
                fast = triton.jit(k)
                def host(x):
                    fast[(1,)](x, SCALE=0.25)
                """);
        Program program =
                Frontend.load(main, List.of(), new HostConditions(), new Diagnostics())
                        .orElseThrow();
        assertThat(signatures(program)).containsExactly("*fp32:16, 0.25");
    }

    private static List<Assignment> inferred(String text) {
        Program program = program(HEAD + text);
        return Inference.infer(program, program.kernels().getFirst());
    }

    private static void allCompile(String text) {
        Program program = program(HEAD + text);
        JitFunction kernel = program.kernels().getFirst();
        for (Assignment a : Inference.infer(program, kernel)) {
            Diagnostics found = new Diagnostics();
            assertThat(Lowering.lower(program, kernel, a.arguments(), found))
                    .as("%s: %s", Lowering.signature(kernel, a.arguments()).text(), found.inOrder())
                    .isPresent();
        }
    }

    /// A wrong type for `count` would end the kernel before its other mistakes are met.
    @Test
    void aChangeThatOnlyHidesMistakesIsNotKept() {
        String text =
                """
                @triton.jit
                def k(x, count, W: tl.constexpr, HALF: tl.constexpr, PAIRED: tl.constexpr,
                      QUADS: tl.constexpr):
                    n = tl.load(count) // 4
                    if PAIRED:
                        parts = tl.load(x + tl.arange(0, W))
                    elif QUADS:
                        parts = tl.load(x + tl.arange(0, W) * 4)
                    rows = tl.reshape(parts, [HALF, 2])
                    tl.store(x + n + tl.arange(0, HALF), tl.sum(rows, axis=1))
                    tl.store(x, tl.sum(parts, axis=0))
                """;
        allCompile(text);
        assertThat(inferred(text)).anyMatch(a -> a.arguments().get(4).equals(flag(false)));
    }

    private static tritonc.typecheck.value.Argument flag(boolean value) {
        return new tritonc.typecheck.value.Argument.Constant(
                tritonc.typecheck.value.Constexpr.PyBool.of(value));
    }

    @Test
    void whatADtypeIsMadeOfIsItsName() {
        allCompile(
                """
                @triton.jit
                def k(x, KIND: tl.constexpr, W: tl.constexpr):
                    zeros = tl.full([W], 0, tl.dtype(KIND))
                    tl.store(x + tl.arange(0, W), zeros)
                """);
    }

    /// The size that is wrong is not in the line that is.
    @Test
    void sizesAreMendedThroughTheVariablesBetween() {
        allCompile(
                """
                @triton.jit
                def k(x, A: tl.constexpr, B: tl.constexpr, C: tl.constexpr):
                    offsets = tl.arange(0, A * B)
                    rows = tl.load(x + offsets)
                    cut: tl.constexpr = C // 4
                    square = tl.reshape(rows, [cut, 16, 4])
                    tl.store(x + tl.arange(0, cut), tl.sum(tl.sum(square, 2), 1))
                """);
    }

    @Test
    void descriptorsStayDescriptors() {
        allCompile(
                """
                @triton.jit
                def k(target, source):
                    tl.static_assert(target.dtype == tl.uint8 or target.dtype == tl.float32)
                    tl.static_assert(source.dtype == tl.uint8 or source.dtype == target.dtype)
                    target.store([0, 0], source.load([0, 0]).to(target.dtype))
                """);
    }

    /// The first wrong line is the same until all calls are mended.
    @Test
    void callsOfOneHelperAreMendedOneByOne() {
        allCompile(
                """
                @triton.jit
                def k(x, a, b, c):
                    total = 0.0
                    total += through(read, (a,))
                    total += through(read, (b,))
                    total += through(read, (c,))
                    tl.store(x, total)

                @triton.jit
                def through(function, arguments):
                    return function(*arguments, 1)

                @triton.jit
                def read(values, at):
                    return tl.load(values + at)
                """);
    }

    /// Behind the line that reads what was not assigned, `None` is added to. So many parameters
    /// stand in that line that the two which would mend it are not tried.
    @Test
    void combinationsThatTheTextExcludesMayHaveFurtherMistakes() {
        List<String> many = IntStream.range(0, 60).mapToObj(i -> "n" + i).toList();
        allCompile(
                """
                @triton.jit
                def k(x, scales, W: tl.constexpr, PACKED: tl.constexpr, %s):
                    pointers = None
                    if scales is not None:
                        if PACKED == 0:
                            places = tl.arange(0, W)
                            pointers = scales + places
                        else:
                            pointers = scales + tl.arange(0, W * 2)
                    total = tl.load(x) + tl.sum(tl.load(pointers, mask=places < %s))
                    if PACKED == 1:
                        pointers += W * 2
                    tl.store(x, total)
                """
                        .formatted(String.join(", ", many), String.join(" + ", many)));
    }

    @Test
    void functionsThatTheFileDoesNotShowAreReplaced() {
        Program program =
                program(
                        HEAD
                                + """
                                @triton.jit
                                def k(x, ACT: tl.constexpr, JOIN: tl.constexpr):
                                    y = tl.load(x)
                                    if ACT is not None:
                                        y = ACT(y)
                                    tl.store(x, JOIN(y, 1.0))
                                """);
        assertThat(signatures(program))
                .containsExactly("*fp32:16, tl.abs, tl.maximum", "*fp32:16, None, tl.maximum");
    }

    @Test
    void mistakesThatAnotherSignatureMendsAreWarnings() {
        List<Diagnostic> found =
                check(
                        """
                        @triton.jit
                        def k(x, B: tl.constexpr, C: tl.constexpr):
                            tl.static_assert(B == 2 * C)
                            tl.store(x + tl.arange(0, B), tl.arange(0, C))
                        """);
        assertThat(found).isNotEmpty();
        assertThat(found).extracting(Diagnostic::severity).containsOnly(Severity.WARNING);
        assertThat(found.getFirst().message()).contains("under an assumed signature");
        assertThat(found.getFirst().help().orElseThrow()).contains("assumed `");
    }

    @Test
    void rightKernelsAndHelpersAloneGiveNothing() throws IOException {
        assertThat(check("@triton.jit\ndef helper(x):\n    return x * 2\n")).isEmpty();
        assertThat(check("@triton.jit\ndef k(x):\n    tl.store(x, tl.load(x) + 1.0)\n")).isEmpty();
    }

    @Test
    void assumptionsAreSaid() {
        Program program = program(HEAD + "@triton.jit\ndef k(x, n):\n    tl.store(x + n, 1.0)\n");
        assertThat(Checker.assumptions(program))
                .containsExactly(
                        "file.py:6:5: `k` under signature 1 of 1: "
                                + "x: *fp32, used as an address; n: i32, used as an integer");
    }
}
