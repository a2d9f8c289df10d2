package tritonc.benchmarks.rival;

import java.io.IOException;

/// Keeps this process on as many processors as it has threads at work, where the system has
/// `taskset`.
final class Threads {
    private Threads() {}

    /// Moves all threads of this process to the first `count` processors.
    ///
    /// @return whether that was done
    static boolean pin(int count) {
        String process = String.valueOf(ProcessHandle.current().pid());
        String processors = count == 1 ? "0" : "0-" + (count - 1);
        try {
            return new ProcessBuilder("taskset", "-a", "-c", "-p", processors, process)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String text(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
