package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.runtime.cpu.CpuTarget;

import java.util.List;
import java.util.function.Function;

/// The tiers that this machine runs; tests of the others are skipped.
final class Tiers {
    private Tiers() {}

    static void assumeRuns(CpuTier tier) {
        String why = CpuTarget.machineCodeUnavailable(tier);
        assumeTrue(why == null, why);
    }

    /// Kernels on `threads` threads, if the tier runs.
    static Triton triton(CpuTier tier, int threads) {
        assumeRuns(tier);
        return Triton.create(CompileOptions.defaults().withTier(tier), threads);
    }

    /// That all tiers of machine code give what bytecode gives.
    ///
    /// @param run what a tier gives: an array
    static void assertAgree(Function<CpuTier, ?> run) {
        Object expected = run.apply(CpuTier.JVM);
        for (CpuTier tier : machineCode()) {
            assertThat((Object) run.apply(tier)).as(tier.target()).isEqualTo(expected);
        }
    }

    /// The tiers of machine code that run; if there are none the test is skipped.
    static List<CpuTier> machineCode() {
        List<CpuTier> tiers =
                CpuTier.MACHINE_CODE.stream()
                        .filter(t -> CpuTarget.machineCodeUnavailable(t) == null)
                        .toList();
        assumeTrue(!tiers.isEmpty(), "no machine code runs here");
        return tiers;
    }
}
