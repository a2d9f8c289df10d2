package tritonc.parallel;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A grid of programs that can be run again and again without allocating. Each runs to its end on
/// one thread. Made by [GridRunner#job], where they start in ascending order, or by
/// [GridRunner#jobInParts].
///
/// The caller begins alone, and only when what is left is worth a wake-up do others join; they take
/// the next program from a common counter, or from one a part.
public final class GridJob {
    /// Work left, in nanoseconds, that pays for waking a thread.
    private static final long WORTH_SHARING = 25_000;

    /// The same where a thread looks for work already.
    private static final long WORTH_HANDING = 3_000;

    /// How much work is done between two looks at the clock, in nanoseconds.
    private static final long BETWEEN_LOOKS = 2_000;

    private static final long MOST_BETWEEN_LOOKS = 64;

    /// How much work a thread takes at once, in nanoseconds.
    private static final long AT_ONCE = 200_000;

    /// How many times all threads come back for more, at least, unless that is less than so much
    /// work at once, in nanoseconds.
    private static final long ROUNDS = 8;

    private static final long LEAST_AT_ONCE = 1_500;

    /// Work that is left to the thread that has begun it, in nanoseconds: what its caches hold
    /// would have to come from there. A thread takes its part at once where that is less, as
    /// programs that run one behind the other share more than those that are called for.
    private static final long WORTH_HELPING = 10_000;

    private static final int OPEN = 1 << 30;

    /// Where a part's counter lies in its array, alone in its cache lines.
    private static final int COUNTER = 16;

    private final GridRunner runner;
    private final GridTask task;
    private final int parts;
    private final AtomicLongArray next;
    private final AtomicBoolean busy = new AtomicBoolean();

    /// [#OPEN] while others may join, plus the number of those who have and not left yet.
    private final AtomicInteger state = new AtomicInteger();

    private final BooleanSupplier allHaveLeft = this::haveAllLeft;

    /// No program of this index or above is started.
    private volatile long limit;

    private volatile @Nullable Thread owner;
    private @Nullable Throwable failure;
    private long failed;

    private long programs;

    /// When the run began, as [System#nanoTime] says.
    private long begunAt;

    /// How many programs a thread takes at once.
    private long atOnce;

    /// What a program takes, in nanoseconds, by those that ran first.
    private long each;

    GridJob(GridRunner runner, GridTask task, int parts) {
        this.runner = runner;
        this.task = task;
        this.parts = parts;
        this.next = new AtomicLongArray((parts + 1) * COUNTER + 2);
    }

    /// The first program of a part, of those that [#run] was asked for.
    private long start(int part) {
        return part * programs / parts;
    }

    private static int counter(int part) {
        return (part + 1) * COUNTER;
    }

    /// Where it says whether a part's own thread has begun with it.
    private static int begun(int part) {
        return counter(part) + 1;
    }

    /// Runs programs 0 to `count - 1` and returns when all have ended. If one fails, no program
    /// above it is started from then on, those below it run to their end, and the failure of the
    /// lowest is thrown.
    ///
    /// @throws ProgramFailure if a program threw anything
    /// @throws IllegalStateException if the job runs already
    public void run(long count) {
        run(count, 1);
    }

    /// The same with several programs handed to a thread at once.
    ///
    /// @param most how many at most
    public void run(long count, long most) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("the job runs already");
        }
        try {
            failure = null;
            limit = count;
            programs = count;
            if (runner.threads() == 1) {
                alone(0, count);
            } else {
                long done = begin(count, most);
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
            busy.set(false);
        }
    }

    private void alone(long from, long to) {
        if (from < to && from < limit) {
            programs(0, from, to);
        }
    }

    /// Runs the first programs, until the rest is worth sharing; returns how many those are, and
    /// sets how many of the rest are taken at once.
    private long begin(long count, long most) {
        begunAt = System.nanoTime();
        long done = 0;
        long step = 1;
        while (done < limit) {
            long until = Math.min(done + step, count);
            alone(done, until);
            done = until;
            if (done == count) {
                break;
            }
            each = (System.nanoTime() - begunAt) / done;
            if (isWorthSharing(count - done, done == 1)) {
                long own = (count - done + parts - 1) / parts;
                boolean isOneTurn = parts > 1 && own * each < WORTH_HELPING;
                long turns = isOneTurn ? own : (count - done) / (ROUNDS * runner.threads());
                long wanted = Math.max(turns, LEAST_AT_ONCE / (each + 1));
                atOnce = Math.clamp(Math.min(wanted, AT_ONCE / (each + 1)), 1, most);
                break;
            }
            step = Math.clamp(BETWEEN_LOOKS / (each + 1), 1, MOST_BETWEEN_LOOKS);
        }
        return done;
    }

    /// @param isFirst whether this is asked for the first time
    private boolean isWorthSharing(long left, boolean isFirst) {
        long work = each * Math.min(left, WORTH_SHARING);
        if (work >= WORTH_SHARING) {
            return true;
        }
        return work >= WORTH_HANDING
                && (runner.isAwaited() || isFirst && runner.paysToWake(begunAt, work));
    }

    private void share(long done) {
        for (int part = 0; part < parts; part++) {
            next.set(counter(part), Math.max(start(part), done));
            next.set(begun(part), 0);
        }
        owner = Thread.currentThread();
        state.set(OPEN);
        int place = -1;
        try {
            place = runner.publish(this);
            work(0);
        } finally {
            // whatever happened, nobody works on it behind the end of the run
            if (place >= 0) {
                runner.withdraw(place);
            }
            state.addAndGet(-OPEN);
            await();
        }
    }

    private boolean haveAllLeft() {
        return state.get() == 0;
    }

    /// Waits until all who joined have left.
    private void await() {
        boolean interrupted = false;
        if (state.get() != 0 && !SpinWait.until(allHaveLeft, System.nanoTime() - begunAt)) {
            while (state.get() != 0) {
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
        long left = 0;
        for (int part = 0; part < parts; part++) {
            long end = Math.min(limit, start(part + 1));
            left += Math.max(0, end - next.get(counter(part)));
        }
        return left;
    }

    /// Joins, unless the job is over; who joined must [#leave].
    boolean enter() {
        while (true) {
            int seen = state.get();
            if ((seen & OPEN) == 0) {
                return false;
            }
            if (state.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    void leave() {
        Thread waiting = owner;
        if (state.getAndDecrement() == 1) {
            LockSupport.unpark(waiting);
        }
    }

    /// Runs programs until none is left, those of the worker's own part first.
    void work(int worker) {
        if (parts > 1) {
            next.set(begun(worker), 1);
        }
        for (int i = 0; i < parts; i++) {
            int part = (worker + i) % parts;
            if (i == 0 || isWorthHelping(part)) {
                work(worker, part);
            }
        }
    }

    private boolean isWorthHelping(int part) {
        long left = Math.min(limit, start(part + 1)) - next.get(counter(part));
        return next.get(begun(part)) == 0 || left * each >= WORTH_HELPING;
    }

    private void work(int worker, int part) {
        long taken = atOnce;
        while (true) {
            long index = next.getAndAdd(counter(part), taken);
            long end = Math.min(limit, start(part + 1));
            if (index >= end) {
                return;
            }
            programs(worker, index, Math.min(index + taken, end));
        }
    }

    private void programs(int worker, long from, long to) {
        try {
            task.run(worker, from, to);
        } catch (ProgramFailure e) {
            fail(e.index(), Objects.requireNonNullElse(e.getCause(), e));
        } catch (Throwable e) {
            fail(from, e);
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
