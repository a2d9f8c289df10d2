package tritonc.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static tritonc.parallel.Waiting.sleep;
import static tritonc.parallel.Waiting.work;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/// Jobs whose threads begin each with a part of its own.
@Timeout(60)
final class GridPartsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void programsOfPartsRunOnceEach(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int count : new int[] {1, 2, 3, 7, 100, 5_000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                GridJob job =
                        runner.jobInParts((_, i) -> {
                            runs.incrementAndGet((int) i);
                            work(1_000);
                        });
                for (int round = 1; round <= 3; round++) {
                    job.run(count, round == 2 ? Long.MAX_VALUE : 1);
                    for (int i = 0; i < count; i++) {
                        assertThat(runs.get(i)).isEqualTo(round);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theLowestFailureOfAllPartsIsThrown(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int round = 0; round < 50; round++) {
                int first = ThreadLocalRandom.current().nextInt(400);
                GridJob job =
                        runner.jobInParts((_, i) -> {
                            work(500);
                            if (i >= first && i % 3 == first % 3) {
                                throw new IllegalArgumentException("at " + i);
                            }
                        });
                ProgramFailure failure =
                        catchThrowableOfType(
                                ProgramFailure.class, () -> job.run(800, Long.MAX_VALUE));
                assertThat(failure.index()).isEqualTo(first);
            }
        }
    }

    @Test
    void aThreadBeginsWithItsOwnPart() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicLong first = new AtomicLong(-1);
            GridJob job =
                    runner.jobInParts((worker, i) -> {
                        if (worker == 1) {
                            first.compareAndSet(-1, i);
                        } else {
                            long end = System.nanoTime() + 20_000_000_000L;
                            while (i > 0 && first.get() < 0 && System.nanoTime() < end) {
                                sleep(1);
                            }
                        }
                        work(200_000);
                    });
            job.run(20);
            assertThat(first.get()).isEqualTo(10);
        }
    }

    /// Runs so little work again and again that its parts are handed over, once the workers look.
    private static void runOften(GridJob job, long count, int times) {
        for (int i = 0; i < times; i++) {
            job.run(count, Long.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void handedProgramsRunOnceEach(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(40);
            GridJob job =
                    runner.jobInParts((_, i) -> {
                        runs.getAndIncrement((int) i);
                        work(200);
                    });
            int times = 0;
            for (int count = 1; count <= 40; count += 3) {
                runOften(job, count, 2_000);
                times += 2_000;
                assertThat(runs.get(0)).isEqualTo(times);
                assertThat(runs.get(count - 1)).as("program %d", count - 1).isEqualTo(2_000);
            }
        }
    }

    /// Each worker's programs of a run, in the order in which they ran, are its own part.
    @Test
    void partsAreHandedToTheirWorkers() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicLong own = new AtomicLong();
            GridJob job =
                    runner.jobInParts((worker, i) -> {
                        if (worker == 1 && i >= 10) {
                            own.incrementAndGet();
                        }
                        work(300);
                    });
            long end = System.nanoTime() + 20_000_000_000L;
            while (own.get() < 1_000 && System.nanoTime() < end) {
                job.run(20, Long.MAX_VALUE);
            }
            assertThat(own.get()).isGreaterThanOrEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void theLowestFailureOfHandedProgramsIsThrown(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            AtomicLong first = new AtomicLong();
            GridJob job =
                    runner.jobInParts((_, i) -> {
                        work(150);
                        if (i == first.get() || i == first.get() + 9) {
                            throw new IllegalArgumentException("at " + i);
                        }
                    });
            for (int round = 0; round < 2_000; round++) {
                first.set(round % 32);
                ProgramFailure failure =
                        catchThrowableOfType(
                                ProgramFailure.class, () -> job.run(32, Long.MAX_VALUE));
                assertThat(failure.index()).isEqualTo(first.get());
                first.set(-100);
                job.run(32, Long.MAX_VALUE);
            }
        }
    }

    /// Callers claim the same workers, some from within a program that they were handed.
    @Test
    void callersShareTheWorkers() throws InterruptedException {
        try (GridRunner runner = GridRunner.create(3)) {
            AtomicLong ran = new AtomicLong();
            Runnable caller =
                    () -> {
                        GridJob inner =
                                runner.jobInParts((_, _) -> {
                                    ran.incrementAndGet();
                                    work(200);
                                });
                        GridJob outer =
                                runner.jobInParts((_, i) -> {
                                    ran.incrementAndGet();
                                    if (i == 7) {
                                        inner.run(12, Long.MAX_VALUE);
                                    }
                                    work(200);
                                });
                        runOften(outer, 12, 3_000);
                    };
            Thread other = new Thread(caller);
            other.start();
            caller.run();
            other.join();
            assertThat(ran.get()).isEqualTo(2L * 3_000 * 24);
        }
    }

    /// Programs that take longer than those of the last run did are shared all the same, and the
    /// run behind goes by what they took.
    @Test
    void workMayGrowFromRunToRun() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicLong nanos = new AtomicLong(100);
            AtomicLong ran = new AtomicLong();
            GridJob job =
                    runner.jobInParts((_, _) -> {
                        ran.incrementAndGet();
                        work(nanos.get());
                    });
            for (int round = 0; round < 20; round++) {
                nanos.set(round % 2 == 0 ? 100 : 200_000);
                if (round % 3 == 0) {
                    job.measureAnew();
                }
                job.run(50, Long.MAX_VALUE);
            }
            assertThat(ran.get()).isEqualTo(20 * 50);
        }
    }

    @Test
    void handingAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (GridRunner runner = GridRunner.create(2)) {
            GridJob job = runner.jobInParts((_, _) -> work(200));
            runOften(job, 32, 5_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            runOften(job, 32, 1_000);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        }
    }
}
