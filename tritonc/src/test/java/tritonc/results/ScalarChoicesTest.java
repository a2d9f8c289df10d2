package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

/// Choices between scalar floats, by comparisons that nobody else asks for or that others ask for
/// too.
class ScalarChoicesTest {
    private static final float[] NUMBERS = {
        0, -0f, 1, -1, 0.5f, 3e38f, 1e-45f, Float.NaN, Float.POSITIVE_INFINITY, -7, 2, 100
    };

    private static final String KERNELS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def only(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i)
                b = tl.load(y + i)
                tl.store(out + i, tl.where(a < b, a, tl.where(a != a, b, 2.0 * b)))

            @triton.jit
            def twice(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i)
                b = tl.load(y + i)
                less = a <= b
                v = tl.where(less, a - b, b)
                w = tl.where(less, 1.0, v)
                tl.store(out + i, v * w + tl.where(less, a, w))

            @triton.jit
            def counted(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i)
                b = tl.load(y + i)
                more = a > b
                tl.store(out + i, tl.where(more, a, b) + more.to(tl.float32) * 8)

            @triton.jit
            def joined(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i)
                b = tl.load(y + i)
                tl.store(out + i, tl.where((a > b) & (a > 0), a, tl.where((a == b) | (b < 0), b, 5.0)))

            @triton.jit
            def looped(x, y, out, n):
                i = tl.program_id(0)
                largest = tl.load(x + i)
                total = 0.0
                for k in range(n):
                    v = tl.load(y + k)
                    larger = v > largest
                    largest = tl.where(larger, v, largest)
                    total = tl.where(larger, total * 0.5, total + v)
                tl.store(out + i, total + largest)

            @triton.jit
            def branched(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i)
                b = tl.load(y + i)
                less = a < b
                if less:
                    c = tl.where(less, a, b) + tl.log(tl.abs(a) + 1)
                else:
                    c = tl.where(less, b, a) - tl.log(tl.abs(b))
                tl.store(out + i, tl.where(b > 1, c, -c))

            @triton.jit
            def wide(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i).to(tl.float64)
                b = tl.load(y + i).to(tl.float64)
                tl.store(out + i, tl.where(a < b, a, tl.where(b > 0, b, tl.exp(a))).to(tl.float32))

            @triton.jit
            def half(x, y, out, n):
                i = tl.program_id(0)
                a = tl.load(x + i).to(tl.float16)
                b = tl.load(y + i).to(tl.float16)
                tl.store(out + i, tl.where(a < b, a, tl.where(b > a, b, a * b)).to(tl.float32))
            """;

    private static float[] run(CpuTier tier, String kernel) {
        int count = NUMBERS.length * NUMBERS.length;
        float[] left = new float[count];
        float[] right = new float[count];
        for (int i = 0; i < count; i++) {
            left[i] = NUMBERS[i / NUMBERS.length];
            right[i] = NUMBERS[i % NUMBERS.length];
        }
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.of(left, count);
                Tensor y = Tensor.of(right, count);
                Tensor out = Tensor.of(new float[count], count)) {
            triton.load("p.py", KERNELS)
                    .kernel(kernel)
                    .launch(Grid.of(count), Args.of("x", x, "y", y, "out", out, "n", 9));
            return out.toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"only", "twice", "counted", "joined", "looped", "branched", "wide", "half"})
    void allTiersChooseAlike(String kernel) {
        Tiers.assertAgree(tier -> run(tier, kernel));
    }

    /// A comparison goes through a general register where somebody asks for a number, and only
    /// there.
    @Test
    void onlyNumbersGoThroughGeneralRegisters() {
        String signature = "*fp32, *fp32, *fp32, i32";
        assertThat(Listings.of(KERNELS, "only", signature, CpuTier.AVX512)).doesNotContain("kmov");
        assertThat(Listings.of(KERNELS, "twice", signature, CpuTier.AVX512)).doesNotContain("kmov");
        assertThat(Listings.of(KERNELS, "counted", signature, CpuTier.AVX512)).contains("kmov");
    }
}
