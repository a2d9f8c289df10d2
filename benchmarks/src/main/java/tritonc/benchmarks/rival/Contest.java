package tritonc.benchmarks.rival;

import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.figure.Target;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several ways to do the same work, in alternating batches. Every round runs all of them, one
/// after the other, so that a ratio is of the same moments.
final class Contest {
    private static final String SUITE = "rival";

    /// What part of a goal the lower quartile should reach.
    private static final double QUARTILE = 0.97;

    private static final String PORTS = "ports, at best";

    /// A way to do the work.
    @FunctionalInterface
    interface Way {
        /// Does it again and again for so long; gives the mean time in microseconds.
        double batch(long nanos) throws IOException;
    }

    private final String name;
    private final Way own;
    private final Map<String, Double> goals;
    private final Map<String, Way> rivals = new LinkedHashMap<>();
    private final Map<String, Way> limits = new LinkedHashMap<>();
    private Way ports = _ -> 0;

    /// @param goals by the names of rivals, the ratio of their time to its time that is wanted
    Contest(String name, Runnable own, Map<String, Double> goals) {
        this.name = name;
        this.own = repeating(own);
        this.goals = Map.copyOf(goals);
    }

    /// A way that a call of this process is.
    static Way repeating(Runnable call) {
        return nanos -> {
            long start = System.nanoTime();
            long spent = 0;
            int count = 0;
            while (spent < nanos) {
                call.run();
                count++;
                spent = System.nanoTime() - start;
            }
            return spent / 1e3 / count;
        };
    }

    void rival(String name, Way way) {
        rivals.put(name, way);
    }

    /// A way to move the bytes alone; the fastest of a round counts.
    void limit(String name, Runnable way) {
        limits.put(name, repeating(way));
    }

    /// What execution ports allow.
    ///
    /// @param clock runs for [Clock#CYCLES] cycles
    /// @param cycles that the work needs at best
    void ports(Runnable clock, double cycles) {
        Way counting = repeating(clock);
        ports = nanos -> counting.batch(nanos) * cycles / Clock.CYCLES;
    }

    /// @param least what the ratio to the slower of both limits, memory and ports, should be
    /// @param rest milliseconds between batches, so that nobody's threads spin any more
    List<Row> rows(int rounds, long nanos, long rest, double least)
            throws IOException, InterruptedException {
        Rounds measured = new Rounds();
        for (int round = -2; round < rounds; round++) {
            measured.round(nanos, rest, round >= 0);
        }
        List<Row> rows = new ArrayList<>();
        rows.add(Figure.of(SUITE, name + ": tritonc", "µs", measured.ours));
        measured.times.forEach((k, v) -> rows.add(Figure.of(SUITE, name + ": " + k, "µs", v)));
        measured.ratios.forEach((k, v) -> rows.addAll(ratio(k, v)));
        if (!limits.isEmpty()) {
            String rate = 2 * measured.boundByPorts > rounds ? "ports'" : "memory's";
            String title = name + ": share of the " + rate + " rate";
            rows.add(
                    Figure.of(SUITE, title, "×", measured.shares)
                            .withTarget(Target.atLeast(least)));
        }
        return rows;
    }

    /// What all rounds have measured.
    private final class Rounds {
        final Samples ours = new Samples();
        final Map<String, Samples> times = new LinkedHashMap<>();
        final Map<String, Samples> ratios = new LinkedHashMap<>();
        final Samples shares = new Samples();
        int boundByPorts;

        /// @param counts whether it is more than a warm-up
        void round(long nanos, long rest, boolean counts) throws IOException, InterruptedException {
            Map<String, Double> theirs = new LinkedHashMap<>();
            for (Map.Entry<String, Way> e : rivals.entrySet()) {
                theirs.put(e.getKey(), batch(e.getValue(), nanos, rest));
            }
            double us = batch(own, nanos, rest);
            double fastest = Double.POSITIVE_INFINITY;
            for (Map.Entry<String, Way> e : limits.entrySet()) {
                double time = batch(e.getValue(), nanos, rest);
                theirs.put(e.getKey(), time);
                fastest = Math.min(fastest, time);
            }
            double needed = limits.isEmpty() ? 0 : ports.batch(nanos / 4);
            if (needed > 0) {
                theirs.put(PORTS, needed);
            }
            if (counts) {
                ours.add(us);
                shares.add(Math.max(fastest, needed) / us);
                boundByPorts += needed > fastest ? 1 : 0;
                theirs.forEach((k, v) -> add(times, k, v));
                rivals.keySet().forEach(k -> add(ratios, k, theirs.getOrDefault(k, 0.0) / us));
            }
        }
    }

    private static void add(Map<String, Samples> all, String name, double value) {
        all.computeIfAbsent(name, _ -> new Samples()).add(value);
    }

    private List<Row> ratio(String rival, Samples ratios) {
        String title = name + ": " + rival + " / tritonc";
        Double goal = goals.get(rival);
        return List.of(
                Figure.of(SUITE, title, "×", ratios)
                        .withTarget(goal == null ? null : Target.atLeast(goal)),
                Figure.exact(SUITE, title + ", lower quartile", "×", ratios.quantile(0.25))
                        .withTarget(goal == null ? null : Target.atLeast(QUARTILE * goal)));
    }

    private static double batch(Way way, long nanos, long rest)
            throws IOException, InterruptedException {
        double time = way.batch(nanos);
        Thread.sleep(rest);
        return time;
    }
}
