package tritonc.runtime.kernel;

import tritonc.ir.artifact.NativeFrame;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/// How a program waits: it pauses the core for the first turns of a loop, then gives the core away,
/// and gives up once no program of the launch has got on for a stretch of time. A thread whose
/// program computes, or ends, or leaves a wait, or changes memory gets on; so a lock or a queue may
/// be as busy as it likes, and who waits for a program that starts only later is told. A wait
/// within a loop that waits is part of it: leaving the inner one alone gets nobody on.
final class Spin {
    /// Looks at the others in a row that must find them standing still.
    private static final int LOOKS = 10;

    private final long seconds = Math.max(1, Long.getLong("tritonc.spin.deadline.seconds", 60));
    private final long betweenLooks = TimeUnit.SECONDS.toNanos(seconds) / LOOKS;
    private final int thread;
    private final Running running;
    private final StopWords stop;
    private final long[] seen;
    private long lastLook;
    private int still;
    private int changes;

    Spin(int thread, Running running, StopWords stop) {
        this.thread = thread;
        this.running = running;
        this.stop = stop;
        this.seen = running.snapshot();
    }

    /// One turn of a loop.
    ///
    /// @param turns how often it has turned, and those within it
    /// @param changes the same as in the last turn unless the program has changed memory since
    /// @throws SpinDeadline if the program waits in vain
    /// @throws Stopped if it was told to stop
    void turn(long turns, int changes) {
        // a plain load in the loop may not keep what it read in the last turn
        VarHandle.acquireFence();
        if (turns < NativeFrame.PAUSES) {
            Thread.onSpinWait();
        } else {
            boolean hasChanged = changes != this.changes;
            this.changes = changes;
            giveWay(turns, hasChanged);
        }
    }

    /// Yielding is only a courtesy here: programs are correct without it.
    @SuppressWarnings("ThreadPriorityCheck")
    private void giveWay(long turns, boolean hasChanged) {
        if (hasChanged) {
            running.changes(thread);
            still = 0;
        } else {
            Thread.yield();
        }
        if (stop.isSet(thread)) {
            throw new Stopped();
        }
        running.turns(thread);
        long now = System.nanoTime();
        if (turns == NativeFrame.PAUSES) {
            running.waits(thread);
            still = 0;
            look(now);
        } else if (now - lastLook > betweenLooks) {
            still = look(now) ? 0 : still + 1;
            if (still == LOOKS) {
                throw new SpinDeadline(seconds);
            }
        }
    }

    private boolean look(long now) {
        lastLook = now;
        return running.hasMoved(thread, seen);
    }
}
