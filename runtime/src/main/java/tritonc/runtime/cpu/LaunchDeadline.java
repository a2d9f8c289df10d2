package tritonc.runtime.cpu;

import tritonc.runtime.kernel.StopWords;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Tells the programs of a launch that takes too long to stop. One serves many launches, one after
/// the other.
final class LaunchDeadline {
    private final StopWords stop;

    /// 0 where a launch may take as long as it likes.
    private final long seconds = Math.max(0, Long.getLong("tritonc.launch.deadline.seconds", 0));

    private long launches;
    private boolean runs;

    LaunchDeadline(StopWords stop) {
        this.stop = stop;
    }

    /// How long a launch may take.
    long seconds() {
        return seconds;
    }

    /// A launch begins.
    void begin() {
        if (seconds != 0) {
            watch();
        }
    }

    private synchronized void watch() {
        long launch = ++launches;
        runs = true;
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> passed(launch));
    }

    private synchronized void passed(long launch) {
        if (runs && launch == launches) {
            stop.setAll();
        }
    }

    /// The launch has ended: it, and those after it with the same words, are left alone.
    void end() {
        if (seconds != 0) {
            left();
        }
    }

    private synchronized void left() {
        runs = false;
    }
}
