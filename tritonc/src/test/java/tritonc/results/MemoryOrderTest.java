package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.driver.KernelSource;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What programs on two threads see of each other, over and over: nothing that the orders of their
/// atomics forbid.
class MemoryOrderTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def message(data, flag, bad, n):
                pid = tl.program_id(0)
                for i in range(1, n):
                    if pid == 0:
                        tl.store(data + i, i)
                        tl.atomic_xchg(flag, i, sem="release")
                    else:
                        while tl.atomic_add(flag, 0, sem="acquire") < i:
                            pass
                        if tl.load(data + i) != i:
                            tl.store(bad, i)

            @triton.jit
            def buffering(x, y, seen, n):
                pid = tl.program_id(0)
                mine = x
                other = y
                if pid == 1:
                    mine = y
                    other = x
                for i in range(n):
                    tl.atomic_xchg(mine + i, 1)
                    tl.store(seen + pid * n + i, tl.atomic_add(other + i, 0))

            @triton.jit
            def counter(lock, count, n):
                for i in range(n):
                    while tl.atomic_cas(lock, 0, 1, sem="acquire") == 1:
                        pass
                    tl.store(count, tl.load(count) + 1)
                    tl.atomic_xchg(lock, 0, sem="release")

            @triton.jit
            def scan(x, flags, totals, out):
                pid = tl.program_id(0)
                o = tl.arange(0, 32)
                v = tl.load(x + pid * 32 + o)
                total = tl.sum(v, 0)
                tl.store(totals + 2 * pid, total)
                tl.atomic_xchg(flags + pid, 1, sem="release")
                before = 0
                at = pid - 1
                while at >= 0:
                    state = tl.atomic_add(flags + at, 0, sem="acquire")
                    if state == 2:
                        before += tl.load(totals + 2 * at + 1)
                        at = -1
                    elif state == 1:
                        before += tl.load(totals + 2 * at)
                        at -= 1
                tl.store(totals + 2 * pid + 1, before + total)
                tl.atomic_xchg(flags + pid, 2, sem="release")
                tl.store(out + pid * 32 + o, before + tl.cumsum(v, 0))
            """;

    private static final Triton TRITON = Triton.create(CompileOptions.ofLevel(3), 2);
    private static final int TURNS = 20_000;

    @TempDir Path folder;

    private KernelSource kernels;

    @AfterAll
    static void close() {
        TRITON.close();
    }

    @BeforeEach
    void load() throws IOException {
        kernels = TRITON.load(Files.writeString(folder.resolve("k.py"), SOURCE));
    }

    @Test
    void whoSeesTheFlagSeesTheMessage() {
        try (Tensor data = Tensor.zeros(DType.I32, TURNS);
                Tensor flag = Tensor.zeros(DType.I32, 64);
                Tensor bad = Tensor.zeros(DType.I32, 1)) {
            Args args = Args.of("data", data, "flag", flag, "bad", bad, "n", TURNS);
            kernels.kernel("message").launch(Grid.of(2), args);
            assertThat(bad.get(0)).isZero();
        }
    }

    @Test
    void oneOfTwoAtomicStoresIsSeenByTheOther() {
        try (Tensor x = Tensor.zeros(DType.I32, TURNS);
                Tensor y = Tensor.zeros(DType.I32, TURNS);
                Tensor seen = Tensor.zeros(DType.I32, 2, TURNS)) {
            Args args = Args.of("x", x, "y", y, "seen", seen, "n", TURNS);
            kernels.kernel("buffering").launch(Grid.of(2), args);
            for (int i = 0; i < TURNS; i++) {
                assertThat(seen.get(0, i) + seen.get(1, i)).as("turn %d", i).isPositive();
            }
        }
    }

    @Test
    void aLockKeepsACounterThatIsNotAtomic() {
        try (Tensor lock = Tensor.zeros(DType.I32, 1);
                Tensor count = Tensor.zeros(DType.I32, 1)) {
            Args args = Args.of("lock", lock, "count", count, "n", 100);
            kernels.kernel("counter").launch(Grid.of(64), args);
            assertThat(count.get(0)).isEqualTo(64 * 100);
        }
    }

    @Test
    void aScanLooksBackAtOtherPrograms() {
        int programs = 128;
        try (Tensor x = Tensor.arange(DType.I32, programs * 32);
                Tensor flags = Tensor.zeros(DType.I32, programs);
                Tensor totals = Tensor.zeros(DType.I32, programs, 2);
                Tensor out = Tensor.zeros(DType.I32, programs * 32)) {
            Args args = Args.of("x", x, "flags", flags, "totals", totals, "out", out);
            kernels.kernel("scan").launch(Grid.of(programs), args);
            int sum = 0;
            for (int i = 0; i < programs * 32; i++) {
                sum += i;
                assertThat(out.get(i)).isEqualTo(sum);
            }
        }
    }
}
