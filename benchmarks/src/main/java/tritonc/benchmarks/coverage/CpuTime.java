package tritonc.benchmarks.coverage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Processor time of threads, which other work on the machine does not lengthen.
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /// Of the calling thread, in nanoseconds.
    static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /// Of a thread, in nanoseconds; negative once it has ended.
    static long of(Thread thread) {
        return THREADS.getThreadCpuTime(thread.threadId());
    }
}
