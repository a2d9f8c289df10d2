package tritonc.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which threads of a launch get on, as one that waits sees the others.
class RunningTest {
    private final Running running = new Running(3);
    private final long[] seen = running.snapshot();

    /// Threads 1 and 2 wait, and have been looked at.
    private void others() {
        for (int thread = 0; thread < 3; thread++) {
            running.begin(thread, thread);
            running.waits(thread);
        }
        running.hasMoved(0, seen);
        turns(1, 2);
        assertThat(running.hasMoved(0, seen)).isFalse();
    }

    private void turns(int... threads) {
        for (int thread : threads) {
            running.turns(thread);
        }
    }

    @Test
    void whoTurnsInAWaitStandsStill() {
        others();
        for (int look = 0; look < 20; look++) {
            turns(1, 2);
            assertThat(running.hasMoved(0, seen)).isFalse();
        }
    }

    @Test
    void whoChangesMemoryGetsOn() {
        others();
        turns(1, 2);
        running.changes(2);
        assertThat(running.hasMoved(0, seen)).isTrue();
        turns(1, 2);
        assertThat(running.hasMoved(0, seen)).isFalse();
    }

    @Test
    void whoDoesNotTurnComputes() {
        others();
        turns(1);
        assertThat(running.hasMoved(0, seen)).isTrue();
    }

    @Test
    void whoBeginsAProgramOrAWaitGetsOn() {
        others();
        turns(1, 2);
        running.waits(1);
        assertThat(running.hasMoved(0, seen)).isTrue();
        turns(1, 2);
        running.begin(2, 7);
        assertThat(running.hasMoved(0, seen)).isTrue();
    }

    @Test
    void whoRunsNothingIsNoHope() {
        others();
        running.end(1);
        running.end(2);
        assertThat(running.hasMoved(0, seen)).isFalse();
    }

    /// What the one that looks has done itself, it knows.
    @Test
    void oneDoesNotCountOneself() {
        others();
        turns(1, 2);
        running.changes(0);
        assertThat(running.hasMoved(0, seen)).isFalse();
    }
}
