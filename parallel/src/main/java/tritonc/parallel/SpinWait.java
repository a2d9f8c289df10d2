package tritonc.parallel;

import java.util.function.BooleanSupplier;

/// Waits for something that should come soon by looking for it again and again, for at most as long
/// as there was work before, or a little where there was little: who works much waits long. Between
/// looks a thread that wants the same processor goes first. That matters where a virtual machine's
/// system takes an idle processor for one that its host uses for others: then it wakes a thread on
/// the waker's own processor, and only if both want it for a while does one move.
final class SpinWait {
    /// What a wait is worth at least, in nanoseconds.
    static final long LEAST = 50_000;

    /// What it is worth at most.
    private static final long MOST = 1_000_000;

    /// Looks between two at the clock, two to four microseconds together.
    private static final int LOOKS = 128;

    private SpinWait() {}

    /// Waits until `come` holds.
    ///
    /// @param worked how long there was work before, in nanoseconds
    /// @return false if it did not come in time
    static boolean until(BooleanSupplier come, long worked) {
        long deadline = System.nanoTime() + Math.clamp(worked, LEAST, MOST);
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (come.getAsBoolean()) {
                    return true;
                }
                pause(false);
            }
            pause(true);
        } while (System.nanoTime() < deadline);
        return false;
    }

    /// Passes a moment between two looks.
    ///
    /// @param yields whether a thread that wants the same processor may go first
    @SuppressWarnings("ThreadPriorityCheck") // nothing but speed depends on who goes first
    static void pause(boolean yields) {
        if (yields) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
