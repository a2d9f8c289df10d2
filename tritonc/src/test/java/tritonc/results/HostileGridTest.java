package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;

/// Grids that no machine has programs for: told, or ended by a deadline.
class HostileGridTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def last(x, n):
                far = tl.program_id(0) + tl.program_id(1) + tl.program_id(2)
                tl.store(x + tl.program_id(0) % 4, far, mask=far < n)
            """;

    private static final long MOST = Grid.MAX_AXIS;

    @AfterEach
    void asLongAsItTakes() {
        System.clearProperty("tritonc.launch.deadline.seconds");
    }

    private static void launch(Triton triton, Grid grid) {
        try (Tensor x = triton.zeros(DType.I32, 4)) {
            triton.load("h.py", SOURCE).kernel("last").launch(grid, Args.of("x", x, "n", 9));
        }
    }

    @Test
    void gridsOutOfRangeAreTold() {
        for (long extent : new long[] {0, -1, MOST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Grid.of(extent)).hasMessageContaining("T0602");
            assertThatThrownBy(() -> Grid.of(1, 2, extent)).hasMessageContaining("T0602");
        }
        assertThatThrownBy(Grid::of).hasMessageContaining("T0602");
        assertThatThrownBy(() -> Grid.of(1, 1, 1, 1)).hasMessageContaining("T0602");
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void computedGridsOutOfRangeAreTold(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 3)) {
            for (long extent : new long[] {-1, MOST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> launch(triton, Grid.of(args -> extent)))
                        .isInstanceOf(TritonException.class)
                        .hasMessageContaining("T0602");
                assertThatThrownBy(() -> launch(triton, Grid.of(a -> 1, a -> 1, args -> extent)))
                        .isInstanceOf(TritonException.class)
                        .hasMessageContaining("T0602");
            }
            launch(triton, Grid.of(args -> 0));
            launch(triton, Grid.of(args -> MOST, args -> 0, args -> MOST));
        }
    }

    /// The number of programs does not fit a long, or just does.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void productsThatOverflowAreTold(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 3)) {
            for (Grid grid :
                    new Grid[] {
                        Grid.of(MOST, MOST, MOST),
                        Grid.of(MOST, MOST, 2),
                        Grid.of(1 << 30, 1 << 30, 8),
                        Grid.of(args -> MOST, args -> MOST, args -> MOST)
                    }) {
                assertThatThrownBy(() -> launch(triton, grid))
                        .isInstanceOf(TritonException.class)
                        .hasMessageContaining("T0602")
                        .hasMessageContaining("too many programs");
            }
        }
    }

    /// Nobody lives to see the end of these launches: programs without any loop heed the deadline.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void hugeGridsHeedADeadline(CpuTier tier) {
        System.setProperty("tritonc.launch.deadline.seconds", "1");
        for (int threads : new int[] {1, 3}) {
            try (Triton triton = Tiers.triton(tier, threads)) {
                for (Grid grid :
                        new Grid[] {
                            Grid.of(MOST, MOST),
                            Grid.of(1, MOST, MOST),
                            Grid.of(1 << 20, 1 << 20, 1 << 20)
                        }) {
                    assertThatThrownBy(() -> launch(triton, grid))
                            .isInstanceOf(TritonException.class)
                            .hasMessageContaining("T0609")
                            .hasMessageContaining("deadline of 1 s");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void afterThemTheKernelRunsOn(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 2);
                Tensor x = triton.zeros(DType.I32, 4)) {
            Kernel kernel = triton.load("h.py", SOURCE).kernel("last");
            assertThatThrownBy(
                    () -> kernel.launch(Grid.of(MOST, MOST, MOST), Args.of("x", x, "n", 9)));
            kernel.launch(Grid.of(4), Args.of("x", x, "n", 9));
            assertThat(x.toLongArray()).containsExactly(0, 1, 2, 3);
        }
    }
}
