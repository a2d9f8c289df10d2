package tritonc.runtime.kernel;

import java.util.concurrent.atomic.AtomicLongArray;

/// Which program each thread of a launch runs, and how far those have come that wait for others:
/// what [Spin] tells waiting from waiting in vain by. Each thread writes its own place.
public final class Running {
    /// What a thread runs that runs none.
    private static final long NONE = -1;

    /// Two cache lines for each thread.
    private static final int APART = 16;

    private static final int PROGRAM = 0;
    private static final int BEGUN = 1;
    private static final int WAITS = 2;
    private static final int TURNS = 3;
    private static final int CHANGES = 4;

    private final int threads;
    private final AtomicLongArray places;

    Running(int threads) {
        this.threads = threads;
        this.places = new AtomicLongArray(APART * threads);
        for (int i = 0; i < threads; i++) {
            end(i);
        }
    }

    /// The thread begins a program.
    public void begin(int thread, long program) {
        places.set(APART * thread + PROGRAM, program);
        count(thread, BEGUN);
    }

    /// The thread's program has ended.
    public void end(int thread) {
        places.setRelease(APART * thread + PROGRAM, NONE);
    }

    /// Whether the thread runs a program of a higher number than `program`.
    public boolean isAbove(int thread, long program) {
        return places.get(APART * thread + PROGRAM) > program;
    }

    /// The thread begins to wait, in a loop that stands in no other that waits.
    void waits(int thread) {
        count(thread, WAITS);
    }

    /// The thread waits on.
    void turns(int thread) {
        count(thread, TURNS);
    }

    /// The thread changes memory while it is in a loop that waits.
    void changes(int thread) {
        count(thread, CHANGES);
    }

    private void count(int thread, int what) {
        int at = APART * thread + what;
        places.setRelease(at, places.getPlain(at) + 1);
    }

    /// Room for [#hasMoved].
    long[] snapshot() {
        return new long[APART * threads];
    }

    /// Whether any other thread has got on since the last call with this snapshot: it ended a
    /// program or a wait, it changed memory, or it runs a program and does not wait.
    ///
    /// @param snapshot what was seen then; becomes what is seen now
    boolean hasMoved(int thread, long[] snapshot) {
        boolean moved = false;
        for (int i = 0; i < threads; i++) {
            moved |= look(i, snapshot) && i != thread;
        }
        return moved;
    }

    private boolean look(int thread, long[] snapshot) {
        int at = APART * thread;
        boolean runs = places.getAcquire(at + PROGRAM) != NONE;
        boolean other =
                changed(at + BEGUN, snapshot)
                        | changed(at + WAITS, snapshot)
                        | changed(at + CHANGES, snapshot);
        boolean waits = changed(at + TURNS, snapshot);
        return other || runs && !waits;
    }

    private boolean changed(int at, long[] snapshot) {
        long before = snapshot[at];
        snapshot[at] = places.getAcquire(at);
        return snapshot[at] != before;
    }
}
