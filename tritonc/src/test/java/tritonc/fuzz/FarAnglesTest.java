package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.math.Lanes;
import tritonc.ir.math.Recipes;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Angles whose reduction is left out where all lanes are near give the recipe's bits on every
/// tier, whether no, some or all lanes of a vector are far.
class FarAnglesTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl
            from triton.language.extra import libdevice

            @triton.jit
            def turn(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                x = tl.load(x_ptr + at, mask=at < n)
                tl.store(y_ptr + at, libdevice.NAME(x), mask=at < n)
            """;

    /// The second is so long that its results go past the caches.
    private static final int[] LENGTHS = {1000, 1 << 21};

    private static List<CpuTier> tiers() {
        List<CpuTier> tiers = new ArrayList<>(List.of(CpuTier.JVM));
        CpuTier.MACHINE_CODE.stream()
                .filter(t -> CpuTarget.machineCodeUnavailable(t) == null)
                .forEach(tiers::add);
        return tiers;
    }

    @ParameterizedTest
    @CsvSource({"SIN, FP32", "COS, FP32", "TAN, FP32", "SIN, FP64", "COS, FP64", "TAN, FP64"})
    void allTiersGiveTheRecipesBits(UnaryKind kind, DType type) {
        String source = SOURCE.replace("NAME", kind.name().toLowerCase(Locale.ROOT));
        for (CpuTier tier : tiers()) {
            CompileOptions options = CompileOptions.defaults().withTier(tier);
            try (Triton triton = Triton.create(options, 1)) {
                Kernel kernel = triton.load("turn.py", source).kernel("turn");
                for (int n : LENGTHS) {
                    check(kernel, kind, type, n);
                }
            }
        }
    }

    private static void check(Kernel kernel, UnaryKind kind, DType type, int n) {
        Random random = new Random(n);
        try (Tensor x = Tensor.empty(type, n);
                Tensor y = Tensor.empty(type, n)) {
            for (int i = 0; i < n; i++) {
                x.set(argument(random, type, i / 32 % 4), i);
            }
            Args args = Args.of("x_ptr", x, "y_ptr", y, "n", n, "BLOCK", 1024);
            kernel.launch(Grid.of((n + 1023) / 1024), args);
            for (int i = 0; i < n; i = i < 1000 ? i + 1 : i + 101) {
                long expected = Recipes.evaluate(kind, type, x.lane(i));
                assertThat(Lanes.sameLane(type, y.lane(i), expected))
                        .as("%s of %s at %s of %s", kind, x.get(i), i, n)
                        .isTrue();
            }
        }
    }

    /// @param mix of how many in four none is far, some are, all are
    private static double argument(Random random, DType type, int mix) {
        double near = random.nextDouble(-100, 100);
        double size = Math.scalb(random.nextDouble(1, 2), random.nextInt(45, 127));
        double far = random.nextInt(20) == 0 ? Double.NaN : type == DType.FP64 ? size * size : size;
        return switch (mix) {
            case 0, 1 -> near;
            case 2 -> random.nextInt(16) == 0 ? far : near;
            default -> far;
        };
    }
}
