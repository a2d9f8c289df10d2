package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.driver.MachineCode;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/// Products of bf16 that a processor adds two at a time give the bits of bytecode, whatever the
/// numbers are: so small that the instruction would take them, or what they become, for 0, so large
/// that sums are infinite, sums that begin as anything.
class Bf16ProductsTest {
    private static final String KERNELS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def loop(a, b, c, M, N, K, am, ak, bk, bn, BM: tl.constexpr, BN: tl.constexpr,
                     BK: tl.constexpr):
                rows = tl.program_id(0) * BM + tl.arange(0, BM)
                columns = tl.program_id(1) * BN + tl.arange(0, BN)
                ks = tl.arange(0, BK)
                places = c + rows[:, None] * N + columns[None, :]
                mask = (rows[:, None] < M) & (columns[None, :] < N)
                acc = tl.load(places, mask=mask, other=0.0)
                for k in range(0, tl.cdiv(K, BK)):
                    at = k * BK + ks
                    x = tl.load(a + rows[:, None] * am + at[None, :] * ak,
                                mask=(rows[:, None] < M) & (at[None, :] < K), other=0)
                    y = tl.load(b + at[:, None] * bk + columns[None, :] * bn,
                                mask=(at[:, None] < K) & (columns[None, :] < N), other=0)
                    acc = tl.dot(x, y, acc)
                tl.store(places, acc, mask=mask)

            @triton.jit
            def alone(a, b, c, M, N, K, am, ak, bk, bn, BM: tl.constexpr, BN: tl.constexpr,
                      BK: tl.constexpr):
                rows = tl.program_id(0) * BM + tl.arange(0, BM)
                columns = tl.program_id(1) * BN + tl.arange(0, BN)
                ks = tl.arange(0, BK)
                places = c + rows[:, None] * N + columns[None, :]
                mask = (rows[:, None] < M) & (columns[None, :] < N)
                x = tl.load(a + rows[:, None] * am + ks[None, :] * ak,
                            mask=(rows[:, None] < M) & (ks[None, :] < K), other=0)
                y = tl.load(b + ks[:, None] * bk + columns[None, :] * bn,
                            mask=(ks[:, None] < K) & (columns[None, :] < N), other=0)
                acc = tl.dot(x, y, tl.load(places, mask=mask, other=0.0))
                acc = tl.dot(x * 2, y, acc)
                tl.store(places, acc, mask=mask)
            """;

    /// @param byColumns whether the right operand lies in memory column by column
    private record Case(String kernel, int m, int n, int k, int[] block, boolean byColumns) {
        float[] run(CpuTier tier, int threads, float[] left, float[] right, float[] sums) {
            try (Triton triton = Tiers.triton(tier, threads);
                    Tensor x = Tensor.of(left, m, k);
                    Tensor y = Tensor.of(right, k, n);
                    Tensor a = x.to(DType.BF16);
                    Tensor b = y.to(DType.BF16);
                    Tensor c = Tensor.of(sums, m, n)) {
                triton.load("p.py", KERNELS)
                        .kernel(kernel)
                        .launch(
                                Grid.of(
                                        (m + block[0] - 1) / block[0],
                                        (n + block[1] - 1) / block[1]),
                                args(a, b, c));
                return c.toFloatArray();
            }
        }

        private Args args(Tensor a, Tensor b, Tensor c) {
            return Args.of(
                    "a",
                    a,
                    "b",
                    b,
                    "c",
                    c,
                    "M",
                    m,
                    "N",
                    n,
                    "K",
                    k,
                    "am",
                    k,
                    "ak",
                    1,
                    "bk",
                    byColumns ? 1 : n,
                    "bn",
                    byColumns ? k : 1,
                    "BM",
                    block[0],
                    "BN",
                    block[1],
                    "BK",
                    block[2]);
        }

        void check(float[] left, float[] right, float[] sums) {
            float[] expected = run(CpuTier.JVM, 1, left, right, sums);
            for (CpuTier tier : Tiers.machineCode()) {
                for (int threads = 1; threads <= 2; threads++) {
                    // all NaNs are equal here
                    assertThat(run(tier, threads, left, right, sums))
                            .as(
                                    "%s, %d threads, %s of %d x %d x %d",
                                    tier, threads, kernel, m, n, k)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /// What an array may be full of.
    enum Numbers {
        USUAL(r -> r.nextGaussian()),
        ZERO(r -> r.nextBoolean() ? 0 : -0.0),
        LEAST(r -> sign(r) * 0x1p-56 * (1 + r.nextInt(128) / 128.0)),
        JUST_TOO_SMALL(r -> sign(r) * 0x1p-57 * (1 + r.nextInt(128) / 128.0)),
        SMALL(r -> sign(r) * Math.scalb(1 + r.nextInt(128) / 128.0, -50 - r.nextInt(30))),
        SUBNORMAL(r -> sign(r) * 0x1p-133 * r.nextInt(128)),
        ANY(r -> Float.intBitsToFloat(r.nextInt())),
        LARGE(r -> sign(r) * Math.scalb(1 + r.nextInt(128) / 128.0, 40 + r.nextInt(60))),
        SPECIAL(r -> new double[] {0, -0.0, 1, -1, 0x1p64, 1e39, -1e39, 0.0 / 0}[r.nextInt(8)]);

        private final java.util.function.ToDoubleFunction<Random> number;

        Numbers(java.util.function.ToDoubleFunction<Random> number) {
            this.number = number;
        }

        private static int sign(Random random) {
            return random.nextBoolean() ? 1 : -1;
        }

        /// Some, one in `among` of which is one of these and the others usual.
        float[] of(long seed, int count, int among) {
            Random random = new Random(seed);
            IntToDoubleFunction make =
                    i ->
                            random.nextInt(among) == 0
                                    ? number.applyAsDouble(random)
                                    : USUAL.number.applyAsDouble(random);
            float[] all = new float[count];
            for (int i = 0; i < count; i++) {
                all[i] = (float) make.applyAsDouble(i);
            }
            return all;
        }
    }

    private static final int[] BLOCK = {32, 32, 32};

    @ParameterizedTest
    @EnumSource
    void factorsOfAnySize(Numbers numbers) {
        Case loop = new Case("loop", 70, 80, 600, BLOCK, false);
        Case turned = new Case("loop", 33, 48, 90, new int[] {16, 16, 16}, true);
        Case alone = new Case("alone", 32, 64, 32, BLOCK, false);
        Case few = new Case("alone", 16, 32, 16, new int[] {16, 16, 16}, true);
        for (Case c : new Case[] {loop, turned, alone, few}) {
            for (int among : new int[] {1, 1000}) {
                float[] some = numbers.of(1, c.m * c.k, among);
                float[] others = numbers.of(2, c.k * c.n, among);
                c.check(some, others, new float[c.m * c.n]);
                c.check(some, Numbers.USUAL.of(3, c.k * c.n, 1), new float[c.m * c.n]);
                c.check(Numbers.USUAL.of(4, c.m * c.k, 1), others, new float[c.m * c.n]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsThatBeginAsAnything(Numbers numbers) {
        for (String kernel : new String[] {"loop", "alone"}) {
            Case c = new Case(kernel, 40, 50, 32, BLOCK, false);
            for (Numbers factors : new Numbers[] {Numbers.LEAST, Numbers.ZERO, Numbers.SMALL}) {
                float[] left = factors.of(5, c.m * c.k, 1);
                float[] right = factors.of(6, c.k * c.n, 1);
                c.check(left, right, numbers.of(7, c.m * c.n, 1));
                c.check(left, right, numbers.of(8, c.m * c.n, 1500));
            }
        }
    }

    /// 2^-104 less a number next to it, which leaves a subnormal one: 2^-127.
    @ParameterizedTest
    @ValueSource(strings = {"loop", "alone"})
    void sumsThatLeaveASubnormalNumber(String kernel) {
        Case c = new Case(kernel, 32, 32, 16, new int[] {32, 32, 16}, false);
        float[] left = new float[c.m * c.k];
        float[] right = new float[c.k * c.n];
        float[] sums = new float[c.m * c.n];
        for (int i = 0; i < 32; i++) {
            left[i * c.k + 3] = 0x1p-56f;
            right[3 * c.n + i] = 0x1p-48f;
        }
        for (int i = 0; i < sums.length; i += 3) {
            sums[i] = -Math.nextUp(0x1p-104f);
        }
        assertThat(-Math.nextUp(0x1p-104f) + 0x1p-104f).isEqualTo(-0x1p-127f);
        c.check(left, right, sums);
    }

    /// What is too small stands in one part of k, and sums that came of it go through the others.
    @ParameterizedTest
    @ValueSource(ints = {0, 511, 512, 1023, 1024, 1535})
    void oneSmallNumberOfMany(int at) {
        Case c = new Case("loop", 32, 32, 1536, BLOCK, false);
        float[] left = Numbers.LEAST.of(1, c.m * c.k, 1);
        float[] right = Numbers.LEAST.of(2, c.k * c.n, 1);
        for (int row = 0; row < c.m; row++) {
            left[row * c.k + at] = 0x1p-70f * (row + 1);
        }
        c.check(left, right, new float[c.m * c.n]);
        right[at * c.n + 5] = 0x1p-126f;
        c.check(Numbers.LEAST.of(1, c.m * c.k, 1), right, new float[c.m * c.n]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shapesByChance(long seed) {
        Random random = new Random(seed);
        boolean isAlone = random.nextInt(3) == 0;
        int[] block = {16 << random.nextInt(3), 16 << random.nextInt(3), 16 << random.nextInt(3)};
        Case c =
                new Case(
                        isAlone ? "alone" : "loop",
                        1 + random.nextInt(100),
                        1 + random.nextInt(100),
                        1 + random.nextInt(isAlone ? block[2] : 1300),
                        block,
                        random.nextBoolean());
        Numbers[] all = Numbers.values();
        Numbers left = all[random.nextInt(all.length)];
        Numbers right = all[random.nextInt(all.length)];
        int among = 1 + random.nextInt(3) * 400;
        c.check(
                left.of(seed, c.m * c.k, among),
                right.of(~seed, c.k * c.n, among),
                Numbers.ZERO.of(seed, c.m * c.n, 1));
    }

    /// Code asks for the feature where it was allowed and is of use, and nowhere else.
    @ParameterizedTest
    @CsvSource({
        "bf16, 32, 32, true",
        "bf16, 16, 16, true",
        "bf16, 8, 32, false",
        "bf16, 32, 8, false",
        "fp16, 32, 32, false",
        "fp32, 32, 32, false"
    })
    void codeNeedsWhatItUses(String type, int n, int k, boolean isUsed) {
        String signature =
                "*%s:16, *%s:16, *fp32:16, i32, i32, i32, i32:16, 1, i32:16, 1, 32, %d, %d"
                        .formatted(type, type, n, k);
        Set<CpuFeature> both = Set.of(CpuFeature.AVX512_VNNI, CpuFeature.AVX512_BF16);
        for (String kernel : new String[] {"loop", "alone"}) {
            assertThat(needed(kernel, signature, both))
                    .isEqualTo(isUsed ? Set.of(CpuFeature.AVX512_BF16) : Set.of());
            assertThat(needed(kernel, signature, Set.of(CpuFeature.AVX512_VNNI))).isEmpty();
        }
    }

    private static Set<CpuFeature> needed(
            String kernel, String signature, Set<CpuFeature> features) {
        NativePayload made =
                MachineCode.of(Listings.loops(KERNELS, kernel, signature), CpuTier.AVX512, features)
                        .content();
        if (made instanceof NativePayload.Code code) {
            return code.features();
        }
        throw new AssertionError(made);
    }
}
