package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

import java.util.Random;

/// Random kernels over storages that overlap, or do not, give as loops what they give in the
/// interpreter: bytes and faults.
final class LoopLoweringProperties {
    private static final int KERNELS = 300;

    @Example
    void loopsAgreeWithTheInterpreter() {
        int fast = 0;
        int checked = 0;
        int faults = 0;
        int fused = 0;
        for (int seed = 0; seed < KERNELS; seed++) {
            Judge.Verdict verdict = run(seed);
            fast += verdict.guards().contains(true) ? 1 : 0;
            checked += verdict.guards().contains(false) ? 1 : 0;
            faults += verdict.faulted() ? 1 : 0;
            fused += verdict.guards().contains(true) && isFused(seed) ? 1 : 0;
        }
        assertThat(fast).isGreaterThan(KERNELS / 4);
        assertThat(checked).isGreaterThan(KERNELS / 10);
        assertThat(faults).isGreaterThan(KERNELS / 100);
        assertThat(fused).isGreaterThan(KERNELS / 10);
    }

    /// Whether a nest does several stores.
    private static boolean isFused(int seed) {
        LoopKernel loops = LoopLowering.lower(RandomLoops.kernel(new Random(seed)));
        return isFused(loops.body(), 0);
    }

    private static boolean isFused(LoopBlock block, int loops) {
        int stores = 0;
        boolean isFused = false;
        for (LoopNode node : block.nodes()) {
            stores += node instanceof Memory.Store && loops > 0 ? 1 : 0;
            isFused |=
                    switch (node) {
                        case Loop loop -> isFused(loop.body(), loops + 1);
                        case Control.If branch ->
                                isFused(branch.thenBlock(), loops)
                                        || isFused(branch.elseBlock(), loops);
                        case Control.For loop -> isFused(loop.body(), loops);
                        default -> false;
                    };
        }
        return isFused || stores > 1;
    }

    private static Judge.Verdict run(int seed) {
        Random random = new Random(seed);
        Judge judge = new Judge(RandomLoops.kernel(random), seed);
        int[] storages = {judge.floats(600), judge.floats(160)};
        for (int i = 0; i < 3; i++) {
            int offset = random.nextInt(3) == 0 ? 448 + 4 * random.nextInt(12) : 512;
            judge.pointer(storages[random.nextInt(6) == 0 ? 1 : 0], offset);
        }
        try {
            return judge.scalar(random.nextInt(40) - 4).run(2, 1);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
