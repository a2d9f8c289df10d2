package tritonc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.file.ArtifactFile;
import tritonc.runtime.machine.Cpuid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Bytecode and machine code by their names.
class TiersTest {
    private static final String OVER =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def over(x_ptr, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(x_ptr + at, tl.load(x_ptr + at, mask=at < n) + 1)
            """;

    private static String run(String... more) {
        List<String> words = new ArrayList<>(List.of("run", CommandLineRun.example("vector_add")));
        words.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        return run.out() + run.err();
    }

    @Test
    void bytecodeIsTakenWhereItIsAskedFor() {
        assertThat(run("-t", "cpu:jvm", "--json"))
                .contains("\"tier\" : \"jvm\"", "\"no_machine_code\" : \"bytecode was asked for\"");
    }

    @Test
    void machineCodeIsTakenWhereItRuns() {
        List<CpuTier> here =
                CpuTier.MACHINE_CODE.stream()
                        .filter(t -> CpuTarget.machineCodeUnavailable(t) == null)
                        .toList();
        String best = here.isEmpty() ? "jvm" : here.getFirst().text();
        assertThat(run("-v")).contains("tier: " + best);
        for (CpuTier tier : CpuTier.MACHINE_CODE) {
            boolean runs = here.contains(tier);
            assertThat(run("-v", "-t", tier.target()))
                    .contains(runs ? "tier: " + tier.text() : "T0802");
        }
    }

    private static String tierOn(CpuInfo cpu) {
        CpuTarget target = CpuTarget.create(1, CpuTier.AUTO, cpu);
        try (Triton triton = Triton.on(target, CompileOptions.defaults());
                Tensor x = triton.zeros(DType.FP32, 64)) {
            return triton.load("over.py", OVER)
                    .kernel("over")
                    .bind(Grid.of(1), Args.of("x_ptr", x, "n", 64, "BLOCK", 64))
                    .facts()
                    .getFirst()
                    .value();
        }
    }

    @Test
    void aProcessorWithLessTakesWhatItHas() {
        CpuInfo here = Cpuid.here();
        assertThat(tierOn(here.withoutAvx512())).isEqualTo(here.hasAvx2() ? "avx2" : "jvm");
        assertThat(tierOn(here.only(Set.of(CpuFeature.SSE4_2)))).isEqualTo("jvm");
    }

    /// What `compile` writes has code for both kinds of processors.
    @Test
    void artifactsHoldAllMachineCode(@TempDir Path folder) throws IOException {
        CommandLineRun run =
                CommandLineRun.of(
                        "compile",
                        CommandLineRun.example("vector_add"),
                        "-s",
                        "*fp32:16, *fp32:16, *fp32:16, i32, 1024",
                        "-o",
                        folder.toString());
        assertThat(run.exit()).isZero();
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        assertThat(ArtifactFile.read(file).payloads())
                .extracting(Artifact.Payload::kind)
                .contains(NativeFrame.X86_AVX512, NativeFrame.X86_AVX2);
    }

    private static Set<CpuFeature> needed(Path folder, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "compile",
                                CommandLineRun.TOP
                                        .resolve("benchmarks/kernels/matmul_int8.py")
                                        .toString(),
                                "-s",
                                "*i8:16, *i8:16, *i32:16, i32, i32, i32, 64, 64, 32",
                                "-o",
                                folder.toString()));
        words.addAll(List.of(more));
        assertThat(CommandLineRun.of(words.toArray(String[]::new)).exit()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            byte[] code =
                    ArtifactFile.read(file).payload(NativeFrame.X86_AVX512).orElseThrow().bytes();
            return NativePayload.decode(code) instanceof NativePayload.Code c
                    ? c.features()
                    : Set.of();
        }
    }

    /// What `compile` writes runs on all processors of a tier, unless more is asked for.
    @Test
    void artifactsNeedWhatWasAskedFor(@TempDir Path folder) throws IOException {
        assertThat(needed(folder.resolve("any"))).isEmpty();
        assertThat(needed(folder.resolve("vnni"), "--features", "avx512_vnni,avx512_bf16"))
                .containsExactly(CpuFeature.AVX512_VNNI);
        assertThat(needed(folder.resolve("here"), "--features", "here"))
                .hasSize(Cpuid.here().has(CpuFeature.AVX512_VNNI) ? 1 : 0);
    }

    /// Several programs fail at once; all tiers tell of the lowest, and of its first lane.
    @Test
    void allTiersTellOfTheSameFault() {
        assertThat(fault(CpuTier.AUTO)).isEqualTo(fault(CpuTier.JVM));
        if (CpuTarget.machineCodeUnavailable(CpuTier.AVX2) == null) {
            assertThat(fault(CpuTier.AVX2)).isEqualTo(fault(CpuTier.JVM));
        }
    }

    private static String fault(CpuTier tier) {
        CompileOptions options = CompileOptions.defaults().withTier(tier);
        try (Triton triton = Triton.create(options, 3);
                Tensor x = triton.zeros(DType.FP32, 1000)) {
            triton.load("over.py", OVER)
                    .kernel("over")
                    .launch(Grid.of(64), Args.of("x_ptr", x, "n", 5000, "BLOCK", 64));
            throw new AssertionError("no fault");
        } catch (TritonException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void machineCodeThatReadsOutsideItsTensorsSaysSo() {
        assumeTrue(CpuTarget.machineCodeUnavailable(CpuTier.AVX512) == null);
        CompileOptions options = CompileOptions.defaults().withTier(CpuTier.AVX512);
        try (Triton triton = Triton.create(options, 1);
                Tensor x = triton.zeros(DType.FP32, 100)) {
            Args args = Args.of("x_ptr", x, "n", 101, "BLOCK", 64);
            assertThatThrownBy(() ->
                            triton.load("over.py", OVER).kernel("over").launch(Grid.of(2), args))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("element 100 of `x_ptr`")
                    .hasMessageContaining("lane 36");
        }
    }

    /// The choice of registers would take seconds.
    @Test
    void kernelsOfVeryManyInstructionsStayBytecode() {
        String text =
                """
                import triton
                import triton.language as tl

                @triton.jit
                def long(x_ptr, ROUNDS: tl.constexpr):
                    for i in tl.static_range(ROUNDS):
                        tl.store(x_ptr + i * i, tl.load(x_ptr + i) + 1)
                """;
        CompileOptions options = CompileOptions.defaults().withTier(CpuTier.AVX512);
        try (Triton triton = Triton.create(options, 1);
                Tensor x = triton.zeros(DType.FP32, 100)) {
            Args args = Args.of("x_ptr", x, "ROUNDS", 4000);
            assertThatThrownBy(() ->
                            triton.load("long.py", text).kernel("long").launch(Grid.of(1), args))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("more than 80000 instructions");
        }
    }
}
