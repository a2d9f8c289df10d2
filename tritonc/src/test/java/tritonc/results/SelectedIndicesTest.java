package tritonc.results;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

/// Indices that what a select may skip asks for first, and others behind it; and sums of each other
/// by which lanes are selected.
class SelectedIndicesTest {
    private static final int N = 64;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def numbers(x, out, step, N: tl.constexpr):
                i = tl.arange(0, N)
                v = tl.load(x + i)
                a = i * 3
                for k in tl.static_range(1, 24, 2):
                    a = (a ^ (k + 6)) * 5 + k
                y = tl.where(v > 100.0, a, 5)
                tl.store(out + i, (y + (i ^ 6)).to(tl.float32))

            @triton.jit
            def random(x, out, step, N: tl.constexpr):
                i = tl.arange(0, N)
                v = tl.load(x + i)
                y = tl.where(v > 1.0, tl.rand(7, i), v)
                tl.store(out + i, y + (i & 3).to(tl.float32))

            @triton.jit
            def strides(x, out, step, N: tl.constexpr):
                i = tl.arange(0, N)
                v = tl.load(x + i)
                y = tl.where(v > 1.0, tl.rand(7, i * step), v)
                tl.store(out + i * step, y)

            @triton.jit
            def sums(x, out, step, N: tl.constexpr):
                r = tl.arange(0, N)[:, None]
                c = tl.arange(0, N)[None, :]
                v = tl.load(x + r * 0 + c)
                a = r + step
                b = a + c
                for _ in tl.static_range(20):
                    a = a + b
                    b = b + a
                tl.store(out + r * 0 + c, tl.where(b >= c, v, -1.0), mask=r < 1)
            """;

    private static float[] run(CpuTier tier, String kernel) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.randn(1, DType.FP32, N);
                Tensor out = Tensor.zeros(DType.FP32, N)) {
            Args args = Args.of("x", x, "out", out, "step", 1, "N", N);
            triton.load("s.py", SOURCE).kernel(kernel).launch(Grid.of(1), args);
            return out.toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbers", "random", "strides", "sums"})
    void allTiersGiveTheSame(String kernel) {
        Tiers.assertAgree(tier -> run(tier, kernel));
    }
}
