package tritonc.benchmarks.suite;

import tritonc.benchmarks.figure.Numbers;
import tritonc.benchmarks.figure.Samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine in one line.
final class Machine {
    private static final int PROBES = 20;
    private static final int PROBE_STEPS = 10_000_000;

    private Machine() {}

    /// CPU model, cores, system and JDK.
    static String describe() {
        return model()
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores, "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", JDK "
                + Runtime.version();
    }

    private static String model() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try {
                for (String line : Files.readAllLines(info)) {
                    if (line.startsWith("model name")) {
                        return line.substring(line.indexOf(':') + 1).strip();
                    }
                }
            } catch (IOException e) {
                return "unknown CPU";
            }
        }
        return "unknown CPU";
    }

    /// How long the same arithmetic takes, again and again, in milliseconds: its spread is what the
    /// machine itself adds to every figure.
    static void probe(Samples into) {
        for (int i = -2; i < PROBES; i++) {
            long start = System.nanoTime();
            long x = start | 1;
            for (int step = 0; step < PROBE_STEPS; step++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
            }
            long end = System.nanoTime();
            // x is never 0; asking keeps the loop, and the first rounds are not compiled.
            if (x != 0 && i >= 0) {
                into.add((end - start) / 1e6);
            }
        }
    }

    /// What [#probe] found, in a sentence.
    static String steadiness(Samples probe) {
        return "A fixed loop took "
                + Numbers.text(probe.quantile(0.5))
                + " ms between the suites (p10 to p90: "
                + Numbers.text(probe.quantile(0.1))
                + " to "
                + Numbers.text(probe.quantile(0.9))
                + ")";
    }
}
