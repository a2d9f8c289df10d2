package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Launches that mean no good, or come at once: each ends in its result or the documented error.
class HostileLaunchTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def chase(table, out):
                p = tl.load(table + tl.program_id(0)).to(tl.pointer_type(tl.float32))
                tl.store(out + tl.program_id(0), tl.load(p))

            @triton.jit
            def stride(x, s):
                o = tl.arange(0, 16).to(tl.int64)
                tl.store(x + o * s, o.to(tl.int32))

            @triton.jit
            def divide(x, y, q, r):
                o = tl.arange(0, 16)
                a = tl.load(x + o)
                b = tl.load(y + o)
                tl.store(q + o, a // b)
                tl.store(r + o, a % b)

            @triton.jit
            def add(x, n):
                o = tl.program_id(0) * 64 + tl.arange(0, 64)
                tl.store(x + o, tl.load(x + o, mask=o < n) + 1, mask=o < n)
            """;

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void pointersFromNowhereAreTold(CpuTier tier) {
        for (long address : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 47}) {
            try (Triton triton = Tiers.triton(tier, 3);
                    Tensor table = triton.zeros(DType.I64, 4);
                    Tensor out = triton.zeros(DType.FP32, 4)) {
                table.set(address, 2);
                table.set(out.address(), 0);
                table.set(out.address() + 4, 1);
                Kernel kernel = triton.load("h.py", SOURCE).kernel("chase");
                Args args = Args.of("table", table, "out", out);
                assertThatThrownBy(() -> kernel.launch(Grid.of(3), args))
                        .isInstanceOf(TritonException.class)
                        .hasMessageContaining("T0601")
                        .hasMessageContaining("program (2, 0, 0)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void hugeStridesAreTold(CpuTier tier) {
        for (long s : new long[] {1L << 40, 1L << 61, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE}) {
            try (Triton triton = Tiers.triton(tier, 3);
                    Tensor x = triton.zeros(DType.I32, 64)) {
                Kernel kernel = triton.load("h.py", SOURCE).kernel("stride");
                Args args = Args.of("x", x, "s", s);
                if (s == 1L << 62 || s == Long.MIN_VALUE) {
                    // times 4 bytes it wraps to 0, as addresses do
                    kernel.launch(Grid.of(1), args);
                } else {
                    assertThatThrownBy(() -> kernel.launch(Grid.of(1), args))
                            .hasMessageContaining("T0601");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void everyDivisionHasAResult(CpuTier tier) {
        for (DType dtype : List.of(DType.I8, DType.I16, DType.I32, DType.I64)) {
            long least = Long.MIN_VALUE >> 64 - dtype.bits();
            try (Triton triton = Tiers.triton(tier, 3);
                    Tensor x = triton.zeros(dtype, 16);
                    Tensor y = triton.zeros(dtype, 16);
                    Tensor q = triton.zeros(dtype, 16);
                    Tensor r = triton.zeros(dtype, 16)) {
                for (int i = 0; i < 16; i++) {
                    x.set(i % 2 == 0 ? least : 7, i);
                    y.set(i < 8 ? 0 : -1, i);
                }
                triton.load("h.py", SOURCE)
                        .kernel("divide")
                        .launch(Grid.of(1), Args.of("x", x, "y", y, "q", q, "r", r));
                long[] quotients = q.toLongArray();
                assertThat(quotients[0]).isZero();
                assertThat(quotients[8]).isEqualTo(least);
                assertThat(quotients[9]).isEqualTo(-7);
                assertThat(r.toLongArray()).containsOnly(0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void oneKernelIsLaunchedByManyThreadsAtOnceSomeOfThemInterrupted(CpuTier tier)
            throws Exception {
        int n = 10_000;
        try (Triton triton = Tiers.triton(tier, 3);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Kernel kernel = triton.load("h.py", SOURCE).kernel("add");
            List<Future<Boolean>> ends = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                boolean interrupted = t % 2 == 0;
                ends.add(threads.submit(() -> added(triton, kernel, n, interrupted)));
            }
            for (Future<Boolean> end : ends) {
                assertThat(end.get()).isTrue();
            }
        }
    }

    private static boolean added(Triton triton, Kernel kernel, int n, boolean interrupted) {
        try (Tensor x = triton.zeros(DType.I32, n)) {
            for (int i = 0; i < 20; i++) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                kernel.launch(Grid.of((n + 63) / 64), Args.of("x", x, "n", n));
                if (Thread.interrupted() != interrupted) {
                    return false;
                }
            }
            return Arrays.stream(x.toLongArray()).allMatch(v -> v == 20);
        }
    }
}
