package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

/// Masks that hold in the first iterations of a loop, which then has strips without them: where
/// they hold in all, some and no iterations, and where what they compare wraps.
class HeldMasksTest {
    private static final int N = 1024;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def below(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                inside = start + lanes < end
                v = tl.load(x + lanes, mask=inside, other=-1.0)
                tl.store(out + lanes, tl.where(inside, v * 2, v - 3))

            @triton.jit
            def up_to(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                inside = end >= lanes + start
                v = tl.load(x + lanes, mask=inside, other=5.0)
                tl.store(out + lanes, tl.sum(tl.exp(v * 0.1)) + v)

            @triton.jit
            def both(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                some = (lanes < end) & (lanes + start < 700)
                v = tl.load(x + lanes, mask=some, other=0.0)
                odd = some & (v > 0)
                tl.store(out + lanes, tl.where(odd, tl.sin(v * 1e6), tl.where(some, v, 7.0)))

            @triton.jit
            def read(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                inside = lanes + start < end
                v = tl.load(x + lanes, mask=inside, other=0.0)
                tl.store(out + lanes, v + inside.to(tl.float32))

            @triton.jit
            def softmax(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                v = tl.load(x + lanes, mask=lanes < end, other=-float("inf"))
                e = tl.exp(v - tl.max(v, axis=0))
                tl.store(out + lanes, e / tl.sum(e, axis=0), mask=lanes < end)

            @triton.jit
            def arms(x, out, start, end, N: tl.constexpr):
                lanes = tl.arange(0, N)
                v = tl.load(x + lanes)
                inside = lanes + start < end
                far = tl.where(inside, tl.sin(v * 1e6), v)
                tl.store(out + lanes, far + tl.where(lanes * 2 < end, v, far))
            """;

    private static float[] run(CpuTier tier, String kernel, int start, int end) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.randn(1, DType.FP32, N);
                Tensor out = Tensor.zeros(DType.FP32, N)) {
            Object[] arguments = {"x", x, "out", out, "start", start, "end", end, "N", N};
            triton.load("m.py", SOURCE).kernel(kernel).launch(Grid.of(1), Args.of(arguments));
            return out.toFloatArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1024",
        "0, 1000",
        "0, 1",
        "0, 0",
        "0, -5",
        "0, 64",
        "0, 65",
        "0, 2147483647",
        "0, -2147483648",
        "-24, 1000",
        "1000, 1100",
        "2147483000, 2147483647",
        "2147482624, 2147483647",
        "2147483647, 0",
        "-2147483648, 2147483647",
        "-2147483648, -2147483000",
        "-2147483648, -2147483648",
        "2147483647, -2147482700"
    })
    void lanesAreThoseOfBytecode(int start, int end) {
        for (String kernel : new String[] {"below", "up_to", "both", "read", "softmax", "arms"}) {
            Tiers.assertAgree(tier -> run(tier, kernel, start, end));
        }
    }

    @Test
    void aSumThatWrapsChoosesItsLanesAgain() {
        float[] all = run(CpuTier.JVM, "below", Integer.MAX_VALUE, 0);
        assertThat(all[0]).isEqualTo(-4);
        assertThat(all[1]).isNotEqualTo(-4);
    }

    private static String loops(String kernel) {
        String signature = "*fp32:16, *fp32:16, i32, i32, 1024";
        return Listings.of(SOURCE, kernel, signature, CpuTier.AVX512);
    }

    /// Loads that need no mask stand in a strip of their own; where a mask is read as a number they
    /// do not.
    @ParameterizedTest
    @CsvSource({"below, true", "up_to, true", "softmax, true", "read, false"})
    void firstStripsAreWithoutMasks(String kernel, boolean expected) {
        String[] blocks = loops(kernel).split("\\.L\\d+:");
        boolean found = false;
        for (String block : blocks) {
            boolean reads = block.contains("vmovups zmm") && block.contains("zmmword ptr");
            boolean computes = block.contains("vmulps") || block.contains("vfmadd");
            boolean isLoop = block.contains("add ") && block.contains("jle .L");
            found |= reads && computes && isLoop && !block.contains("vpcmpd");
        }
        assertThat(found).isEqualTo(expected);
    }
}
