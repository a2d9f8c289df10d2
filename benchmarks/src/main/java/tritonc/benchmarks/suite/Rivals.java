package tritonc.benchmarks.suite;

import tritonc.Triton;
import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.NotMeasured;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.jmh.Example;
import tritonc.driver.CompileOptions;
import tritonc.runtime.BoundLaunch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Steady launches of examples against PyTorch's own operators on the same shapes, in alternating
/// batches on the same number of threads. The rival is a Python process that answers one line with
/// one time.
final class Rivals {
    private static final String SUITE = "rival";
    private static final List<Example> COMPARED =
            List.of(Example.VECTOR_ADD, Example.SOFTMAX, Example.LAYER_NORM, Example.MATMUL);

    private final Options options;

    Rivals(Options options) {
        this.options = options;
    }

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        Path python = options.python();
        for (int threads : List.of(1, Runtime.getRuntime().availableProcessors())) {
            if (python == null) {
                for (Example e : COMPARED) {
                    rows.add(new NotMeasured(SUITE, name(e, threads), "no Python was named"));
                }
            } else {
                rows.addAll(compare(python, threads));
            }
        }
        return rows;
    }

    private static String name(Example example, int threads) {
        return example.file()
                + " / PyTorch eager, "
                + threads
                + (threads == 1 ? " thread" : " threads");
    }

    private List<Row> compare(Path python, int threads) throws IOException, InterruptedException {
        Path script = options.root().resolve("benchmarks/rivals/torch_ops.py");
        Process process =
                new ProcessBuilder(python.toString(), script.toString(), String.valueOf(threads))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<Row> rows = new ArrayList<>();
        try (PrintWriter ask =
                        new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
                Triton triton = Triton.create(CompileOptions.defaults(), threads)) {
            for (Example example : COMPARED) {
                Example.Launch launch = example.launch();
                BoundLaunch bound =
                        triton.load(example.path())
                                .kernel(example.kernel())
                                .bind(launch.grid(), launch.args());
                Samples ratios = new Samples();
                int rounds = options.full() ? 30 : 10;
                for (int i = -3; i < rounds; i++) {
                    double ours = batch(bound);
                    ask.println(example.file());
                    String answer = answers.readLine();
                    if (answer == null) {
                        throw new IllegalStateException("the rival ended");
                    }
                    if (i >= 0) {
                        ratios.add(ours / Double.parseDouble(answer));
                    }
                }
                rows.add(Figure.of(SUITE, name(example, threads), "× its time", ratios));
            }
        }
        process.waitFor();
        return rows;
    }

    /// The mean time of a launch over about 150 ms, in seconds.
    private static double batch(BoundLaunch bound) {
        long start = System.nanoTime();
        long spent = 0;
        int count = 0;
        while (spent < 150_000_000L) {
            bound.run();
            count++;
            spent = System.nanoTime() - start;
        }
        return spent / 1e9 / count;
    }
}
