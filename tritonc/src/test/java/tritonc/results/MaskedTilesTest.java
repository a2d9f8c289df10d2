package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;

/// Tiles whose lanes are chosen by comparing sums of indices, where all are chosen, some and none,
/// and where the sums wrap; and the largest and smallest of lanes that are NaNs of every kind.
class MaskedTilesTest {
    private static final int N = 64;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def looking_back(x, most, sums, row, column, end, N: tl.constexpr):
                rows = row + tl.arange(0, N)
                columns = column + tl.arange(0, N)
                lanes = tl.arange(0, N)
                v = tl.load(x + lanes[:, None] * N + lanes[None, :])
                seen = (columns[None, :] < end) & (rows[:, None] >= columns[None, :])
                v = tl.where(seen, v * 2, -1.0)
                largest = tl.max(v, 1)
                tl.store(most + lanes, largest)
                tl.store(sums + lanes, tl.sum(v - largest[:, None], 1))

            @triton.jit
            def extremes(x, out, N: tl.constexpr):
                lanes = tl.arange(0, N)
                v = tl.load(x + lanes[:, None] * N + lanes[None, :])
                w = tl.load(x + lanes[None, :] * N + lanes[:, None])
                tl.store(out + lanes, tl.max(v, 1))
                tl.store(out + N + lanes, tl.min(v, 1))
                tl.store(out + 2 * N + lanes, tl.max(tl.maximum(v, w) - tl.minimum(v, w), 1))

            @triton.jit
            def spread(x, out, rows, columns, apart, N: tl.constexpr):
                r = tl.arange(0, N)[:, None]
                c = tl.arange(0, N)[None, :]
                v = tl.load(x + r * apart + 0 * c, mask=(r < rows) & (c < columns), other=0.0)
                tl.store(out + r * N + c, v + 1, mask=c < columns)

            @triton.jit
            def summed(x, out, rows, columns, apart, N: tl.constexpr):
                r = tl.arange(0, N)[:, None]
                c = tl.arange(0, N)[None, :]
                v = tl.load(x + r * apart + 0 * c, mask=(r < rows) & (c < columns), other=0.0)
                tl.store(out + tl.arange(0, N), tl.sum(v, 1))
            """;

    /// Rows are far apart and no column is inside: nothing is read, not even before a loop over
    /// columns that has no turns.
    @ParameterizedTest
    @CsvSource({
        "JVM, spread",
        "JVM, summed",
        "AVX2, spread",
        "AVX2, summed",
        "AVX512, spread",
        "AVX512, summed"
    })
    void nothingIsReadWhereNoLaneIsInside(CpuTier tier, String kernel) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.zeros(DType.FP32, 8);
                Tensor out = Tensor.zeros(DType.FP32, N, N)) {
            Object[] arguments = {
                "x", x, "out", out, "rows", N, "columns", 0, "apart", 50_000_000, "N", N
            };
            triton.load("m.py", SOURCE).kernel(kernel).launch(Grid.of(1), Args.of(arguments));
            assertThat(out.toFloatArray()).containsOnly(0);
        }
    }

    private static float[] lookingBack(CpuTier tier, int row, int column, int end) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.randn(1, DType.FP32, N, N);
                Tensor most = Tensor.zeros(DType.FP32, N);
                Tensor sums = Tensor.zeros(DType.FP32, N)) {
            Object[] arguments = {
                "x", x, "most", most, "sums", sums, "row", row, "column", column, "end", end, "N", N
            };
            triton.load("m.py", SOURCE)
                    .kernel("looking_back")
                    .launch(Grid.of(1), Args.of(arguments));
            float[] all = new float[2 * N];
            System.arraycopy(most.toFloatArray(), 0, all, 0, N);
            System.arraycopy(sums.toFloatArray(), 0, all, N, N);
            return all;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "128, 0, 1024",
        "63, 0, 64",
        "62, 0, 64",
        "128, 0, 63",
        "5, 5, 1024",
        "0, 128, 1024",
        "2147483647, 0, 1024",
        "2147483584, 0, 1024",
        "-2147483648, -2147483648, 1024",
        "100, 2147483600, 2147483647",
        "2147483647, 2147483584, 2147483647"
    })
    void chosenLanesAreThoseOfBytecode(int row, int column, int end) {
        Tiers.assertAgree(tier -> lookingBack(tier, row, column, end));
    }

    @Test
    void allLanesAreChosenAboveTheDiagonal() {
        float[] all = lookingBack(CpuTier.JVM, 128, 0, 1024);
        float[] some = lookingBack(CpuTier.JVM, 0, 0, 1024);
        assertThat(some).isNotEqualTo(all);
        assertThat(lookingBack(CpuTier.JVM, 0, 128, 1024)).startsWith(-1f, -1f);
    }

    /// NaNs, signalling ones too, are no candidates unless there is nothing else.
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FP32", "FP64"})
    void extremesPassNansOver(DType type) {
        double[] expected = extremes(CpuTier.JVM, type);
        assertThat(expected[0]).isNaN();
        assertThat(expected[1]).isEqualTo(1);
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(extremes(tier, type)).as("%s", tier).isEqualTo(expected);
        }
    }

    /// Row 0 is nothing but NaNs, row 1 has a number among them, the others have some.
    private static double[] extremes(CpuTier tier, DType type) {
        Random random = new Random(7);
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.empty(type, N, N);
                Tensor out = Tensor.zeros(type, 3 * N)) {
            for (int i = 0; i < N * N; i++) {
                boolean isNan = i != N + 9 && (i < 2 * N || random.nextInt(4) == 0);
                double number =
                        i == N + 9 ? 1 : random.nextInt(3) == 0 ? -0.0 : random.nextGaussian();
                boolean isSignalling = random.nextBoolean();
                if (type == DType.FP32) {
                    int bits = isSignalling ? 0x7F80_0001 : 0xFFC0_0000;
                    int put = isNan ? bits : Float.floatToRawIntBits((float) number);
                    x.storage().setAtIndex(ValueLayout.JAVA_INT, i, put);
                } else {
                    long bits = isSignalling ? 0x7FF0_0000_0000_0001L : 0xFFF8L << 48;
                    long put = isNan ? bits : Double.doubleToRawLongBits(number);
                    x.storage().setAtIndex(ValueLayout.JAVA_LONG, i, put);
                }
            }
            triton.load("m.py", SOURCE)
                    .kernel("extremes")
                    .launch(Grid.of(1), Args.of("x", x, "out", out, "N", N));
            double[] all = new double[3 * N];
            for (int i = 0; i < all.length; i++) {
                all[i] =
                        type == DType.FP32
                                ? out.storage().getAtIndex(ValueLayout.JAVA_FLOAT, i)
                                : out.storage().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
            }
            return all;
        }
    }
}
