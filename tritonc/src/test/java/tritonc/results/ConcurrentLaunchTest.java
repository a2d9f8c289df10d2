package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What happens to a launch while it runs: tensors are closed, the same launch is run again by
/// others or by itself, its thread is interrupted. Each ends in its result or a clear error.
class ConcurrentLaunchTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def held(gate, x, n):
                tl.atomic_add(gate, 1)
                while tl.atomic_add(gate + 1, 0) == 0:
                    pass
                o = tl.program_id(0) * 64 + tl.arange(0, 64)
                tl.store(x + o, tl.load(x + o, mask=o < n) + 1, mask=o < n)

            @triton.jit
            def add(x, n):
                o = tl.program_id(0) * 64 + tl.arange(0, 64)
                tl.store(x + o, tl.load(x + o, mask=o < n) + 1, mask=o < n)

            @triton.jit
            def tell(x, n):
                tl.device_print("here")
                tl.store(x + tl.program_id(0), n)
            """;

    private static final int SIZE = 1 << 20;

    /// A launch of `held` that is under way and ends once its gate is opened.
    private static final class Held implements AutoCloseable {
        final Tensor gate;
        final Tensor x;
        final BoundLaunch launch;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> end;

        Held(Triton triton) throws InterruptedException {
            gate = triton.zeros(DType.I32, 2);
            x = triton.zeros(DType.I32, SIZE);
            Args args = Args.of("gate", gate, "x", x, "n", SIZE);
            launch = triton.load("c.py", SOURCE).kernel("held").bind(Grid.of(SIZE / 64), args);
            end = thread.submit(launch::run);
            while (gate.get(0) == 0) {
                Thread.sleep(1);
            }
        }

        void open() throws Exception {
            gate.set(1, 1);
            end.get();
        }

        @Override
        public void close() {
            gate.set(1, 1);
            thread.close();
        }
    }

    private static long sum(Tensor x) {
        long sum = 0;
        for (long v : x.toLongArray()) {
            sum += v;
        }
        return sum;
    }

    /// Its memory is given back only when the launch has ended.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aTensorMayBeClosedDuringALaunch(CpuTier tier) throws Exception {
        try (Triton triton = Tiers.triton(tier, 3);
                Held held = new Held(triton);
                Tensor other = held.x.alias()) {
            held.x.close();
            held.open();
            assertThat(sum(other)).isEqualTo(SIZE);
            assertThatThrownBy(held.launch::run)
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("T0606");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void theLastTensorOnAMemoryToo(CpuTier tier) throws Exception {
        try (Triton triton = Tiers.triton(tier, 3);
                Held held = new Held(triton)) {
            held.x.close();
            held.open();
            assertThat(held.x.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aTritonMayBeClosedDuringALaunch(CpuTier tier) throws Exception {
        Triton triton = Tiers.triton(tier, 3);
        try (Held held = new Held(triton)) {
            triton.close();
            held.open();
            assertThat(sum(held.x)).isEqualTo(SIZE);
        }
    }

    /// A launch that runs may be neither run nor changed: what its programs read must stay.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void aBoundLaunchThatRunsIsLeftAlone(CpuTier tier) throws Exception {
        try (Triton triton = Tiers.triton(tier, 3);
                Held held = new Held(triton);
                Tensor small = triton.zeros(DType.I32, 16)) {
            List<Consumer<BoundLaunch>> attempts =
                    List.of(
                            BoundLaunch::run,
                            l -> l.set("x", small),
                            l -> l.set("n", 1),
                            l -> l.grid(Grid.of(1)));
            for (Consumer<BoundLaunch> attempt : attempts) {
                assertThatThrownBy(() -> attempt.accept(held.launch))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("bind one for each thread");
            }
            held.open();
            assertThat(sum(held.x)).isEqualTo(SIZE);
            assertThat(sum(small)).isZero();
            held.launch.set("n", 0).run();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void manyThreadsRunAndChangeOneBoundLaunch(CpuTier tier) throws Exception {
        int threads = 4;
        AtomicInteger ran = new AtomicInteger();
        try (Triton triton = Tiers.triton(tier, 3);
                Tensor x = triton.zeros(DType.I32, 4096);
                Tensor small = triton.zeros(DType.I32, 16);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Kernel kernel = triton.load("c.py", SOURCE).kernel("add");
            BoundLaunch launch = kernel.bind(Grid.of(64), Args.of("x", x, "n", 16));
            CountDownLatch start = new CountDownLatch(threads);
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int own = t;
                ends.add(
                        pool.submit(() -> {
                            start.countDown();
                            start.await();
                            for (int i = 0; i < 2000; i++) {
                                attempt(launch, (own + i) % 2 == 0 ? x : small, ran);
                            }
                            return null;
                        }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(ran.get()).isPositive();
            assertThat(sum(x) + sum(small)).isEqualTo(16L * ran.get());
        }
    }

    private static void attempt(BoundLaunch launch, Tensor tensor, AtomicInteger ran) {
        try {
            launch.set("x", tensor);
            launch.run();
            ran.incrementAndGet();
        } catch (IllegalStateException busy) {
            assertThat(busy).hasMessageContaining("bind one for each thread");
        }
    }

    /// From within a program's print: another kernel runs, the same launch is refused, and what the
    /// listener throws is what the launch ends with.
    @Test
    void launchesMayNest() {
        try (CpuTarget target = CpuTarget.create(3);
                Triton triton = Triton.on(target, CompileOptions.defaults());
                Tensor x = triton.zeros(DType.I32, 4);
                Tensor y = triton.zeros(DType.I32, 64)) {
            Kernel add = triton.load("c.py", SOURCE).kernel("add");
            Kernel tell = triton.load("c.py", SOURCE).kernel("tell");
            BoundLaunch launch = tell.bind(Grid.of(4), Args.of("x", x, "n", 7));
            target.printTo(line -> {
                synchronized (y) {
                    add.launch(Grid.of(1), Args.of("x", y, "n", 64));
                }
            });
            launch.run();
            assertThat(x.toLongArray()).containsOnly(7);
            assertThat(y.toLongArray()).containsOnly(4);
            target.printTo(line -> launch.run());
            assertThatThrownBy(launch::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bind one for each thread");
            target.printTo(line -> {
                throw new UnsupportedOperationException("no more");
            });
            assertThatThrownBy(launch::run).hasMessage("no more");
            target.printTo(line -> {});
            launch.run();
        }
    }

    /// The flag stays for the caller to see, and the launch is complete.
    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void anInterruptIsLeftForLater(CpuTier tier) throws Exception {
        try (Triton triton = Tiers.triton(tier, 3);
                Tensor gate = triton.zeros(DType.I32, 2);
                Tensor x = triton.zeros(DType.I32, SIZE)) {
            Kernel held = triton.load("c.py", SOURCE).kernel("held");
            Args args = Args.of("gate", gate, "x", x, "n", SIZE);
            AtomicInteger seen = new AtomicInteger();
            Thread thread =
                    new Thread(() -> {
                        held.launch(Grid.of(SIZE / 64), args);
                        seen.set(Thread.currentThread().isInterrupted() ? 1 : 2);
                    });
            thread.start();
            while (gate.get(0) == 0) {
                Thread.sleep(1);
            }
            for (int i = 0; i < 10; i++) {
                thread.interrupt();
            }
            gate.set(1, 1);
            thread.join();
            assertThat(seen).hasValue(1);
            assertThat(sum(x)).isEqualTo(SIZE);
        }
    }
}
