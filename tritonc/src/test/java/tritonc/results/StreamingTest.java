package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

/// Arrays that are written past the caches hold what was written: whole lines, what is before and
/// behind them, and nothing outside the mask.
class StreamingTest {
    /// Elements of an array that no cache holds, and some more.
    private static final int N = (1 << 22) + 1000;

    private static final int BLOCK = 1024;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def twice(x_ptr, out_ptr, start, n, BLOCK: tl.constexpr):
                offsets = start + tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                inside = offsets < n
                tl.store(out_ptr + offsets, tl.load(x_ptr + offsets, mask=inside) * 2, mask=inside)
            """;

    @ParameterizedTest
    @EnumSource(
            value = CpuTier.class,
            names = {"AVX2", "AVX512"})
    void linesAreWrittenWhole(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 2)) {
            for (DType type : new DType[] {DType.FP32, DType.I64}) {
                Tensor x = Tensor.arange(type, N);
                for (int start : new int[] {0, 16, 3}) {
                    int end = N - 5;
                    Tensor out = Tensor.full(type, -1, N);
                    triton.load("twice.py", SOURCE)
                            .kernel("twice")
                            .bind(
                                    Grid.of((N + BLOCK - 1) / BLOCK),
                                    Args.of(
                                            "x_ptr", x, "out_ptr", out, "start", start, "n", end,
                                            "BLOCK", BLOCK))
                            .run();
                    check(out, start, end);
                    out.close();
                }
                x.close();
            }
        }
    }

    private static void check(Tensor out, int start, int end) {
        boolean isFloat = out.dtype() == DType.FP32;
        float[] floats = isFloat ? out.toFloatArray() : new float[0];
        long[] longs = isFloat ? new long[0] : out.toLongArray();
        for (int i = 0; i < N; i++) {
            double expected = i < start || i >= end ? -1 : 2.0 * i;
            double actual = isFloat ? floats[i] : longs[i];
            if (actual != expected) {
                assertThat(actual).as("element %s from %s", i, start).isEqualTo(expected);
            }
        }
    }
}
