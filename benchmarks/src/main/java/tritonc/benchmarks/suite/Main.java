package tritonc.benchmarks.suite;

import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.rival.Rivals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs the suite and prints its table.
public final class Main {
    private Main() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.of(words);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        List<Row> rows = new ArrayList<>();
        Samples probe = new Samples();
        Machine.probe(probe);
        if (!options.isRivalsOnly()) {
            rows.addAll(new Processes(options).rows());
            Machine.probe(probe);
            rows.addAll(new StageRows(options).rows());
            Machine.probe(probe);
        }
        rows.addAll(
                new Rivals(
                                options.root(),
                                options.python(),
                                options.full(),
                                options.rivals(),
                                options.tier())
                        .rows());
        Machine.probe(probe);
        Report report = new Report(Machine.describe() + ". " + Machine.steadiness(probe), rows);
        System.out.print(report.table());
        if (options.json() != null) {
            report.save(options.json());
        }
        if (options.page()) {
            report.writePage(options.root().resolve("docs/performance.md"));
        }
    }
}
