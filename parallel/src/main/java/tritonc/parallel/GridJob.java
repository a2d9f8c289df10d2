package tritonc.parallel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// A grid of programs that can be run again and again without allocating. Programs start in
/// ascending order, and each runs to its end on one thread. Made by [GridRunner#job].
///
/// The caller begins alone, and only when what is left is worth a wake-up do others join; they take
/// the next program from a common counter, so that the order of starts holds.
public final class GridJob {
    /// Work left, in nanoseconds, that pays for waking a thread.
    private static final long WORTH_SHARING = 25_000;

    /// How much work is done between two looks at the clock, in nanoseconds.
    private static final long BETWEEN_LOOKS = 1_000;

    private static final long MOST_BETWEEN_LOOKS = 64;

    private static final int OPEN = 1 << 30;

    /// Where the counter lies in its array, alone in its cache lines.
    private static final int COUNTER = 16;

    private static final VarHandle NEXT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle STATE = field("state");
    private static final VarHandle BUSY = field("busy");

    private final GridRunner runner;
    private final GridTask task;
    private final long[] next = new long[2 * COUNTER + 1];

    /// [#OPEN] while others may join, plus the number of those who have and not left yet.
    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    @SuppressWarnings("unused") // through BUSY
    private volatile int busy;

    /// No program of this index or above is started.
    private volatile long limit;

    private volatile @Nullable Thread owner;
    private @Nullable Throwable failure;
    private long failed;

    GridJob(GridRunner runner, GridTask task) {
        this.runner = runner;
        this.task = task;
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(GridJob.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Runs programs 0 to `count - 1` and returns when all have ended. If one fails, no program
    /// above it is started from then on, those below it run to their end, and the failure of the
    /// lowest is thrown.
    ///
    /// @throws ProgramFailure if a program threw anything
    /// @throws IllegalStateException if the job runs already
    public void run(long count) {
        if (!BUSY.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException("the job runs already");
        }
        try {
            failure = null;
            limit = count;
            if (runner.threads() == 1) {
                alone(0, count);
            } else {
                long done = begin(count);
                if (done < limit) {
                    share(done);
                }
            }
            Throwable failure = this.failure;
            if (failure != null) {
                this.failure = null;
                throw new ProgramFailure(failed, failure);
            }
        } finally {
            busy = 0;
        }
    }

    private void alone(long from, long to) {
        for (long i = from; i < to && i < limit; i++) {
            program(0, i);
        }
    }

    /// Runs the first programs, until the rest is worth sharing; returns how many those are.
    private long begin(long count) {
        long start = System.nanoTime();
        long done = 0;
        long step = 1;
        while (done < limit) {
            long until = Math.min(done + step, count);
            alone(done, until);
            done = until;
            if (done == count) {
                break;
            }
            long each = (System.nanoTime() - start) / done;
            if (each * Math.min(count - done, WORTH_SHARING) >= WORTH_SHARING) {
                break;
            }
            step = Math.clamp(BETWEEN_LOOKS / (each + 1), 1, MOST_BETWEEN_LOOKS);
        }
        return done;
    }

    private void share(long done) {
        NEXT.setRelease(next, COUNTER, done);
        owner = Thread.currentThread();
        state = OPEN;
        int place = runner.publish(this);
        work(0);
        if (place >= 0) {
            runner.withdraw(place);
        }
        STATE.getAndBitwiseAnd(this, ~OPEN);
        await();
    }

    /// Waits until all who joined have left.
    private void await() {
        long deadline = 0;
        boolean interrupted = false;
        while (state != 0) {
            if (deadline == 0) {
                deadline = System.nanoTime() + GridRunner.SPIN;
            }
            if (System.nanoTime() < deadline) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        owner = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many programs have not been started.
    long left() {
        return limit - (long) NEXT.getVolatile(next, COUNTER);
    }

    /// Joins, unless the job is over; who joined must [#leave].
    boolean enter() {
        while (true) {
            int seen = state;
            if ((seen & OPEN) == 0) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, seen + 1)) {
                return true;
            }
        }
    }

    void leave() {
        Thread waiting = owner;
        if ((int) STATE.getAndAdd(this, -1) == 1) {
            LockSupport.unpark(waiting);
        }
    }

    /// Runs programs until none is left.
    void work(int worker) {
        while (true) {
            long index = (long) NEXT.getAndAdd(next, COUNTER, 1L);
            if (index >= limit) {
                return;
            }
            program(worker, index);
        }
    }

    private void program(int worker, long index) {
        try {
            task.run(worker, index);
        } catch (Throwable e) {
            fail(index, e);
        }
    }

    private synchronized void fail(long index, Throwable cause) {
        if (failure == null || index < failed) {
            failure = cause;
            failed = index;
            limit = index;
        }
    }
}
