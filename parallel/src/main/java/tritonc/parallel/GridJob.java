package tritonc.parallel;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A grid of programs that can be run again and again without allocating. Each runs to its end on
/// one thread. Made by [GridRunner#job], where they start in ascending order, or by
/// [GridRunner#jobInParts].
///
/// The caller begins alone, and only when what is left is worth a wake-up do others join; they take
/// the next program from a common counter, or from one a part.
public final class GridJob {
    /// What all threads read: no program of an index from [#LIMIT] on is started, of [#PROGRAMS]
    /// the run was asked for; a thread takes [#AT_ONCE] at once, of which each takes [#EACH]
    /// nanoseconds, by those that ran first.
    private static final int HAND = 0;

    private static final int LIMIT = 0;
    private static final int PROGRAMS = 1;
    private static final int AT_ONCE = 2;
    private static final int EACH = 3;

    /// The line of a word of its own: [#OPEN] while others may join, plus the number of those who
    /// have, or try to, and not left yet.
    private static final int STATE = 1;

    private static final long OPEN = 1L << 32;

    /// The caller's own line: whether the job runs, what a program took in the last run, in
    /// nanoseconds, or 0 where that tells nothing, and how many the caller ran in this one.
    private static final int OWN = 2;

    private static final int BUSY = 0;
    private static final int TOOK = 1;
    private static final int RAN = 2;

    /// The first part's line: the next program to start, and whether the part's own thread has
    /// begun with it.
    private static final int PARTS = 3;

    private static final int NEXT = 0;
    private static final int BEGUN = 1;

    private final GridRunner runner;
    private final GridTask task;
    private final int parts;

    /// What a run writes, all of it: nothing else here changes from run to run.
    private final Words words;

    /// Null where parts are not handed.
    private final @Nullable HandedParts handed;

    private final BooleanSupplier allHaveLeft = this::haveAllLeft;

    /// Who waits, asleep, for others to leave.
    private volatile @Nullable Thread owner;

    private @Nullable Throwable failure;
    private long failed;

    GridJob(GridRunner runner, GridTask task, int parts) {
        this.runner = runner;
        this.task = task;
        this.parts = parts;
        this.words = new Words(PARTS + parts);
        this.handed = parts > 1 ? runner.handedParts(this) : null;
    }

    private long limit() {
        return words.get(HAND, LIMIT);
    }

    /// The first program of a part, of those that [#run] was asked for.
    private long start(int part) {
        return part * words.get(HAND, PROGRAMS) / parts;
    }

    /// The end of what is to be started of a part.
    private long end(int part) {
        return Math.min(limit(), start(part + 1));
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
        if (!words.compareAndSet(OWN, BUSY, 0, 1)) {
            throw new IllegalStateException("the job runs already");
        }
        try {
            size(count);
            if (runner.threads() == 1) {
                alone(0, count);
            } else {
                together(count, most);
            }
            Throwable failure = this.failure;
            if (failure != null) {
                this.failure = null;
                throw new ProgramFailure(failed, failure);
            }
        } finally {
            words.tell(OWN, BUSY, 0);
        }
    }

    /// Writes only what changes: others need not fetch the line then.
    private void size(long count) {
        if (words.get(HAND, LIMIT) != count || words.get(HAND, PROGRAMS) != count) {
            words.tell(HAND, LIMIT, count);
            words.tell(HAND, PROGRAMS, count);
        }
    }

    private void alone(long from, long to) {
        if (from < to && from < limit()) {
            programs(0, from, to);
        }
    }

    /// Runs programs until the rest is worth sharing, then shares that.
    private void together(long count, long most) {
        long begunAt = System.nanoTime();
        long took = words.get(OWN, TOOK);
        words.tell(OWN, RAN, 0);
        if (took == 0 || !isShared(begunAt, took, 0, most, true)) {
            beginAlone(begunAt, took, count, most);
        }
    }

    private void beginAlone(long begunAt, long took, long count, long most) {
        long done = 0;
        long step = took == 0 ? 1 : Worth.step(took);
        while (done < limit()) {
            long until = Math.min(done + step, count);
            alone(done, until);
            done = until;
            long each = (System.nanoTime() - begunAt) / done;
            boolean isFirst = took == 0 && done == 1;
            if (isShared(begunAt, each, done, most, isFirst)) {
                return;
            }
            step = Worth.step(each);
        }
        took(begunAt);
    }

    /// The caller has run what it could.
    private void took(long begunAt) {
        long ran = Math.max(1, words.get(OWN, RAN));
        words.tell(OWN, TOOK, Math.max(1, (System.nanoTime() - begunAt) / ran));
    }

    /// Tells that the next run's programs are others than the last one's, or take another time.
    /// What the last one's took is otherwise taken for what the next one's will, which then is
    /// shared from its first program on.
    public void measureAnew() {
        words.tell(OWN, TOOK, 0);
    }

    /// Runs the rest together with others if that is worth it.
    ///
    /// @param each what a program takes
    /// @param isFirst whether this is asked for the first time
    private boolean isShared(long begunAt, long each, long done, long most, boolean isFirst) {
        long left = limit() - done;
        boolean isOneTurn = Worth.isOneTurn(each, left, parts, most);
        if (isOneTurn && isHanded(begunAt, done)) {
            return true;
        }
        if (!isWorthSharing(begunAt, each, left, isFirst)) {
            return false;
        }
        int shares = isOneTurn ? parts : Worth.shares(runner.threads());
        words.tell(HAND, EACH, each);
        words.tell(HAND, AT_ONCE, Worth.atOnce(each, left, shares, most));
        share(begunAt, done);
        return true;
    }

    private boolean isWorthSharing(long begunAt, long each, long left, boolean isFirst) {
        long work = Worth.work(each, left);
        return Worth.isWaking(work)
                || Worth.isCalling(work)
                        && (runner.isAwaited() || isFirst && runner.paysToWake(begunAt, work));
    }

    /// Runs the rest with all other workers, if they look for work.
    private boolean isHanded(long begunAt, long done) {
        HandedParts others = handed;
        if (others == null || !others.claim()) {
            return false;
        }
        try {
            for (int part = 1; part < parts; part++) {
                others.hand(part - 1, Math.max(start(part), done), end(part));
            }
            alone(done, start(1));
            took(begunAt);
            for (int part = 1; part < parts; part++) {
                if (others.takeBack(part - 1)) {
                    alone(Math.max(start(part), done), end(part));
                }
            }
        } finally {
            await(others.end(), begunAt);
            others.clear();
        }
        return true;
    }

    /// Runs programs that a worker was handed.
    void runHanded(int worker, long from, long to) {
        long end = Math.min(to, limit());
        if (from < end) {
            programs(worker, from, end);
        }
    }

    private void share(long begunAt, long done) {
        for (int part = 0; part < parts; part++) {
            words.tell(PARTS + part, NEXT, Math.max(start(part), done));
            words.tell(PARTS + part, BEGUN, 0);
        }
        words.getAndAdd(STATE, 0, OPEN);
        int place = -1;
        try {
            place = runner.publish(this);
            work(0);
            took(begunAt);
        } finally {
            // whatever happened, nobody works on it behind the end of the run
            if (place >= 0) {
                runner.withdraw(place);
            }
            words.getAndAdd(STATE, 0, -OPEN);
            await(allHaveLeft, begunAt);
        }
    }

    private boolean haveAllLeft() {
        return words.get(STATE, 0) == 0;
    }

    /// Waits until all who help are done.
    private void await(BooleanSupplier over, long begunAt) {
        if (over.getAsBoolean() || SpinWait.until(over, System.nanoTime() - begunAt)) {
            return;
        }
        boolean interrupted = false;
        owner = Thread.currentThread();
        // who is done before this look is seen here; who is done after it sees the owner
        while (!over.getAsBoolean()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        owner = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Behind a change that the caller may wait for.
    void wakeOwner() {
        Thread waiting = owner;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /// How many programs have not been started.
    long left() {
        long left = 0;
        for (int part = 0; part < parts; part++) {
            left += left(part);
        }
        return left;
    }

    private long left(int part) {
        return Math.max(0, end(part) - words.get(PARTS + part, NEXT));
    }

    /// Joins, unless the job is over; who joined must [#leave]. It does not look first: what it
    /// looks at would come from another processor's cache twice.
    boolean enter() {
        if ((words.getAndAdd(STATE, 0, 1) & OPEN) == 0) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        if (words.getAndAdd(STATE, 0, -1) == 1) {
            wakeOwner();
        }
    }

    /// Runs programs until none is left, those of the worker's own part first.
    ///
    /// @return whether there were any
    boolean work(int worker) {
        if (parts > 1) {
            words.tell(PARTS + worker, BEGUN, 1);
        }
        boolean worked = false;
        for (int i = 0; i < parts; i++) {
            int part = (worker + i) % parts;
            if (i == 0 || isWorthHelping(part)) {
                worked |= work(worker, part);
            }
        }
        return worked;
    }

    private boolean isWorthHelping(int part) {
        return words.get(PARTS + part, BEGUN) == 0
                || Worth.isHelping(words.get(HAND, EACH), left(part));
    }

    private boolean work(int worker, int part) {
        boolean worked = false;
        while (true) {
            long taken = words.get(HAND, AT_ONCE);
            long index = words.getAndAdd(PARTS + part, NEXT, taken);
            long end = end(part);
            if (index >= end) {
                return worked;
            }
            programs(worker, index, Math.min(index + taken, end));
            worked = true;
        }
    }

    private void programs(int worker, long from, long to) {
        if (worker == 0) {
            words.tell(OWN, RAN, words.get(OWN, RAN) + to - from);
        }
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
            words.set(HAND, LIMIT, index);
        }
    }
}
