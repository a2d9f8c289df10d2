package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/// The loop of a matrix product as machine code, which fills tiles ahead and shares them among
/// programs, gives the bits of bytecode: blocks that do not divide the matrices, rows that wrap
/// around, outputs in the storage that is read, faults, launches with new contents.
class ProductLoopTiersTest {
    private static final String KERNELS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def matmul(a_ptr, b_ptr, c_ptr, M, N, K, stride_am, stride_ak, stride_bk, stride_bn,
                       stride_cm, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr,
                       WRAP: tl.constexpr, MASKED: tl.constexpr, ACC: tl.constexpr):
                row = tl.program_id(0)
                column = tl.program_id(1)
                rows = row * BM + tl.arange(0, BM)
                columns = column * BN + tl.arange(0, BN)
                ks = tl.arange(0, BK)
                if WRAP:
                    a_rows = rows % M
                    b_columns = columns % N
                else:
                    a_rows = rows
                    b_columns = columns
                a_ptrs = a_ptr + a_rows[:, None] * stride_am + ks[None, :] * stride_ak
                b_ptrs = b_ptr + ks[:, None] * stride_bk + b_columns[None, :] * stride_bn
                acc = tl.zeros((BM, BN), dtype=ACC)
                for k in range(0, tl.cdiv(K, BK)):
                    if MASKED:
                        left = K - k * BK
                        a = tl.load(a_ptrs, mask=ks[None, :] < left, other=0)
                        b = tl.load(b_ptrs, mask=ks[:, None] < left, other=0)
                    else:
                        a = tl.load(a_ptrs)
                        b = tl.load(b_ptrs)
                    acc = tl.dot(a, b, acc, input_precision="ieee", out_dtype=ACC)
                    a_ptrs += BK * stride_ak
                    b_ptrs += BK * stride_bk
                mask = (rows[:, None] < M) & (columns[None, :] < N)
                tl.store(c_ptr + rows[:, None] * stride_cm + columns[None, :], acc, mask=mask)
            """;

    /// @param limit k as the kernel is told; larger than the arrays have where it must fault
    /// @param byColumns whether the operands lie in memory column by column
    private record Sizes(int m, int n, int k, int limit, boolean byColumns) {
        Sizes(int m, int n, int k, int limit) {
            this(m, n, k, limit, false);
        }

        Sizes(int m, int n, int k) {
            this(m, n, k, k);
        }

        Args args(Tensor a, Tensor b, Tensor c, int[] block, boolean wrap, boolean masked) {
            return Args.of(
                    "a_ptr",
                    a,
                    "b_ptr",
                    b,
                    "c_ptr",
                    c,
                    "M",
                    m,
                    "N",
                    n,
                    "K",
                    limit,
                    "stride_am",
                    byColumns ? 1 : k,
                    "stride_ak",
                    byColumns ? m : 1,
                    "stride_bk",
                    byColumns ? 1 : n,
                    "stride_bn",
                    byColumns ? k : 1,
                    "stride_cm",
                    n,
                    "BM",
                    block[0],
                    "BN",
                    block[1],
                    "BK",
                    block[2],
                    "WRAP",
                    wrap,
                    "MASKED",
                    masked,
                    "ACC",
                    c.dtype());
        }

        Grid grid(int[] block) {
            return Grid.of((m + block[0] - 1) / block[0], (n + block[1] - 1) / block[1]);
        }
    }

    private static BoundLaunch bound(Triton triton, Sizes s, int[] block, Args args) {
        return triton.load("matmul.py", KERNELS).kernel("matmul").bind(s.grid(block), args);
    }

    private static byte[] product(
            CpuTier tier, int threads, Sizes s, int[] block, DType type, boolean masked) {
        return product(tier, threads, s, block, type, sum(type), masked);
    }

    private static byte[] product(
            CpuTier tier,
            int threads,
            Sizes s,
            int[] block,
            DType type,
            DType sum,
            boolean masked) {
        try (Triton triton = Tiers.triton(tier, threads);
                Tensor a = MatrixProductTiersTest.numbers(1, type, (long) s.m * s.k);
                Tensor b = MatrixProductTiersTest.numbers(2, type, (long) s.k * s.n);
                Tensor c = Tensor.zeros(sum, (long) s.m * s.n)) {
            bound(triton, s, block, s.args(a, b, c, block, masked, masked)).run();
            return c.storage().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "128, 128, 128, 32, 32, 32, FP32, false",
        "128, 128, 1200, 64, 64, 32, FP32, true",
        "100, 90, 70, 32, 32, 32, FP32, true",
        "70, 130, 1500, 64, 16, 128, FP32, true",
        "96, 64, 555, 16, 32, 16, FP16, true",
        "64, 96, 640, 32, 32, 64, BF16, true",
        "64, 96, 640, 32, 32, 64, I8, true",
        "33, 40, 0, 32, 32, 32, FP32, true",
        "160, 8, 64, 32, 8, 16, FP32, false"
    })
    void theBitsOfBytecode(
            int m, int n, int k, int bm, int bn, int bk, DType type, boolean masked) {
        Sizes sizes = new Sizes(m, n, k);
        int[] block = {bm, bn, bk};
        byte[] expected = product(CpuTier.JVM, 1, sizes, block, type, masked);
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(product(tier, 1, sizes, block, type, masked)).isEqualTo(expected);
            assertThat(product(tier, 2, sizes, block, type, masked)).isEqualTo(expected);
        }
    }

    /// Sums of fp16 are rounded after the product of each block.
    @ParameterizedTest
    @CsvSource({
        "128, 128, 128, 32, 32, 32, false",
        "100, 90, 1200, 64, 64, 32, true",
        "70, 130, 1500, 64, 16, 128, true",
        "33, 40, 70, 16, 8, 16, true"
    })
    void halvesAreRoundedAfterEachProduct(
            int m, int n, int k, int bm, int bn, int bk, boolean masked) {
        Sizes sizes = new Sizes(m, n, k);
        int[] block = {bm, bn, bk};
        DType half = DType.FP16;
        byte[] expected = product(CpuTier.JVM, 1, sizes, block, half, half, masked);
        assertThat(expected)
                .isNotEqualTo(
                        product(
                                CpuTier.JVM,
                                1,
                                sizes,
                                new int[] {bm, bn, 2 * bk},
                                half,
                                half,
                                masked));
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(product(tier, 1, sizes, block, half, half, masked)).isEqualTo(expected);
            assertThat(product(tier, 2, sizes, block, half, half, masked)).isEqualTo(expected);
        }
    }

    /// More threads than processors fill and read the panels that they share, launch after launch:
    /// shapes, blocks and types by chance.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void threadsThatShareTilesGiveTheBitsOfBytecode(long seed) {
        Random random = new Random(seed);
        Sizes s =
                new Sizes(
                        1 + random.nextInt(300), 1 + random.nextInt(300), 1 + random.nextInt(700));
        int[] block = {16 << random.nextInt(3), 16 << random.nextInt(3), 16 << random.nextInt(3)};
        DType type = List.of(DType.FP32, DType.FP16, DType.BF16, DType.I8).get(random.nextInt(4));
        for (CpuTier tier : Tiers.machineCode()) {
            try (Triton triton = Tiers.triton(tier, 5);
                    Triton bytecode = Tiers.triton(CpuTier.JVM, 1);
                    Tensor a = MatrixProductTiersTest.numbers(seed, type, (long) s.m * s.k);
                    Tensor b = MatrixProductTiersTest.numbers(~seed, type, (long) s.k * s.n);
                    Tensor c = Tensor.zeros(sum(type), (long) s.m * s.n);
                    Tensor d = Tensor.zeros(sum(type), (long) s.m * s.n)) {
                BoundLaunch several = bound(triton, s, block, s.args(a, b, c, block, true, true));
                BoundLaunch one = bound(bytecode, s, block, s.args(a, b, d, block, true, true));
                for (int round = 0; round < 4; round++) {
                    several.run();
                    one.run();
                    assertThat(c.storage().toArray(ValueLayout.JAVA_BYTE))
                            .as("%s, %s, %s, round %d", tier, s, type, round)
                            .isEqualTo(d.storage().toArray(ValueLayout.JAVA_BYTE));
                    try (Tensor next =
                            MatrixProductTiersTest.numbers(seed + round, type, (long) s.m * s.k)) {
                        a.copyFrom(next);
                    }
                }
            }
        }
    }

    private static DType sum(DType type) {
        return type == DType.I8 ? DType.I32 : DType.FP32;
    }

    @ParameterizedTest
    @CsvSource({
        "128, 128, 128, 32, 32, 32, FP32, false",
        "100, 90, 1200, 64, 64, 32, FP32, true",
        "70, 130, 1500, 64, 16, 128, FP32, true",
        "96, 64, 555, 16, 32, 16, FP16, true",
        "64, 96, 640, 32, 32, 64, BF16, true",
        "64, 96, 640, 32, 32, 64, I8, true",
        "160, 8, 64, 32, 8, 16, FP32, false"
    })
    void theBitsOfBytecodeByColumns(
            int m, int n, int k, int bm, int bn, int bk, DType type, boolean masked) {
        Sizes sizes = new Sizes(m, n, k, k, true);
        int[] block = {bm, bn, bk};
        byte[] expected = product(CpuTier.JVM, 1, sizes, block, type, masked);
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(product(tier, 1, sizes, block, type, masked)).isEqualTo(expected);
            assertThat(product(tier, 2, sizes, block, type, masked)).isEqualTo(expected);
        }
    }

    /// Panels are those of the launch, not of the one before.
    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void aSecondLaunchReadsAnew(CpuTier tier) {
        Sizes sizes = new Sizes(128, 128, 256);
        int[] block = {32, 32, 32};
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor a = Tensor.randn(1, DType.FP32, 128, 256);
                Tensor b = Tensor.randn(2, DType.FP32, 256, 128);
                Tensor c = Tensor.zeros(DType.FP32, 128, 128)) {
            BoundLaunch launch =
                    bound(triton, sizes, block, sizes.args(a, b, c, block, true, true));
            launch.run();
            a.copyFrom(Tensor.full(DType.FP32, 2, 128, 256));
            b.copyFrom(Tensor.full(DType.FP32, 3, 256, 128));
            launch.run();
            assertThat(c.toFloatArray()).containsOnly(2 * 3 * 256f);
        }
    }

    /// What a program stores, those after it read, where output and operand are one storage: `a`
    /// holds what the programs before have written, so that nothing may be kept.
    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void nothingIsKeptOfAStorageThatIsWritten(CpuTier tier) {
        assertThat(inPlace(tier)).isEqualTo(inPlace(CpuTier.JVM));
    }

    private static float[] inPlace(CpuTier tier) {
        Sizes sizes = new Sizes(128, 128, 128);
        int[] block = {32, 32, 32};
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor a = Tensor.randn(1, DType.FP32, 128, 128);
                Tensor b = Tensor.randn(2, DType.FP32, 128, 128)) {
            bound(triton, sizes, block, sizes.args(a, b, a, block, true, true)).run();
            return a.toFloatArray();
        }
    }

    /// The same programs fail at the same access, and what they stored before is there.
    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void faultsAreThoseOfBytecode(CpuTier tier) {
        Tiers.assumeRuns(tier);
        Throwable expected = catchThrowable(() -> beyond(CpuTier.JVM));
        assertThatThrownBy(() -> beyond(tier)).hasMessage(expected.getMessage());
    }

    private static void beyond(CpuTier tier) {
        Sizes sizes = new Sizes(64, 64, 160, 640);
        int[] block = {32, 32, 32};
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor a = Tensor.randn(1, DType.FP32, 64, 160);
                Tensor b = Tensor.randn(2, DType.FP32, 640, 64);
                Tensor c = Tensor.zeros(DType.FP32, 64, 64)) {
            bound(triton, sizes, block, sizes.args(a, b, c, block, false, false)).run();
        }
    }
}
