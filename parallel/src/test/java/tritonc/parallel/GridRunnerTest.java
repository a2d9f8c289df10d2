package tritonc.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static tritonc.parallel.Waiting.sleep;
import static tritonc.parallel.Waiting.work;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
final class GridRunnerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEveryProgramOnce(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int count : new int[] {0, 1, 2, 3, 64, 1000, 30_000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                runner.job((_, i) -> runs.incrementAndGet((int) i)).run(count);
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void runsEveryProgramOnceWhereSeveralAreTakenAtOnce(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int count : new int[] {0, 1, 3, 1000, 30_000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                runner.job((_, i) -> runs.incrementAndGet((int) i)).run(count, Long.MAX_VALUE);
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void aloneAllAreTakenAtOnce() {
        try (GridRunner runner = GridRunner.create(1)) {
            List<String> taken = new ArrayList<>();
            GridTask task =
                    new GridTask() {
                        @Override
                        public void run(int worker, long index) {
                            run(worker, index, index + 1);
                        }

                        @Override
                        public void run(int worker, long from, long to) {
                            taken.add(from + " to " + to);
                        }
                    };
            runner.job(task).run(100, Long.MAX_VALUE);
            assertThat(taken).containsExactly("0 to 100");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theLowestFailureIsTheOneThrownWhereSeveralAreTakenAtOnce(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int round = 0; round < 50; round++) {
                int first = ThreadLocalRandom.current().nextInt(2_000);
                GridJob job =
                        runner.job((_, i) -> {
                            if (i >= first && i % 3 == first % 3) {
                                throw new IllegalArgumentException("at " + i);
                            }
                        });
                ProgramFailure failure =
                        catchThrowableOfType(
                                ProgramFailure.class, () -> job.run(4_000, Long.MAX_VALUE));
                assertThat(failure.index()).isEqualTo(first);
                assertThat(failure.getCause()).hasMessage("at " + first);
            }
        }
    }

    @Test
    void jobsCloseUponEachOtherPayTogetherForAThread() {
        try (GridRunner runner = GridRunner.create(2)) {
            long at = 1_000_000;
            int jobs = 0;
            do {
                at += 10_000 + 1_000;
                jobs++;
            } while (!runner.paysToWake(at, 10_000));
            assertThat(jobs).isEqualTo(6);
            // then the count begins anew
            assertThat(runner.paysToWake(at + 11_000, 10_000)).isFalse();
        }
    }

    @Test
    void jobsFarFromEachOtherNeverPayForAThread() {
        try (GridRunner runner = GridRunner.create(2)) {
            for (long at = 1_000_000; at < 100_000_000; at += 10_000 + 2 * SpinWait.LEAST) {
                assertThat(runner.paysToWake(at, 10_000)).isFalse();
            }
        }
    }

    @Test
    void aJobRunsAgainAndAgain() {
        try (GridRunner runner = GridRunner.create(4)) {
            AtomicLong sum = new AtomicLong();
            GridJob job =
                    runner.job((_, i) -> {
                        sum.addAndGet(i);
                        work(2_000);
                    });
            for (int n = 0; n < 300; n++) {
                sum.set(0);
                job.run(100);
                assertThat(sum.get()).isEqualTo(4950);
            }
        }
    }

    @Test
    void workersAreNumberedAndNeverShared() {
        try (GridRunner runner = GridRunner.create(4)) {
            AtomicIntegerArray busy = new AtomicIntegerArray(4);
            AtomicInteger seen = new AtomicInteger();
            runner.job(
                            (worker, i) -> {
                                assertThat(busy.incrementAndGet(worker)).isEqualTo(1);
                                seen.accumulateAndGet(1 << worker, (a, b) -> a | b);
                                work(200_000);
                                if (i > 0) {
                                    awaitCompany(seen);
                                }
                                busy.decrementAndGet(worker);
                            })
                    .run(20);
            assertThat(seen.get() & 1).as("the caller works too").isEqualTo(1);
            assertThat(Integer.bitCount(seen.get())).isGreaterThan(1);
        }
    }

    private static void awaitCompany(AtomicInteger seen) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (Integer.bitCount(seen.get()) < 2 && System.nanoTime() < end) {
            sleep(1);
        }
    }

    @Test
    void aProgramMayWaitForThoseBeforeIt() {
        try (GridRunner runner = GridRunner.create(4)) {
            AtomicLong done = new AtomicLong();
            runner.job(
                            (_, i) -> {
                                work(1_000);
                                while (done.get() != i) {
                                    Thread.onSpinWait();
                                    Thread.yield();
                                }
                                done.incrementAndGet();
                            })
                    .run(2_000);
            assertThat(done.get()).isEqualTo(2_000);
        }
    }

    @Test
    void aloneProgramsStartInOrder() {
        try (GridRunner runner = GridRunner.create(1)) {
            List<Long> order = new ArrayList<>();
            runner.job((_, i) -> order.add(i)).run(100);
            assertThat(order).isSorted().hasSize(100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theLowestFailureIsTheOneThrown(int threads) {
        try (GridRunner runner = GridRunner.create(threads)) {
            for (int round = 0; round < 50; round++) {
                int first = ThreadLocalRandom.current().nextInt(200);
                AtomicIntegerArray ran = new AtomicIntegerArray(400);
                GridJob job =
                        runner.job((_, i) -> {
                            work(i % 7 * 3_000);
                            ran.set((int) i, 1);
                            if (i >= first && i % 3 == first % 3) {
                                throw new IllegalArgumentException("at " + i);
                            }
                        });
                ProgramFailure failure =
                        catchThrowableOfType(ProgramFailure.class, () -> job.run(400));
                assertThat(failure.index()).isEqualTo(first);
                assertThat(failure.getCause()).hasMessage("at " + first);
                for (int i = 0; i <= first; i++) {
                    assertThat(ran.get(i)).as("program %d before the failure", i).isEqualTo(1);
                }
                assertThatThrownBy(() -> job.run(400)).isInstanceOf(ProgramFailure.class);
                job.run(first);
            }
        }
    }

    @Test
    void noProgramStartsLongAfterAFailure() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicInteger ran = new AtomicInteger();
            GridJob job =
                    runner.job((_, i) -> {
                        ran.incrementAndGet();
                        if (i == 10) {
                            throw new IllegalStateException("stop");
                        }
                        work(50_000);
                    });
            assertThatThrownBy(() -> job.run(100_000)).isInstanceOf(ProgramFailure.class);
            assertThat(ran.get()).isLessThan(1_000);
        }
    }

    @Test
    void errorsOfTheMachineAreFailuresToo() {
        try (GridRunner runner = GridRunner.create(2)) {
            GridJob job = runner.job((_, _) -> endless(0));
            assertThatThrownBy(() -> job.run(10)).hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int n) {
        return endless(n + 1) + 1;
    }

    @Test
    void jobsMayBeNested() {
        try (GridRunner runner = GridRunner.create(3)) {
            AtomicLong sum = new AtomicLong();
            GridTask inner =
                    (_, _) -> {
                        work(2_000);
                        sum.incrementAndGet();
                    };
            runner.job((_, _) -> runner.job(inner).run(50)).run(40);
            assertThat(sum.get()).isEqualTo(2_000);
        }
    }

    @Test
    void moreJobsAtOnceThanPlaces() throws InterruptedException {
        try (GridRunner runner = GridRunner.create(3)) {
            AtomicLong sum = new AtomicLong();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> callers = new ArrayList<>();
            for (int t = 0; t < 100; t++) {
                callers.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    awaitQuietly(go);
                                    GridJob job = runner.job((_, i) -> sum.addAndGet(i));
                                    for (int n = 0; n < 20; n++) {
                                        job.run(101);
                                    }
                                }));
            }
            go.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(sum.get()).isEqualTo(100L * 20 * 5050);
        }
    }

    @Test
    void aRunningJobRefusesToRun() {
        try (GridRunner runner = GridRunner.create(2)) {
            GridJob[] self = new GridJob[1];
            self[0] = runner.job((_, _) -> self[0].run(1));
            assertThatThrownBy(() -> self[0].run(1))
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicInteger ran = new AtomicInteger();
            Thread.currentThread().interrupt();
            runner.job(
                            (_, _) -> {
                                work(100_000);
                                ran.incrementAndGet();
                            })
                    .run(50);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(ran.get()).isEqualTo(50);
        }
    }

    @Test
    void theThreadsSleepWhileTheLastProgramRuns() {
        try (GridRunner runner = GridRunner.create(2)) {
            long before = cpuOfWorkers();
            runner.job(
                            (_, i) -> {
                                work(100_000);
                                if (i == 19) {
                                    sleep(1_000);
                                }
                            })
                    .run(20);
            assertThat(cpuOfWorkers() - before).isLessThan(500_000_000L);
        }
    }

    private static long cpuOfWorkers() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tritonc-worker")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.threadId()));
            }
        }
        return sum;
    }

    @Test
    void aClosedRunnerStillRunsJobs() {
        GridRunner runner = GridRunner.create(4);
        AtomicInteger ran = new AtomicInteger();
        GridJob job =
                runner.job((_, _) -> {
                    work(20_000);
                    ran.incrementAndGet();
                });
        job.run(100);
        runner.close();
        job.run(100);
        assertThat(ran.get()).isEqualTo(200);
    }

    @Test
    void runningAllocatesNothing() {
        try (GridRunner runner = GridRunner.create(2)) {
            AtomicLong sum = new AtomicLong();
            GridJob small = runner.job((_, i) -> sum.addAndGet(i));
            GridJob large =
                    runner.job((_, i) -> {
                        sum.addAndGet(i);
                        work(5_000);
                    });
            for (int n = 0; n < 200; n++) {
                small.run(64);
                large.run(64);
            }
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int n = 0; n < 200; n++) {
                small.run(64);
                large.run(64);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        }
    }

    @Test
    void noThreadIsNoRunner() {
        assertThatThrownBy(() -> GridRunner.create(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(GridRunner.defaultThreads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
