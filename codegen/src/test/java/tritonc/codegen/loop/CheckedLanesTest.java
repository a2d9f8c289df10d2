package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.TileKernel;

/// Accesses at computed places are checked a vector at a time where one check a loop is enough, and
/// the first lane that goes astray is told.
final class CheckedLanesTest {
    private static final int ROOM = 40;

    /// Reads `x` at what the first 64 of `index` say, and writes it to `out` as it lies.
    private static final TileKernel GATHER =
            Tiles.parse(
                    """
                    kernel @gather(%0: *i32 {name="index"}, %1: *fp32 {name="x"}, %2: *fp32 {name="out"}) {
                      %3 = arange 0, 64 : [64]i32
                      %4 = splat %0 : [64]*i32
                      %5 = addptr %4, %3 : [64]*i32
                      %6 = load %5 : [64]i32
                      %7 = splat %1 : [64]*fp32
                      %8 = addptr %7, %6 : [64]*fp32
                      %9 = load %8 : [64]fp32
                      %10 = splat %2 : [64]*fp32
                      %11 = addptr %10, %3 : [64]*fp32
                      store %11, %9
                      yield
                    }
                    """);

    private static long checks(TileKernel kernel) {
        return Tiles.vectorised(kernel, "check");
    }

    /// @param bound of the indices
    private static Judge.Verdict run(TileKernel kernel, int bound, long seed) {
        Judge judge = new Judge(kernel, seed);
        int index = judge.integers(64, bound);
        int x = judge.floats(ROOM);
        int out = judge.floats(64);
        return judge.pointer(index, 0).pointer(x, 0).pointer(out, 0).run(1, 1);
    }

    @Test
    void placesInsideAreRead() {
        assertThat(checks(GATHER)).isPositive();
        for (int seed = 0; seed < 10; seed++) {
            assertThat(run(GATHER, ROOM, seed).faulted()).isFalse();
        }
    }

    @Test
    void theFirstLaneOutsideIsTold() {
        int faults = 0;
        for (int seed = 0; seed < 40; seed++) {
            faults += run(GATHER, ROOM + 1, seed).faulted() ? 1 : 0;
        }
        assertThat(faults).isBetween(10, 39);
    }

    @Test
    void aPointerThatMayBeOfTwoParametersIsLookedUp() {
        TileKernel kernel =
                Tiles.parse(
                        """
                        kernel @either(%0: *i32 {name="index"}, %1: *fp32 {name="x"}, %2: *fp32 {name="out"}) {
                          %3 = arange 0, 64 : [64]i32
                          %4 = splat %0 : [64]*i32
                          %5 = addptr %4, %3 : [64]*i32
                          %6 = load %5 : [64]i32
                          %7 = splat %1 : [64]*fp32
                          %8 = splat %2 : [64]*fp32
                          %9 = constant 20 : [64]i32
                          %10 = gt %6, %9 : [64]i1
                          %11 = select %10, %7, %8 : [64]*fp32
                          %12 = addptr %11, %6 : [64]*fp32
                          %13 = load %12 : [64]fp32
                          %14 = addptr %8, %3 : [64]*fp32
                          store %14, %13
                          yield
                        }
                        """);
        assertThat(checks(kernel)).isZero();
        assertThat(run(kernel, ROOM, 1).faulted()).isFalse();
        assertThat(run(kernel, 1000, 1).faulted()).isTrue();
    }
}
