package tritonc.runtime.kernel;

import java.lang.invoke.VarHandle;

/// How a program waits: it pauses the core for the first turns of a loop, then gives the core away,
/// and gives up after a deadline.
final class Spin {
    private static final long PAUSES = 256;

    /// Turns between two looks at the clock.
    private static final long CLOCK = 4096;

    private static final long DEADLINE_SECONDS = Long.getLong("tritonc.spin.deadline.seconds", 60);

    private static final ThreadLocal<Long> SINCE = new ThreadLocal<>();

    private Spin() {}

    /// Yielding is only a courtesy here: programs are correct without it.
    @SuppressWarnings("ThreadPriorityCheck")
    static void turn(long turns) {
        // a plain load in the loop may not keep what it read in the last turn
        VarHandle.acquireFence();
        if (turns < PAUSES) {
            Thread.onSpinWait();
            return;
        }
        Thread.yield();
        if (turns % CLOCK == 0) {
            long now = System.nanoTime();
            Long since = SINCE.get();
            if (turns == CLOCK || since == null) {
                SINCE.set(now);
            } else if (now - since > DEADLINE_SECONDS * 1_000_000_000L) {
                throw new SpinDeadline(DEADLINE_SECONDS);
            }
        }
    }
}
