package tritonc.runtime.cpu;

import tritonc.runtime.kernel.StopWords;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Tells the programs of a launch that takes too long to stop.
final class LaunchDeadline {
    /// How long a launch may take; 0 for as long as it likes, unless the property says otherwise.
    static final long SECONDS = Math.max(0, Long.getLong("tritonc.launch.deadline.seconds", 0));

    private final StopWords stop;
    private boolean isOver;

    private LaunchDeadline(StopWords stop) {
        this.stop = stop;
    }

    /// Begins to count.
    static LaunchDeadline start(StopWords stop) {
        LaunchDeadline made = new LaunchDeadline(stop);
        Executor later = CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS);
        later.execute(made::passed);
        return made;
    }

    private synchronized void passed() {
        if (!isOver) {
            stop.setAll();
        }
    }

    /// The launch has ended: it, and those after it with the same words, are left alone.
    synchronized void end() {
        isOver = true;
    }
}
