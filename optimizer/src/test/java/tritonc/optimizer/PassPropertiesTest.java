package tritonc.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.math.Lanes;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.PassListener;
import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.ir.verify.Verifier;
import tritonc.ir.verify.VerifyEach;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The laws of passes on random kernels.
class PassPropertiesTest {
    private static final int KERNELS = Integer.getInteger("optimizer.kernels", 100);

    static List<Pass> passes() {
        return Optimizer.passes();
    }

    static List<Pass> exactPasses() {
        List<Pass> exact = new ArrayList<>();
        for (Pass pass : Optimizer.passes()) {
            if (pass.exactness() == Pass.Exactness.EXACT) {
                exact.add(pass);
            }
        }
        return exact;
    }

    @ParameterizedTest
    @MethodSource("exactPasses")
    void exactPassesKeepEveryBit(Pass pass) {
        int fired = 0;
        for (long seed = 0; seed < KERNELS; seed++) {
            TileKernel before = RunnableKernels.of(seed);
            TileKernel after = pass.run().apply(before);
            fired += after != before ? 1 : 0;
            assertThat(Verifier.verify(after)).as("seed %d", seed).isEmpty();
            same(before, after, seed);
        }
        assertThat(fired).as("kernels changed").isGreaterThan(KERNELS / 20);
    }

    @ParameterizedTest
    @MethodSource("passes")
    void twiceIsOnce(Pass pass) {
        for (long seed = 0; seed < KERNELS; seed++) {
            TileKernel once = pass.run().apply(RunnableKernels.of(seed));
            assertThat(Verifier.verify(once)).as("seed %d", seed).isEmpty();
            TileKernel twice = pass.run().apply(once);
            assertThat(twice)
                    .as("seed %d:%n%s%n%s", seed, Printer.print(once), Printer.print(twice))
                    .isSameAs(once);
        }
    }

    /// The relaxed passes off, a whole pipeline is exact.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void pipelinesOfExactPassesKeepEveryBit(int level) {
        OptimizerOptions options = OptimizerOptions.ofLevel(level);
        for (long seed = 0; seed < KERNELS; seed++) {
            TileKernel before = RunnableKernels.of(seed);
            TileKernel now = before;
            for (Pass pass : Optimizer.pipeline(options).passes()) {
                if (pass.exactness() == Pass.Exactness.EXACT) {
                    now = pass.run().apply(now);
                }
            }
            assertThat(Verifier.verify(now)).as("seed %d", seed).isEmpty();
            same(before, now, seed);
        }
    }

    @Test
    void everyLevelGivesSoundKernelsAndTheSameTwice() {
        List<PassListener> verify = List.of(new VerifyEach());
        for (int level = 0; level <= 3; level++) {
            OptimizerOptions options = OptimizerOptions.ofLevel(level);
            for (long seed = 0; seed < KERNELS / 3; seed++) {
                TileKernel once = Optimizer.optimize(RunnableKernels.of(seed), options, verify);
                TileKernel again = Optimizer.optimize(RunnableKernels.of(seed), options, verify);
                assertThat(again).isEqualTo(once);
            }
        }
    }

    private static void same(TileKernel before, TileKernel after, long seed) {
        List<MemorySegment> a = RunnableKernels.run(before, seed);
        List<MemorySegment> b = RunnableKernels.run(after, seed);
        DType[] dtypes = RunnableKernels.dtypes();
        for (int i = 0; i < dtypes.length; i++) {
            for (long at = 0; at < a.get(i).byteSize(); at += dtypes[i].bytes()) {
                long x = lane(a.get(i), at, dtypes[i]);
                long y = lane(b.get(i), at, dtypes[i]);
                if (!Lanes.sameLane(dtypes[i], x, y)) {
                    throw new AssertionError(
                            "seed %d, %s at byte %d: %x became %x%n%s%n%s"
                                    .formatted(
                                            seed,
                                            dtypes[i],
                                            at,
                                            x,
                                            y,
                                            Printer.print(before),
                                            Printer.print(after)));
                }
            }
        }
    }

    private static long lane(MemorySegment memory, long at, DType dtype) {
        long bits = 0;
        for (int k = 0; k < dtype.bytes(); k++) {
            bits |= (memory.get(ValueLayout.JAVA_BYTE, at + k) & 0xffL) << 8 * k;
        }
        return Lanes.fromBits(dtype, bits);
    }
}
