package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

/// Exponentials end with a multiplication by a power of two, for which AVX-512 has an instruction:
/// it is used where the factor's size is proved, and only there.
class PowersOfTwoTest {
    private static final int N = 1 << 16;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def exp(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.exp(tl.load(x + o)))

            @triton.jit
            def exp2(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.exp2(tl.load(x + o)))

            @triton.jit
            def of_any_size(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + o)
                c = tl.minimum(tl.maximum(v, -254.0), 129.0)
                t = c + 12583166.0
                n = t - 12583166.0
                b = t.to(tl.int32, bitcast=True)
                h = b >> 1
                y = v * (h << 23).to(tl.float32, bitcast=True)
                y = y * ((b - h) << 23).to(tl.float32, bitcast=True)
                tl.store(out + o, y + n * 0)

            @triton.jit
            def of_any_power(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + o)
                t = v + 12583166.0
                n = t - 12583166.0
                r = v - n
                p = tl.fma(tl.fma(r, 0.25, 0.5), r, 1.0)
                b = t.to(tl.int32, bitcast=True)
                h = b >> 1
                y = p * (h << 23).to(tl.float32, bitcast=True)
                y = y * ((b - h) << 23).to(tl.float32, bitcast=True)
                tl.store(out + o, y)
            """;

    private static String listing(String kernel) {
        return Listings.of(SOURCE, kernel, "*fp32:16,*fp32:16,1024", CpuTier.AVX512);
    }

    private static float[] run(CpuTier tier, String kernel, float[] numbers) {
        try (Triton triton = Tiers.triton(tier, 2);
                Tensor x = Tensor.of(numbers, N);
                Tensor out = Tensor.empty(DType.FP32, N)) {
            Args args = Args.of("x", x, "out", out, "BLOCK", 1024);
            triton.load("p.py", SOURCE).kernel(kernel).launch(Grid.of(N / 1024), args);
            return out.toFloatArray();
        }
    }

    /// The upper half of all floats' bits, each once: all exponents, NaNs and infinities.
    private static float[] numbers() {
        float[] all = new float[N];
        for (int i = 0; i < N; i++) {
            all[i] = Float.intBitsToFloat(i << 16 | i * 40_503 & 0xFFFF);
        }
        return all;
    }

    @Test
    void theInstructionIsUsedForExponentials() {
        assertThat(listing("exp")).contains("vscalefps");
        assertThat(listing("exp2")).contains("vscalefps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"of_any_size", "of_any_power"})
    void itIsNotUsedWhereTwoStepsMayDiffer(String kernel) {
        assertThat(listing(kernel)).doesNotContain("vscalefps");
    }

    @ParameterizedTest
    @CsvSource({"exp", "exp2", "of_any_size", "of_any_power"})
    void tiersAgree(String kernel) {
        float[] expected = run(CpuTier.JVM, kernel, numbers());
        for (CpuTier tier : Tiers.machineCode()) {
            assertThat(run(tier, kernel, numbers())).as(tier.text()).containsExactly(expected);
        }
    }
}
