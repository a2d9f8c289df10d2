package tritonc.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

final class SpinWaitTest {
    @Test
    void whatHoldsAlreadyIsLookedForOnce() {
        AtomicInteger looks = new AtomicInteger();
        assertThat(SpinWait.until(() -> looks.incrementAndGet() > 0, 0)).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void whatComesInBetweenIsSeen() {
        AtomicInteger looks = new AtomicInteger();
        assertThat(SpinWait.until(() -> looks.incrementAndGet() > 100, 0)).isTrue();
        assertThat(looks).hasValue(101);
    }

    @Test
    void whatNeverComesIsGivenUpHoweverLongThereWasWork() {
        assertThat(SpinWait.until(() -> false, 0)).isFalse();
        assertThat(SpinWait.until(() -> false, Long.MAX_VALUE / 2)).isFalse();
    }
}
