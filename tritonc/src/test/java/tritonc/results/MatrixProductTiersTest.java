package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.codegen.loop.LoopKernel;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.driver.TileFile;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuTier;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Products of matrices as machine code give the bits that bytecode gives: every type, shapes that
/// fill tiles and that do not, transposed operands, batches. Machine code reads narrow elements
/// side by side only, so that operands of 16 and 8 bits are not transposed here.
class MatrixProductTiersTest {
    private static final String KERNELS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def product(a_ptr, b_ptr, c_ptr, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr,
                        TA: tl.constexpr, TB: tl.constexpr, OUT: tl.constexpr):
                rows = tl.arange(0, M)
                columns = tl.arange(0, N)
                ks = tl.arange(0, K)
                if TA:
                    a = tl.trans(tl.load(a_ptr + ks[:, None] * M + rows[None, :]))
                else:
                    a = tl.load(a_ptr + rows[:, None] * K + ks[None, :])
                if TB:
                    b = tl.trans(tl.load(b_ptr + columns[:, None] * K + ks[None, :]))
                else:
                    b = tl.load(b_ptr + ks[:, None] * N + columns[None, :])
                acc = tl.zeros((M, N), dtype=OUT)
                for i in range(3):
                    acc = tl.dot(a, b, acc, input_precision="ieee", out_dtype=OUT)
                tl.store(c_ptr + rows[:, None] * N + columns[None, :], acc)

            @triton.jit
            def columns(a_ptr, b_ptr, c_ptr, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr,
                        TA: tl.constexpr, TB: tl.constexpr, OUT: tl.constexpr):
                rows = tl.arange(0, M)
                columns = tl.arange(0, N)
                ks = tl.arange(0, K)
                few = N - N // 4
                if TA:
                    a = tl.trans(tl.load(a_ptr + ks[:, None] * M + rows[None, :]))
                else:
                    a = tl.load(a_ptr + ks[None, :] * M + rows[:, None])
                if TB:
                    place = b_ptr + columns[:, None] * K + ks[None, :]
                    b = tl.trans(tl.load(place, mask=columns[:, None] < few, other=1))
                else:
                    place = b_ptr + columns[None, :] * K + ks[:, None]
                    b = tl.load(place, mask=columns[None, :] < few, other=1)
                c = tl.dot(a, b, input_precision="ieee", out_dtype=OUT)
                tl.store(c_ptr + rows[:, None] * N + columns[None, :], c)

            @triton.jit
            def batched(a_ptr, b_ptr, c_ptr, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr,
                        TA: tl.constexpr, TB: tl.constexpr, OUT: tl.constexpr):
                batch = tl.arange(0, 4)[:, None, None]
                rows = tl.arange(0, M)
                columns = tl.arange(0, N)
                ks = tl.arange(0, K)
                a = tl.load(a_ptr + batch * M * K + (rows[:, None] * K + ks[None, :])[None])
                b = tl.load(b_ptr + batch * K * N + (ks[:, None] * N + columns[None, :])[None])
                c = tl.dot(a, b, input_precision="ieee", out_dtype=OUT)
                tl.store(c_ptr + batch * M * N + (rows[:, None] * N + columns[None, :])[None], c)
            """;

    private static final int[][] SHAPES = {
        {16, 16, 16},
        {32, 64, 32},
        {64, 32, 16},
        {16, 8, 32},
        {1, 16, 16},
        {128, 128, 64},
        {8, 4, 8}
    };

    private record Case(String kernel, DType in, DType out, int[] shape, boolean ta, boolean tb) {
        String display() {
            return "%s %s to %s %dx%dx%d %s %s"
                    .formatted(kernel, in, out, shape[0], shape[1], shape[2], ta, tb);
        }
    }

    @TestFactory
    Stream<DynamicTest> machineCodeGivesTheBitsOfBytecode() {
        List<Case> cases = new ArrayList<>();
        DType[][] types = {
            {DType.FP32, DType.FP32},
            {DType.FP16, DType.FP32},
            {DType.BF16, DType.FP32},
            {DType.FP16, DType.FP16},
            {DType.FP64, DType.FP64},
            {DType.FP8E4NV, DType.FP32},
            {DType.FP8E5, DType.FP32},
            {DType.FP8E5, DType.FP16},
            {DType.I8, DType.I32}
        };
        for (DType[] t : types) {
            for (int[] shape : SHAPES) {
                cases.add(new Case("product", t[0], t[1], shape, false, false));
                cases.add(new Case("product", t[0], t[1], shape, true, true));
            }
            cases.add(new Case("batched", t[0], t[1], SHAPES[1], false, false));
        }
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.display(), () -> check(c)));
    }

    /// No type of floats makes a product fall back to bytecode.
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FP8.*", "FP16", "BF16", "FP32"},
            mode = EnumSource.Mode.MATCH_ANY)
    void allFloatsAreMultipliedByMachineCode(DType type) {
        String text =
                """
                kernel @k(%0: *T {name="a"}, %1: *fp32 {name="c"}) {
                  %2 = splat %0 : [16,16]*T
                  %3 = load %2 : [16,16]T
                  %4 = constant 0.0 : [16,16]fp32
                  %5 = dot %3, %3, %4 ieee : [16,16]fp32
                  %6 = splat %1 : [16,16]*fp32
                  store %6, %5
                  yield
                }
                """
                        .replace("T", type.toString());
        TileKernel kernel = Reader.read(new SourceFile("product.tile", text));
        Compiler compiler = new Compiler(CompileOptions.defaults());
        LoopKernel loop = compiler.compile(kernel, TileFile.signature(kernel)).loop();
        for (CpuTier tier : CpuTier.MACHINE_CODE) {
            assertThat(MachineCode.of(loop, tier, Set.of()).content())
                    .isInstanceOf(NativePayload.Code.class);
        }
    }

    /// Matrices that lie in memory column by column are the same whether a kernel transposes them
    /// or not.
    @TestFactory
    Stream<DynamicTest> columnsAreReadAsTheyLie() {
        List<Case> cases = new ArrayList<>();
        for (DType type : List.of(DType.FP32, DType.FP16, DType.BF16, DType.FP64, DType.I8)) {
            DType out = type == DType.I8 ? DType.I32 : type == DType.FP64 ? type : DType.FP32;
            for (int[] shape : SHAPES) {
                cases.add(new Case("columns", type, out, shape, false, false));
            }
        }
        return cases.stream()
                .map(c ->
                        DynamicTest.dynamicTest(
                                c.display(),
                                () ->
                                        check(
                                                c,
                                                bytes(
                                                        new Case(
                                                                c.kernel, c.in, c.out, c.shape,
                                                                true, true),
                                                        CpuTier.JVM))));
    }

    private static void check(Case c) {
        check(c, bytes(c, CpuTier.JVM));
    }

    private static void check(Case c, byte[] expected) {
        assertThat(bytes(c, CpuTier.JVM)).isEqualTo(expected);
        for (CpuTier tier : CpuTier.MACHINE_CODE) {
            if (CpuTarget.machineCodeUnavailable(tier) == null) {
                assertThat(bytes(c, tier)).as(tier.target()).isEqualTo(expected);
            }
        }
    }

    private static byte[] bytes(Case c, CpuTier tier) {
        CompileOptions options = CompileOptions.defaults().withTier(tier);
        int batch = c.kernel.equals("batched") ? 4 : 1;
        int m = c.shape[0];
        int n = c.shape[1];
        int k = c.shape[2];
        try (Triton triton = Triton.create(options, 1);
                Tensor a = numbers(1, c.in, (long) batch * m * k);
                Tensor b = numbers(2, c.in, (long) batch * k * n);
                Tensor out = triton.zeros(c.out, (long) batch * m * n)) {
            Args args =
                    Args.of(
                            "a_ptr", a, "b_ptr", b, "c_ptr", out, "M", m, "N", n, "K", k, "TA",
                            c.ta, "TB", c.tb, "OUT", c.out);
            triton.load("product.py", KERNELS).kernel(c.kernel).launch(Grid.of(1), args);
            return out.storage().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static Tensor numbers(long seed, DType type, long count) {
        if (type != DType.I8) {
            return Tensor.randn(seed, type, count);
        }
        byte[] bytes = new byte[(int) count];
        new Random(seed).nextBytes(bytes);
        return Tensor.of(bytes, count);
    }
}
