package tritonc.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A thread of a runner, started when it is first woken.
final class Worker implements Runnable {
    private static final int NEW = 0;
    private static final int AWAKE = 1;
    private static final int ASLEEP = 2;

    private final GridRunner runner;
    private final int number;
    private final AtomicInteger state = new AtomicInteger(NEW);
    private final Thread thread;

    Worker(GridRunner runner, int number) {
        this.runner = runner;
        this.number = number;
        this.thread =
                Thread.ofPlatform()
                        .name("tritonc-worker-" + number)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(this);
    }

    /// Gets the thread going; false if it already is.
    boolean wake() {
        int seen = state.get();
        if (seen == AWAKE || !state.compareAndSet(seen, AWAKE)) {
            return false;
        }
        if (seen == NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        return true;
    }

    /// Lets a sleeping thread see that the runner is closed.
    void wakeToEnd() {
        if (state.compareAndSet(ASLEEP, AWAKE)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!runner.isClosed()) {
            if (!runner.help(number) && !spin()) {
                sleep();
            }
        }
    }

    /// Looks for a new job for a short while; true if there may be one.
    private boolean spin() {
        int seen = runner.published();
        long deadline = System.nanoTime() + GridRunner.SPIN;
        runner.beginsToLook();
        try {
            while (System.nanoTime() < deadline) {
                if (runner.published() != seen) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
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
