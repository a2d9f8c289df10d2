package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.runtime.kernel.StopWords;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Tells the programs of a launch that takes too long to stop. One serves many launches, one after
/// the other.
final class LaunchDeadline {
    /// A thread of its own: those of a pool may be the ones that wait for programs to end.
    private static final ScheduledThreadPoolExecutor WATCH =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("tritonc-deadline").daemon().factory());

    static {
        // most launches end long before
        WATCH.setRemoveOnCancelPolicy(true);
    }

    private final StopWords stop;

    /// 0 where a launch may take as long as it likes.
    private final long seconds = Math.max(0, Long.getLong("tritonc.launch.deadline.seconds", 0));

    private long launches;

    /// Of the launch that runs, if one does.
    private @Nullable Future<?> watch;

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
        watch = WATCH.schedule(() -> passed(launch), seconds, TimeUnit.SECONDS);
    }

    private synchronized void passed(long launch) {
        if (watch != null && launch == launches) {
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
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }
}
