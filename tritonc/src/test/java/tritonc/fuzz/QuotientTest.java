package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.Triton;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.util.Random;

/// Lanes that are divided by one number are what Java's division gives, bit for bit.
class QuotientTest {
    private static final int N = 1 << 14;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def divide(x_ptr, out_ptr, divisor, BLOCK: tl.constexpr):
                offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out_ptr + offsets, tl.load(x_ptr + offsets) / divisor)
            """;

    private final Random random = new Random(5);

    @Test
    void quotientsAreRoundedToNearest() {
        float[] special = {
            0f,
            -0f,
            1f,
            -1f,
            3f,
            Float.MIN_VALUE,
            -Float.MIN_NORMAL,
            Float.MAX_VALUE,
            0x1p-60f,
            0x1p60f,
            0x1.fffffep59f,
            0x1.fffffep-61f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        try (Triton triton = Triton.create()) {
            Tensor out = Tensor.zeros(DType.FP32, N);
            BoundLaunch launch =
                    triton.load("divide.py", SOURCE)
                            .kernel("divide")
                            .bind(
                                    Grid.of(N / 1024),
                                    Args.of(
                                            "x_ptr", out, "out_ptr", out, "divisor", 1.0, "BLOCK",
                                            1024));
            for (float divisor : special) {
                check(launch, out, divisor);
            }
            for (int round = 0; round < 200; round++) {
                float near = Float.intBitsToFloat(0x3F00_0000 + random.nextInt(1 << 25));
                check(launch, out, round % 4 == 0 ? anything() : near);
            }
        }
    }

    private void check(BoundLaunch launch, Tensor out, float divisor) {
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            // most blocks hold numbers of usual size only, as else all would be divided; some zeros
            int kind = i / 16 % 8;
            x[i] = kind == 0 ? anything() : kind == 1 ? 0 : usual();
        }
        launch.set("x_ptr", Tensor.of(x, N)).set("divisor", divisor).run();
        float[] y = out.toFloatArray();
        for (int i = 0; i < N; i++) {
            assertThat(Float.floatToIntBits(y[i]))
                    .as("%s / %s", x[i], divisor)
                    .isEqualTo(Float.floatToIntBits(x[i] / divisor));
        }
    }

    private float usual() {
        float size = Float.intBitsToFloat(0x3800_0000 + random.nextInt(1 << 28));
        return random.nextInt(50) == 0 ? 0 : random.nextBoolean() ? size : -size;
    }

    private float anything() {
        return Float.intBitsToFloat(random.nextInt());
    }
}
