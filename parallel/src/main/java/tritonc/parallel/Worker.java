package tritonc.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A thread of a runner, started when it is first woken.
final class Worker implements Runnable {
    private static final int NEW = 0;
    private static final int AWAKE = 1;
    private static final int ASLEEP = 2;

    private final GridRunner runner;
    private final int number;
    private final AtomicInteger state = new AtomicInteger(NEW);
    private final Thread thread;
    private final BooleanSupplier isPublished;

    /// How many jobs had been published when it last looked through them.
    private int seen;

    Worker(GridRunner runner, int number) {
        this.runner = runner;
        this.number = number;
        this.isPublished = () -> runner.published() != seen;
        this.thread =
                Thread.ofPlatform()
                        .name("tritonc-worker-" + number)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(this);
    }

    /// Gets the thread going; false if it already is, or cannot be.
    boolean wake() {
        int seen = state.get();
        if (seen == AWAKE || !state.compareAndSet(seen, AWAKE)) {
            return false;
        }
        if (seen == NEW) {
            return starts();
        }
        LockSupport.unpark(thread);
        return true;
    }

    /// Starts the thread; false where the system gives none, as callers can do without.
    private boolean starts() {
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError e) {
            state.set(NEW);
            return false;
        }
    }

    /// Lets a sleeping thread see that the runner is closed.
    void wakeToEnd() {
        if (state.compareAndSet(ASLEEP, AWAKE)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        long worked = 0;
        while (!runner.isClosed()) {
            seen = runner.published();
            long begun = System.nanoTime();
            if (runner.help(number)) {
                worked = System.nanoTime() - begun;
            } else if (!looks(worked)) {
                sleep();
                worked = 0;
            }
        }
    }

    /// Looks for a new job for a while; true if there may be one.
    ///
    /// @param worked how long the last one was worked on, in nanoseconds
    private boolean looks(long worked) {
        runner.beginsToLook();
        try {
            return SpinWait.until(isPublished, worked);
        } finally {
            runner.endsToLook();
        }
    }

    private void sleep() {
        state.set(ASLEEP);
        // a job published before this look is seen here; one published after it sees the sleeper
        if (runner.hasWork() || runner.isClosed()) {
            state.compareAndSet(ASLEEP, AWAKE);
            return;
        }
        while (state.get() == ASLEEP) {
            LockSupport.park(runner);
            Thread.interrupted();
        }
    }
}
