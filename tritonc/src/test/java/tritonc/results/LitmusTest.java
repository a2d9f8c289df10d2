package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.util.HashMap;
import java.util.Map;

/// What two programs see of each other that run at the same time, turn by turn: nothing that the
/// orders of their atomics forbid. Both meet at the start of each turn, so that neither can be a
/// turn ahead. A test counts the outcomes that only an overlap gives, and takes more turns until it
/// has seen them; time decides nothing.
class LitmusTest {
    private static final int TURNS = 1000;
    private static final int MOST_TRIES = 50;

    /// Where the threads of a busy machine take turns, a program is seldom stopped between two
    /// accesses.
    private static final int MOST_TRIES_FOR_RARE = 2000;

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void whoSeesTheFlagSeesTheMessage(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int early = 0;
        int late = 0;
        for (int t = 0; t < MOST_TRIES && (early == 0 || late == 0); t++) {
            LitmusRun run = LitmusRun.of("message", tier, TURNS);
            assertThat(run.forbidden()).isZero();
            for (int i = 0; i < TURNS; i++) {
                int flag = run.seen(0, i);
                early += 1 - flag;
                late += flag;
            }
        }
        assertThat(early).as("turns in which the flag was not up yet").isPositive();
        assertThat(late).as("turns in which it was").isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void oneOfTwoAtomicStoresIsSeenByTheOther(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int[] outcomes = new int[4];
        for (int t = 0; t < MOST_TRIES && orders(outcomes) < 2; t++) {
            count(LitmusRun.of("buffering", tier, TURNS), outcomes);
        }
        assertThat(orders(outcomes)).as("outcomes %s", (Object) outcomes).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void noLoadSeesAStoreThatWaitsForIt(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int[] outcomes = new int[4];
        for (int t = 0; t < MOST_TRIES && orders(outcomes) < 2; t++) {
            count(LitmusRun.of("loads", tier, TURNS), outcomes);
        }
        assertThat(orders(outcomes)).as("outcomes %s", (Object) outcomes).isGreaterThan(1);
    }

    private static void count(LitmusRun run, int[] outcomes) {
        assertThat(run.forbidden()).isZero();
        for (int i = 0; i < TURNS; i++) {
            outcomes[2 * run.seen(0, i) + run.seen(1, i)]++;
        }
    }

    /// How many different outcomes there were: two show that neither program is always first.
    private static int orders(int[] outcomes) {
        int kinds = 0;
        for (int o : outcomes) {
            kinds += o > 0 ? 1 : 0;
        }
        return kinds;
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aLockHandsOverPlainData(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int handed = 0;
        for (int t = 0; t < MOST_TRIES && handed == 0; t++) {
            LitmusRun run = LitmusRun.of("lock", tier, TURNS);
            assertThat(run.forbidden()).as("updates lost").isZero();
            handed += run.value("y", 2);
        }
        assertThat(handed).as("times the lock went from one program to the other").isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void lookBackFindsWhatItsFlagPromises(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int[] states = new int[3];
        for (int t = 0; t < MOST_TRIES && (states[1] == 0 || states[2] == 0); t++) {
            LitmusRun run = LitmusRun.of("lookback", tier, TURNS);
            assertThat(run.forbidden()).isZero();
            for (int i = 0; i < TURNS; i++) {
                states[run.seen(0, i)]++;
            }
        }
        assertThat(states[1]).as("turns that found a sum").isPositive();
        assertThat(states[2]).as("turns that found a prefix").isPositive();
    }

    /// None of these tests is one that cannot fail: where accesses take effect in another order,
    /// each finds it.
    @ParameterizedTest
    @CsvSource({
        "message, JVM", "message, AVX2", "message, AVX512",
        "buffering, JVM", "buffering, AVX2", "buffering, AVX512",
        "loads, JVM", "loads, AVX2", "loads, AVX512",
        "lock, JVM", "lock, AVX2", "lock, AVX512",
        "lookback, JVM", "lookback, AVX2", "lookback, AVX512"
    })
    void weakOrdersAreFound(String kernel, CpuTier tier) {
        Tiers.assumeRuns(tier);
        int found = 0;
        for (int t = 0; t < MOST_TRIES_FOR_RARE && found == 0; t++) {
            found += LitmusRun.of(kernel + "_late", tier, TURNS).forbidden();
        }
        assertThat(found).as("forbidden outcomes").isPositive();
    }

    /// As kernels do it, by a launch.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aScanLooksBackAtOtherPrograms(CpuTier tier) {
        Tiers.assumeRuns(tier);
        int programs = 128;
        try (Triton triton = Triton.create(CompileOptions.ofLevel(3).withTier(tier), 3);
                Tensor x = Tensor.arange(DType.I32, programs * 32);
                Tensor flags = Tensor.zeros(DType.I32, programs);
                Tensor totals = Tensor.zeros(DType.I32, programs, 2);
                Tensor out = Tensor.zeros(DType.I32, programs * 32)) {
            Map<String, Object> args = new HashMap<>(Map.of("x", x, "flags", flags));
            args.putAll(Map.of("totals", totals, "out", out));
            triton.load("k.py", LitmusRun.SCAN)
                    .kernel("scan")
                    .launch(Grid.of(programs), Args.of(args));
            int sum = 0;
            for (int i = 0; i < programs * 32; i++) {
                sum += i;
                assertThat(out.get(i)).isEqualTo(sum);
            }
        }
    }
}
