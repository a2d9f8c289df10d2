package tritonc.parallel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Runs grids of programs over a fixed number of threads: the one that asks, and daemon threads
/// that are started when first needed and sleep when there is nothing to do. Any number of jobs may
/// run at once, also from within a program of another job. A job never waits for a thread to come
/// free, since its caller can do all of it.
public final class GridRunner implements AutoCloseable {
    /// Work of jobs close upon each other that pays together for waking a thread, in nanoseconds:
    /// it stays awake from one to the next.
    private static final long WORTH_WAKING = 60_000;

    private static final int JOBS = 64;

    /// Sleepers that one thread wakes; those wake others in turn.
    private static final int WAKE = 2;

    /// Workers that one thread hands work to, one after the other.
    private static final int MOST_HANDED = 3;

    private final Worker[] workers;
    private final AtomicReferenceArray<GridJob> jobs = new AtomicReferenceArray<>(JOBS);

    /// How many jobs were published.
    private final Words published = new Words(1);

    /// When the last job ended that callers did alone though it was worth sharing, and how much
    /// work there was in those close before it. Threads may overwrite each other's: it is a guess.
    private volatile long lastAlone;

    private volatile long workAlone;

    private volatile boolean closed;

    private GridRunner(int threads) {
        this.workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(this, i + 1);
        }
    }

    /// A runner of its own.
    ///
    /// @param threads how many programs run at once, the caller's included; 1 or more
    public static GridRunner create(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a runner needs a thread, not " + threads);
        }
        return new GridRunner(threads);
    }

    /// As many threads as the process may use processors; limits of a container count.
    public static int defaultThreads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// How many programs run at once.
    public int threads() {
        return workers.length + 1;
    }

    /// A grid whose programs do `task`, started in ascending order.
    public GridJob job(GridTask task) {
        return new GridJob(this, task, 1);
    }

    /// A grid whose programs do `task` and never wait for each other. Each thread begins with a
    /// part of its own, the same in every run, so that its caches hold what it had there before;
    /// who is done with it helps with the others' parts. Programs of a part start in ascending
    /// order.
    public GridJob jobInParts(GridTask task) {
        return new GridJob(this, task, threads());
    }

    /// Where the job's parts may be handed to each worker: null where there are many.
    @Nullable HandedParts handedParts(GridJob job) {
        return workers.length <= MOST_HANDED ? new HandedParts(workers, job) : null;
    }

    /// Sends the threads home after what they are doing. Jobs still run, by their callers alone.
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            worker.wakeToEnd();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// Whether a thread would take a job at once.
    boolean isAwaited() {
        for (Worker worker : workers) {
            if (worker.isLooking()) {
                return true;
            }
        }
        return false;
    }

    /// Tells of work that would be shared if anybody were awake; whether it now pays to wake
    /// somebody.
    ///
    /// @param begun when its job began, as [System#nanoTime] says
    /// @param nanos how long it takes
    boolean paysToWake(long begun, long nanos) {
        boolean isClose = begun - lastAlone < SpinWait.LEAST;
        long work = isClose ? workAlone + nanos : nanos;
        lastAlone = begun + nanos;
        boolean pays = work >= WORTH_WAKING;
        workAlone = pays ? 0 : work;
        return pays;
    }

    /// Changes whenever a job is published.
    long published() {
        return published.get(0, 0);
    }

    /// Shows a job to the other threads.
    ///
    /// @return its place, or -1 if there is none: then the caller works alone
    int publish(GridJob job) {
        if (closed) {
            return -1;
        }
        for (int i = 0; i < JOBS; i++) {
            if (jobs.get(i) == null && jobs.compareAndSet(i, null, job)) {
                published.getAndAdd(0, 0, 1);
                try {
                    wake(job);
                } catch (Throwable e) {
                    withdraw(i);
                    throw e;
                }
                return i;
            }
        }
        return -1;
    }

    void withdraw(int place) {
        jobs.set(place, null);
    }

    /// Wakes a few sleepers for a job.
    void wake(GridJob job) {
        int wanted = (int) Math.min(job.left(), WAKE);
        for (int i = 0; i < workers.length && wanted > 0; i++) {
            if (workers[i].wake()) {
                wanted--;
            }
        }
    }

    /// Whether a published job has programs left to start.
    boolean hasWork() {
        for (int i = 0; i < JOBS; i++) {
            GridJob job = jobs.get(i);
            if (job != null && job.left() > 0) {
                return true;
            }
        }
        return false;
    }

    /// Works on each published job; false if there was nothing to do.
    boolean help(int worker) {
        boolean helped = false;
        for (int i = 0; i < JOBS; i++) {
            GridJob job = jobs.get(i);
            if (job != null && job.enter()) {
                try {
                    if (workers.length > WAKE) {
                        wake(job);
                    }
                    helped |= job.work(worker);
                } finally {
                    job.leave();
                }
            }
        }
        return helped;
    }
}
