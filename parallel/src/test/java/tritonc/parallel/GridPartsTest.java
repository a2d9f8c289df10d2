package tritonc.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static tritonc.parallel.Waiting.sleep;
import static tritonc.parallel.Waiting.work;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
