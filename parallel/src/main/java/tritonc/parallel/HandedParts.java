package tritonc.parallel;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The parts of a job that has little work, handed straight to the workers whose they are: each
/// looks at a line of its own, where it finds all that it needs. Through a published job the same
/// takes several times as long.
final class HandedParts {
    /// What there is instead of a ticket where nothing was handed.
    private static final long NOTHING = 0;

    private final Worker[] workers;
    private final WeakReference<GridJob> job;

    /// For each worker what tells whether it has come to an end.
    private final long[] tickets;

    private final BooleanSupplier haveEnded = this::haveEnded;

    HandedParts(Worker[] workers, GridJob job) {
        this.workers = workers;
        this.job = new WeakReference<>(job);
        this.tickets = new long[workers.length];
    }

    /// Claims all workers, or none if one of them does not look for work.
    boolean claim() {
        for (int i = 0; i < workers.length; i++) {
            if (!workers[i].claim()) {
                for (int j = 0; j < i; j++) {
                    workers[j].letGo();
                }
                return false;
            }
        }
        return true;
    }

    /// Hands a claimed worker its programs, if there are any.
    ///
    /// @param place of the worker, from 0
    void hand(int place, long from, long to) {
        if (from < to) {
            tickets[place] = workers[place].hand(job, from, to);
        } else {
            workers[place].letGo();
        }
    }

    /// Whether a worker has not begun with what it was handed: then it is the caller's again.
    boolean takeBack(int place) {
        if (tickets[place] == NOTHING || !workers[place].takeBack()) {
            return false;
        }
        tickets[place] = NOTHING;
        return true;
    }

    /// What tells whether all workers are at the end of what they were handed.
    BooleanSupplier end() {
        return haveEnded;
    }

    private boolean haveEnded() {
        for (int i = 0; i < workers.length; i++) {
            if (tickets[i] != NOTHING && !workers[i].hasEnded(tickets[i])) {
                return false;
            }
        }
        return true;
    }

    /// Forgets what was handed.
    void clear() {
        Arrays.fill(tickets, NOTHING);
    }
}
