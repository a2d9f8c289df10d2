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

/// Tiles that a loop carries and that become what is made of their own lanes and of others of
/// theirs.
class CarriedTilesTest {
    private static final int N = 16;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def flipped(x, out, n, B: tl.constexpr):
                o = tl.arange(0, B * B)
                a = tl.load(x + o)
                for k in range(n):
                    v = a + 1.0
                    a = v + tl.flip(v)
                tl.store(out + o, a)

            @triton.jit
            def turned(x, out, n, B: tl.constexpr):
                o = tl.arange(0, B)[:, None] * B + tl.arange(0, B)[None, :]
                a = tl.load(x + o)
                for k in range(n):
                    v = a + 1.0
                    a = v - tl.trans(v)
                tl.store(out + o, a)
            """;

    private static float[] run(CpuTier tier, String kernel, int turns) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.arange(DType.FP32, N, N);
                Tensor out = Tensor.zeros(DType.FP32, N, N)) {
            Args args = Args.of("x", x, "out", out, "n", turns, "B", N);
            triton.load("c.py", SOURCE).kernel(kernel).launch(Grid.of(1), args);
            return out.toFloatArray();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void lanesAreReadBeforeTheyAreOverwritten(CpuTier tier) {
        float[] flipped = run(tier, "flipped", 3);
        // x + 1 and 256 - x are 257 together, then each is twice one more
        assertThat(flipped).containsOnly(2 * (2 * (257 + 1) + 1));
        float[] turned = run(tier, "turned", 3);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                // i · 16 + j less j · 16 + i, and twice that in each turn behind
                assertThat(turned[i * N + j]).isEqualTo(4 * 15 * (i - j));
            }
        }
    }
}
