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
        for (int seed = 0; seed < KERNELS; seed++) {
            Judge.Verdict verdict = run(seed);
            fast += verdict.guards().contains(true) ? 1 : 0;
            checked += verdict.guards().contains(false) ? 1 : 0;
            faults += verdict.faulted() ? 1 : 0;
        }
        assertThat(fast).isGreaterThan(KERNELS / 4);
        assertThat(checked).isGreaterThan(KERNELS / 10);
        assertThat(faults).isGreaterThan(KERNELS / 100);
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
