package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What becomes of the sums of a product while they are in registers gives the bits of bytecode:
/// programs at the edges, rows that overlap, sums that are added in place, any types.
class EpilogueTiersTest {
    private static final String KERNEL =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def product(a, b, c, bias, scale, rest, M, N, K, sam, sbk, scm, scn, start,
                        BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr, ACC: tl.constexpr):
                rows = tl.program_id(0) * BM + tl.arange(0, BM)
                columns = tl.program_id(1) * BN + tl.arange(0, BN)
                ks = tl.arange(0, BK)
                a_ptrs = a + rows[:, None] * sam + ks[None, :]
                b_ptrs = b + ks[:, None] * sbk + columns[None, :]
                acc = tl.zeros((BM, BN), dtype=ACC)
                for k in range(0, tl.cdiv(K, BK)):
                    left = K - k * BK
                    x = tl.load(a_ptrs, mask=(rows[:, None] < M) & (ks[None, :] < left), other=0)
                    y = tl.load(b_ptrs, mask=(ks[:, None] < left) & (columns[None, :] < N), other=0)
                    acc = tl.dot(x, y, acc, input_precision="ieee", out_dtype=ACC)
                    a_ptrs += BK
                    b_ptrs += BK * sbk
                mask = (rows[:, None] < M) & (columns[None, :] < N)
                places = start + rows[:, None] * scm + columns[None, :] * scn
                v = acc.to(tl.float32)
            EPILOGUE
                tl.store(c + places, v, mask=mask)
            """;

    private static final List<String> LINES =
            List.of(
                    "v = v + tl.load(bias + columns, mask=columns < N, other=0.0)[None, :]",
                    "v = v * tl.load(scale + rows, mask=rows < M, other=1.0)[:, None]",
                    "v = v + tl.load(rest + rows[:, None] * N + columns[None, :], mask=mask)",
                    "v = v + tl.load(c + places, mask=mask, other=0.0).to(tl.float32)",
                    "v = tl.maximum(v, 0.0)",
                    "v = tl.where(v > 1.0, v, 0.25 * v)",
                    "v = v * 0.5 + start",
                    "v = v * tl.sigmoid(v)",
                    "v = v / tl.load(scale + rows, mask=rows < M, other=1.0)[:, None]",
                    "v = tl.where(rows[:, None] >= columns[None, :], v, -1.0)");

    /// @param start where c begins in its storage
    private record Case(
            int m,
            int n,
            int k,
            int rowStride,
            int columnStride,
            int start,
            int[] block,
            DType type,
            DType stored,
            List<String> lines) {
        private static final int MARGIN = 70_000;

        Case {
            lines = List.copyOf(lines);
        }

        DType sum() {
            return type == DType.I8 ? DType.I32 : type == DType.FP64 ? DType.FP64 : DType.FP32;
        }

        String source() {
            StringBuilder epilogue = new StringBuilder();
            lines.forEach(l -> epilogue.append("    ").append(l).append('\n'));
            return KERNEL.replace("EPILOGUE\n", epilogue);
        }

        byte[] run(CpuTier tier, int threads) {
            try (Triton triton = Tiers.triton(tier, threads);
                    Tensor a = MatrixProductTiersTest.numbers(1, type, Math.max(1, (long) m * k));
                    Tensor b = MatrixProductTiersTest.numbers(2, type, Math.max(1, (long) k * n));
                    Tensor random = Tensor.randn(3, DType.FP32, 2 * MARGIN);
                    Tensor c = random.to(stored);
                    Tensor bias = Tensor.randn(4, DType.FP32, n);
                    Tensor scale = Tensor.randn(5, DType.FP32, m);
                    Tensor rest = Tensor.randn(6, DType.FP32, m, n)) {
                triton.load("p.py", source())
                        .kernel("product")
                        .launch(
                                Grid.of(
                                        (m + block[0] - 1) / block[0],
                                        (n + block[1] - 1) / block[1]),
                                args(a, b, c, bias, scale, rest));
                return c.storage().toArray(ValueLayout.JAVA_BYTE);
            }
        }

        private Args args(Tensor a, Tensor b, Tensor c, Tensor bias, Tensor scale, Tensor rest) {
            return Args.of(
                    "a",
                    a,
                    "b",
                    b,
                    "c",
                    c,
                    "bias",
                    bias,
                    "scale",
                    scale,
                    "rest",
                    rest,
                    "M",
                    m,
                    "N",
                    n,
                    "K",
                    k,
                    "sam",
                    k,
                    "sbk",
                    n,
                    "scm",
                    rowStride,
                    "scn",
                    columnStride,
                    "start",
                    MARGIN + start,
                    "BM",
                    block[0],
                    "BN",
                    block[1],
                    "BK",
                    block[2],
                    "ACC",
                    sum());
        }

        @Override
        public String toString() {
            return "%d x %d x %d, c by %d and %d from %d, %s of %s to %s%n%s"
                    .formatted(
                            m,
                            n,
                            k,
                            rowStride,
                            columnStride,
                            start,
                            java.util.Arrays.toString(block),
                            type,
                            stored,
                            String.join("\n", lines));
        }

        /// Whether no two programs write the same places.
        boolean isApart() {
            return columnStride >= 1 && rowStride >= n * columnStride;
        }
    }

    private static Case random(Random random) {
        int[] block = {16 << random.nextInt(3), 16 << random.nextInt(3), 16 << random.nextInt(3)};
        int m = random.nextBoolean() ? block[0] * (1 + random.nextInt(3)) : 1 + random.nextInt(150);
        int n = random.nextBoolean() ? block[1] * (1 + random.nextInt(3)) : 1 + random.nextInt(150);
        int k = random.nextInt(6) == 0 ? random.nextInt(1400) : random.nextInt(200);
        int by = random.nextInt(8) == 0 ? 2 : 1;
        int[] strides = {n * by, n * by, n * by, n * by + random.nextInt(90), -n, 1, 0, 17};
        List<String> lines = new ArrayList<>(LINES);
        Collections.shuffle(lines, random);
        return new Case(
                m,
                n,
                k,
                strides[random.nextInt(strides.length)],
                by,
                random.nextInt(3),
                block,
                List.of(DType.FP32, DType.FP32, DType.FP16, DType.BF16, DType.I8)
                        .get(random.nextInt(5)),
                List.of(DType.FP32, DType.FP32, DType.FP16, DType.BF16).get(random.nextInt(4)),
                lines.subList(0, random.nextInt(4)));
    }

    private static void assertAgrees(Case c) {
        byte[] expected = c.run(CpuTier.JVM, 1);
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(c.run(tier, 1)).as("%s, %s", tier, c).isEqualTo(expected);
            if (c.isApart()) {
                assertThat(c.run(tier, 2)).as("%s, 2 threads, %s", tier, c).isEqualTo(expected);
            }
        }
    }

    /// `-Depilogue.cases` and `-Depilogue.seed` for more or others.
    @Test
    void anyEpilogueGivesTheBitsOfBytecode() {
        Tiers.machineCode();
        long seed = Long.getLong("epilogue.seed", 1);
        for (int i = 0; i < Integer.getInteger("epilogue.cases", 40); i++) {
            assertAgrees(random(new Random(seed + i)));
        }
    }

    private static final int[] BLOCK = {32, 32, 32};

    @ParameterizedTest
    @CsvSource({
        "64, 64, 64, 64, 1", "64, 64, 0, 64, 1", "64, 64, 1200, 100, 1", "33, 65, 70, 65, 1",
        "64, 64, 64, 16, 1", "64, 64, 64, 0, 1", "64, 64, 64, -64, 1", "64, 64, 64, 1, 64",
        "64, 64, 64, 31, 1", "64, 64, 64, 32, 1"
    })
    void rowsAsTheyMayLie(int m, int n, int k, int rowStride, int columnStride) {
        for (List<String> lines : List.of(List.<String>of(), LINES.subList(0, 5))) {
            Case one =
                    new Case(
                            m,
                            n,
                            k,
                            rowStride,
                            columnStride,
                            0,
                            BLOCK,
                            DType.FP32,
                            DType.FP32,
                            lines);
            assertAgrees(one);
        }
    }

    /// The same programs fail at the same access, and what they stored before is there.
    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void faultsAreThoseOfBytecode(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int far = 2 * Case.MARGIN;
        Case beyond =
                new Case(
                        64, 64, 64, 64, 1, far, BLOCK, DType.FP32, DType.FP32, LINES.subList(0, 1));
        Throwable expected = catchThrowable(() -> beyond.run(CpuTier.JVM, 1));
        assertThat(expected).isNotNull();
        assertThatThrownBy(() -> beyond.run(tier, 1)).hasMessage(expected.getMessage());
    }

    /// Nothing is stored between the last product and what becomes of the sums, but what registers
    /// run out for.
    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void sumsGoThroughNoMemory(CpuTier tier) {
        String signature =
                "*fp32:16, *fp32:16, *fp32:16, *fp32:16, *fp32:16, *fp32:16, i32:16, i32:16,"
                        + " i32:16, i32:16, i32:16, i32:16, 1, i32:16, 32, 32, 32, fp32";
        Case c = new Case(64, 64, 64, 64, 1, 0, BLOCK, DType.FP32, DType.FP32, LINES.subList(4, 5));
        List<String> code =
                Listings.of(c.source(), "product", signature, tier)
                        .lines()
                        .map(String::strip)
                        .toList();
        int use = 0;
        while (!code.get(use).startsWith("vrangeps") && !code.get(use).startsWith("vmaxps")) {
            use++;
        }
        int product = use;
        while (!code.get(product).startsWith("vfmadd231ps")) {
            product--;
        }
        assertThat(code.subList(product, use))
                .noneMatch(i ->
                        i.startsWith("vmovups")
                                && i.contains("word ptr [r")
                                && i.endsWith("mm0")
                                && !i.contains("[rsp"));
    }
}
