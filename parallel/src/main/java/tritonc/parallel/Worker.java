package tritonc.parallel;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A thread of a runner, started when it is first woken.
final class Worker implements Runnable {
    private static final long NEW = 0;
    private static final long AWAKE = 1;
    private static final long ASLEEP = 2;

    /// It looks for work; a caller may claim it.
    private static final long LOOKING = 3;

    /// A caller is about to hand it programs, or lets go of it again.
    private static final long CLAIMED = 4;

    /// There are programs for it, which it has not begun.
    private static final long HANDED = 5;

    /// Looks of a claimed worker for what it is handed, until it lets other threads go first.
    private static final int LOOKS = 128;

    /// The words of its line: what it is at, the programs that it was handed, and how often it has
    /// run such to their end.
    private static final int STATE = 0;

    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int ENDED = 3;

    private final GridRunner runner;
    private final int number;

    private final Words words = new Words(1);

    private final Thread thread;
    private final BooleanSupplier isCalled;

    /// How many jobs had been published when it last looked through them.
    private long seen;

    /// How long it worked on what it did last, in nanoseconds.
    private long worked;

    /// The job whose programs it was handed; written when it is another's. Weak, since it stays.
    private @Nullable WeakReference<GridJob> giver;

    Worker(GridRunner runner, int number) {
        this.runner = runner;
        this.number = number;
        this.isCalled = () -> runner.published() != seen || state() != LOOKING;
        this.thread =
                Thread.ofPlatform()
                        .name("tritonc-worker-" + number)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(this);
    }

    private long state() {
        return words.get(0, STATE);
    }

    private boolean turns(long from, long to) {
        return words.compareAndSet(0, STATE, from, to);
    }

    /// Gets the thread going; false if it already is, or cannot be.
    boolean wake() {
        long seen = state();
        if (seen != NEW && seen != ASLEEP || !turns(seen, AWAKE)) {
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
            words.set(0, STATE, NEW);
            return false;
        }
    }

    /// Whether it looks for work.
    boolean isLooking() {
        return state() == LOOKING;
    }

    /// Lets a sleeping thread see that the runner is closed.
    void wakeToEnd() {
        if (turns(ASLEEP, AWAKE)) {
            LockSupport.unpark(thread);
        }
    }

    /// Claims it if it looks for work: it then waits for [#hand] or [#letGo], a moment away. It
    /// does not look first: what it looks at would come from the other's cache twice.
    boolean claim() {
        return turns(LOOKING, CLAIMED);
    }

    /// Lets go of a claimed worker.
    void letGo() {
        words.tell(0, STATE, LOOKING);
    }

    /// Hands a claimed worker the programs from `from` to below `to`.
    ///
    /// @return what [#hasEnded] is asked with
    long hand(WeakReference<GridJob> job, long from, long to) {
        if (giver != job) {
            giver = job;
        }
        words.tell(0, FROM, from);
        words.tell(0, TO, to);
        long ticket = words.get(0, ENDED) + 1;
        words.tell(0, STATE, HANDED);
        return ticket;
    }

    /// Takes back what it was handed, unless it has begun.
    boolean takeBack() {
        return turns(HANDED, LOOKING);
    }

    /// Whether it is at the end of what it was handed.
    boolean hasEnded(long ticket) {
        return words.get(0, ENDED) >= ticket;
    }

    @Override
    public void run() {
        while (!runner.isClosed()) {
            seen = runner.published();
            long begun = System.nanoTime();
            if (runner.help(number)) {
                worked = System.nanoTime() - begun;
            } else if (!looks()) {
                sleep();
                worked = 0;
            }
        }
    }

    /// Looks for a new job for a while; true if there may be one.
    private boolean looks() {
        words.tell(0, STATE, LOOKING);
        boolean isCalled = SpinWait.until(this.isCalled, worked);
        for (int i = 1; !turns(LOOKING, AWAKE); i++) {
            if (turns(HANDED, AWAKE)) {
                runHanded();
                return true;
            }
            SpinWait.pause(i % LOOKS == 0);
        }
        return isCalled;
    }

    private void runHanded() {
        long begun = System.nanoTime();
        GridJob job = Objects.requireNonNull(Objects.requireNonNull(giver).get());
        job.runHanded(number, words.get(0, FROM), words.get(0, TO));
        words.getAndAdd(0, ENDED, 1);
        job.wakeOwner();
        worked = System.nanoTime() - begun;
    }

    private void sleep() {
        words.set(0, STATE, ASLEEP);
        // a job published before this look is seen here; one published after it sees the sleeper
        if (runner.hasWork() || runner.isClosed()) {
            turns(ASLEEP, AWAKE);
            return;
        }
        while (state() == ASLEEP) {
            LockSupport.park(runner);
            Thread.interrupted();
        }
    }
}
