package tritonc.benchmarks.suite;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.figure.Target;
import tritonc.benchmarks.jmh.LaunchBenchmark;
import tritonc.benchmarks.jmh.ParseBenchmark;
import tritonc.benchmarks.jmh.StageBenchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The JMH benchmarks as rows, with what they allocate.
final class StageRows {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Options options;

    StageRows(Options options) {
        this.options = options;
    }

    List<Row> rows() {
        ChainedOptionsBuilder jmh =
                new OptionsBuilder()
                        .include(exactly(ParseBenchmark.class))
                        .include(exactly(LaunchBenchmark.class))
                        .include(exactly(StageBenchmark.class))
                        .forks(1)
                        .jvmArgsAppend(
                                "-Dtritonc.root=" + options.root(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow")
                        .warmupIterations(options.full() ? 5 : 3)
                        .warmupTime(TimeValue.milliseconds(options.full() ? 1000 : 400))
                        .measurementIterations(options.full() ? 10 : 5)
                        .measurementTime(TimeValue.milliseconds(options.full() ? 500 : 200))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT);
        Collection<RunResult> results;
        try {
            results = new Runner(jmh.build()).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("the benchmarks failed", e);
        }
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            add(result, rows);
        }
        rows.add(ofMedianExample(rows, "machineCode", Target.below(1000)));
        rows.add(ofMedianExample(rows, "textToLaunch", Target.below(5000)));
        return rows;
    }

    /// The median over the examples of what a stage takes.
    private static Row ofMedianExample(List<Row> rows, String method, Target target) {
        Samples medians = new Samples();
        for (Row row : rows) {
            if (row instanceof Figure f && f.name().startsWith(method + " ")) {
                medians.add(f.median());
            }
        }
        return Figure.of("stage", method + ", median and spread of the examples", "µs", medians)
                .withTarget(target);
    }

    private static String exactly(Class<?> benchmark) {
        return benchmark.getName().replace(".", "\\.") + "\\..*";
    }

    private static void add(RunResult result, List<Row> rows) {
        BenchmarkParams params = result.getParams();
        String[] path = params.getBenchmark().split("\\.", -1);
        String method = path[path.length - 1];
        String suite = path[path.length - 2].replace("Benchmark", "").toLowerCase(Locale.ROOT);
        String parameter = parameter(params);
        String name = method + parameter;
        Samples samples = new Samples();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                samples.add(iteration.getPrimaryResult().getScore());
            }
        }
        String unit = suite.equals("parse") ? "lines/s" : "µs";
        rows.add(
                Figure.of(suite, name, unit, samples).withTarget(target(suite, method, parameter)));
        boolean counts = method.equals("compile") || suite.equals("launch");
        Result<?> allocated = allocated(result);
        if (counts && allocated != null) {
            Figure bytes =
                    Figure.exact(
                            suite, name + " allocates", "bytes", Math.rint(allocated.getScore()));
            boolean none = method.equals("boundLaunch");
            rows.add(bytes.withTarget(none ? Target.below(1) : null));
        }
    }

    @SuppressWarnings("rawtypes") // as JMH declares its map
    private static @Nullable Result<?> allocated(RunResult result) {
        for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
            if (entry.getKey().endsWith(ALLOCATED)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String parameter(BenchmarkParams params) {
        StringBuilder text = new StringBuilder();
        for (String key : params.getParamsKeys()) {
            text.append(' ').append(params.getParam(key).toLowerCase(Locale.ROOT));
            text.append(key.equals("programs") ? " programs" : "");
        }
        return text.toString();
    }

    private static @Nullable Target target(String suite, String method, String parameter) {
        return switch (suite + "." + method) {
            case "parse.parse" -> Target.atLeast(100_000);
            case "stage.compile" -> Target.below(10_000);
            case "launch.launchWithArgs" -> Target.below(20);
            case "launch.boundLaunch" -> Target.below(parameter.startsWith(" 1 ") ? 2 : 5);
            default -> null;
        };
    }
}
