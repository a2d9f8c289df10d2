package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/// Programs that wait for others: those that wait in vain are told, at any number of threads, as
/// bytecode and as machine code; those that get what they wait for go on.
class WaitingTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def later(flags, n):
                pid = tl.program_id(0)
                while tl.atomic_add(flags + pid + 1, 0) == 0:
                    pass
                tl.atomic_xchg(flags + pid, 1)

            @triton.jit
            def kept(lock, n):
                while tl.atomic_cas(lock, 0, 1) != 0:
                    pass

            @triton.jit
            def astray(flag, n):
                pid = tl.program_id(0)
                if pid < 2:
                    t = pid
                    for i in range(20000000):
                        t = t * 3 + i
                    if pid == 1:
                        tl.store(flag + n, t)
                else:
                    while tl.atomic_add(flag, 0) == 0:
                        pass

            @triton.jit
            def forever(x, n):
                while tl.load(x) < n:
                    tl.store(x + 1, tl.load(x + 1) + 1)

            @triton.jit
            def almost(x, n):
                for i in range(0, 1 << 60):
                    tl.store(x, tl.load(x) + n)

            @triton.jit
            def drawn(x, n):
                i = tl.atomic_add(x, 1)
                while i < n:
                    tl.store(x + 1 + i, i)
                    i = tl.atomic_add(x, 1)

            @triton.jit
            def patient(x, n):
                while tl.atomic_add(x, 0) == 0:
                    i = 0
                    while (tl.atomic_add(x + 1, 0) == 0) & (i < 1000):
                        i += 1

            @triton.jit
            def claimed(x, n):
                head = tl.atomic_add(x, 0)
                while head < n:
                    if tl.atomic_cas(x, head, head + 1) == head:
                        t = head
                        for i in range(400000):
                            t = t * 3 + i
                        tl.atomic_xchg(x + 1 + head % 50, t)
                    head = tl.atomic_add(x, 0)

            @triton.jit
            def counted(x, n):
                while tl.load(x) < n:
                    t = tl.load(x + 1)
                    for i in range(400000):
                        t = t * 3 + i
                    tl.store(x + 1, t)
                    tl.store(x, tl.load(x) + 1)

            @triton.jit
            def narrow(x, flag, out, n, BLOCK: tl.constexpr):
                pid = tl.program_id(0)
                o = tl.arange(0, BLOCK)
                v = tl.load(x + o).to(tl.float32)
                m = v > 3
                w = tl.exp(v * 0.01)
                while tl.atomic_add(flag, 0) < pid:
                    w = tl.where(m, w + 1, w)
                tl.store(out + pid * BLOCK + o, tl.where(m, v, 0.0))
                tl.atomic_xchg(flag, pid + 1)
            """;

    @BeforeEach
    void soon() {
        System.setProperty("tritonc.spin.deadline.seconds", "1");
    }

    @AfterEach
    void asLongAsItTakes() {
        System.clearProperty("tritonc.spin.deadline.seconds");
        System.clearProperty("tritonc.launch.deadline.seconds");
    }

    private static String failure(CpuTier tier, int threads, String kernel, int n, Grid grid) {
        try (Triton triton = Tiers.triton(tier, threads);
                Tensor x = triton.zeros(DType.I32, 100)) {
            String first = kernel.equals("later") ? "flags" : kernel.equals("kept") ? "lock" : "x";
            Map<String, Object> args = new HashMap<>(Map.of("n", n));
            args.put(kernel.equals("astray") ? "flag" : first, x);
            triton.load("k.py", SOURCE).kernel(kernel).launch(grid, Args.of(args));
            throw new AssertionError("it ended");
        } catch (TritonException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void whoWaitsForAProgramThatCannotStartIsTold(CpuTier tier) {
        assertThat(failure(tier, 1, "later", 0, Grid.of(4)))
                .contains("T0609", "program (0, 0, 0)", "waits for what does not happen");
        assertThat(failure(tier, 3, "later", 0, Grid.of(8)))
                .contains("T0609", "program (0, 0, 0)", "waits for what does not happen");
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aLockThatIsNeverGivenBackIsTold(CpuTier tier) {
        assertThat(failure(tier, 3, "kept", 0, Grid.of(8)))
                .contains("T0609", "program (1, 0, 0)", "waits for what does not happen");
    }

    /// That it leaves a wait again and again gets nobody on while the one around goes on.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aWaitWithinAWaitDoesNotHideIt(CpuTier tier) {
        assertThat(failure(tier, 2, "patient", 0, Grid.of(2)))
                .contains("T0609", "program (0, 0, 0)", "waits for what does not happen");
    }

    /// No program leaves its loop for longer than the deadline, but what they claim gets the launch
    /// on.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void workMayBeClaimedByCompareAndSwap(CpuTier tier) {
        goesOn(tier, 2, "claimed", 4000);
    }

    /// What looks like a wait may be a count that the program itself keeps in memory.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aProgramMayCountInMemory(CpuTier tier) {
        goesOn(tier, 1, "counted", 4000);
    }

    private static void goesOn(CpuTier tier, int threads, String kernel, int n) {
        try (Triton triton = Tiers.triton(tier, threads);
                Tensor x = triton.zeros(DType.I32, 100)) {
            Grid grid = Grid.of(threads);
            triton.load("k.py", SOURCE).kernel(kernel).launch(grid, Args.of("x", x, "n", n));
            assertThat(x.get(0)).isEqualTo(n);
        }
    }

    /// The program that fails is told, not those that waited for it.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void whoWaitsForAProgramThatFailsIsLetGo(CpuTier tier) {
        assertThat(failure(tier, 3, "astray", 1000, Grid.of(4)))
                .contains("T0601", "program (1, 0, 0)");
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aLaunchMayHaveADeadline(CpuTier tier) {
        System.setProperty("tritonc.spin.deadline.seconds", "60");
        System.setProperty("tritonc.launch.deadline.seconds", "1");
        assertThat(failure(tier, 2, "forever", 5, Grid.of(3)))
                .contains("T0609", "did not end before the deadline of 1 s");
        assertThat(failure(tier, 1, "almost", 5, Grid.of(3)))
                .contains("T0609", "did not end before the deadline of 1 s");
    }

    /// Even where all threads of the common pool wait for launches.
    @Test
    @Timeout(60)
    void aDeadlineNeedsNoThreadOfThePool() {
        System.setProperty("tritonc.launch.deadline.seconds", "1");
        int threads = ForkJoinPool.commonPool().getParallelism() + 1;
        List<CompletableFuture<String>> launches = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            launches.add(
                    CompletableFuture.supplyAsync(
                            () -> failure(CpuTier.JVM, 1, "forever", 5, Grid.of(1))));
        }
        for (CompletableFuture<String> launch : launches) {
            assertThat(launch.join()).contains("T0609");
        }
    }

    /// Its loop looks at one place of memory again and again, but waits for nobody.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void workMayBeDrawnFromACounter(CpuTier tier) {
        int n = 10_000;
        try (Triton triton = Tiers.triton(tier, 3);
                Tensor x = triton.zeros(DType.I32, n + 1)) {
            triton.load("k.py", SOURCE).kernel("drawn").launch(Grid.of(4), Args.of("x", x, "n", n));
            for (int i = 0; i < n; i++) {
                assertThat(x.get(i + 1)).isEqualTo(i);
            }
        }
    }

    /// What a program holds in registers is there after it gave the processor away.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aWaitKeepsWhatWasComputedBefore(CpuTier tier) {
        int block = 64;
        int programs = 200;
        try (Triton triton = Tiers.triton(tier, 3);
                Tensor x = Tensor.arange(DType.FP16, block);
                Tensor flag = triton.zeros(DType.I32, 1);
                Tensor out = triton.zeros(DType.FP32, programs, block)) {
            Args args = Args.of("x", x, "flag", flag, "out", out, "n", 0, "BLOCK", block);
            triton.load("k.py", SOURCE).kernel("narrow").launch(Grid.of(programs), args);
            for (int p = 0; p < programs; p++) {
                for (int i = 0; i < block; i++) {
                    assertThat(out.get(p, i)).isEqualTo(i > 3 ? i : 0);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void afterAFailureTheSameKernelRunsAgain(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 2);
                Tensor lock = triton.zeros(DType.I32, 1)) {
            var kernel = triton.load("k.py", SOURCE).kernel("kept");
            Args args = Args.of("lock", lock, "n", 0);
            assertThatThrownBy(() -> kernel.launch(Grid.of(2), args))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining(Code.WAITED_TOO_LONG.id());
            lock.set(0, 0);
            kernel.launch(Grid.of(1), args);
            assertThat(lock.get(0)).isEqualTo(1);
        }
    }
}
