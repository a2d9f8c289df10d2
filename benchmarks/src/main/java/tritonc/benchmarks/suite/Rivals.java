package tritonc.benchmarks.suite;

import tritonc.Triton;
import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.NotMeasured;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.jmh.Example;
import tritonc.driver.CompileOptions;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Tensor;
import tritonc.runtime.file.Npy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Steady launches of examples against NumPy and PyTorch's own operators on the same arrays, in
/// alternating batches on the same number of threads. Results are compared before times are.
final class Rivals {
    private static final String SUITE = "rival";
    private static final double TOLERANCE = 1e-4;
    private static final long BATCH_NANOS = 150_000_000;

    /// So long both sides' threads may spin after their work.
    private static final long REST_MILLIS = 30;

    private final Options options;

    Rivals(Options options) {
        this.options = options;
    }

    /// Work that others can do too.
    ///
    /// @param inputs the arrays that they need
    /// @param output the array to compare
    private record Case(Example example, List<String> inputs, String output) {
        static final List<Case> ALL =
                List.of(
                        new Case(Example.VECTOR_ADD, List.of("x_ptr", "y_ptr"), "output_ptr"),
                        new Case(Example.SOFTMAX, List.of("input_ptr"), "output_ptr"),
                        new Case(Example.LAYER_NORM, List.of("X", "W", "B"), "Y"),
                        new Case(Example.MATMUL, List.of("a_ptr", "b_ptr"), "c_ptr"));

        String name(String rival, int threads) {
            String with = threads == 1 ? " thread" : " threads";
            return example.file() + " / " + rival + ", " + threads + with;
        }
    }

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        Path python = options.python();
        for (int threads : List.of(1, Runtime.getRuntime().availableProcessors())) {
            if (python == null) {
                for (Case c : Case.ALL) {
                    String name = c.name("NumPy, PyTorch", threads);
                    rows.add(new NotMeasured(SUITE, name, "no Python was named"));
                }
            } else {
                rows.addAll(compare(python, threads));
            }
        }
        return rows;
    }

    private List<Row> compare(Path python, int threads) throws IOException, InterruptedException {
        Path script = options.root().resolve("benchmarks/rivals/rivals.py");
        Path folder = Files.createTempDirectory("tritonc-rivals");
        List<Row> rows = new ArrayList<>();
        try (RivalProcess rivals = RivalProcess.start(python, script, threads);
                Triton triton = Triton.create(CompileOptions.defaults(), threads)) {
            for (Case c : Case.ALL) {
                Example.Launch launch = c.example().launch();
                BoundLaunch bound =
                        triton.load(c.example().path())
                                .kernel(c.example().kernel())
                                .bind(launch.grid(), launch.args());
                bound.run();
                List<String> libraries = load(c, launch, rivals, folder);
                rows.addAll(alternate(c, bound, rivals, libraries, threads));
            }
        } finally {
            clear(folder);
        }
        return rows;
    }

    /// Hands the arrays over and compares everybody's results.
    private static List<String> load(
            Case c, Example.Launch launch, RivalProcess rivals, Path folder) throws IOException {
        Path arrays = Files.createDirectory(folder.resolve(c.example().file()));
        for (String input : c.inputs()) {
            Npy.write(arrays.resolve(input + ".npy"), tensor(launch, input));
        }
        List<String> libraries = rivals.load(c.example().file(), arrays);
        for (String library : libraries) {
            Path result = arrays.resolve(library + ".npy");
            rivals.result(library, result);
            compare(c.name(library, 1), tensor(launch, c.output()), Npy.read(result));
        }
        return libraries;
    }

    private static Tensor tensor(Example.Launch launch, String name) {
        if (launch.args().value(name) instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalStateException(name + " is no tensor");
    }

    private static void compare(String name, Tensor ours, Tensor theirs) {
        float[] a = ours.toFloatArray();
        float[] b = theirs.toFloatArray();
        double most = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
        double largest = 1;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
            largest = Math.max(largest, Math.abs(b[i]));
        }
        if (!(most <= TOLERANCE * largest)) {
            throw new IllegalStateException(name + ": results differ by " + most);
        }
    }

    private List<Row> alternate(
            Case c, BoundLaunch bound, RivalProcess rivals, List<String> libraries, int threads)
            throws IOException, InterruptedException {
        Samples own = new Samples();
        List<Samples> theirs = new ArrayList<>();
        List<Samples> ratios = new ArrayList<>();
        for (int i = 0; i < libraries.size(); i++) {
            theirs.add(new Samples());
            ratios.add(new Samples());
        }
        int rounds = options.full() ? 30 : 10;
        for (int round = -3; round < rounds; round++) {
            double ours = batch(bound);
            Thread.sleep(REST_MILLIS);
            for (int i = 0; i < libraries.size(); i++) {
                double time = rivals.batch(libraries.get(i), BATCH_NANOS);
                Thread.sleep(REST_MILLIS);
                if (round >= 0) {
                    theirs.get(i).add(time);
                    ratios.get(i).add(ours / time);
                }
            }
            if (round >= 0) {
                own.add(ours);
            }
        }
        List<Row> rows = new ArrayList<>();
        rows.add(Figure.of(SUITE, c.name("tritonc", threads).replace(" /", ":"), "µs", own));
        for (int i = 0; i < libraries.size(); i++) {
            String name = c.name(libraries.get(i), threads);
            rows.add(Figure.of(SUITE, name.replace(" /", ":"), "µs", theirs.get(i)));
            rows.add(Figure.of(SUITE, name, "× its time", ratios.get(i)));
        }
        return rows;
    }

    /// The mean time of a launch over a batch, in microseconds.
    private static double batch(BoundLaunch bound) {
        long start = System.nanoTime();
        long spent = 0;
        int count = 0;
        while (spent < BATCH_NANOS) {
            bound.run();
            count++;
            spent = System.nanoTime() - start;
        }
        return spent / 1e3 / count;
    }

    private static void clear(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = new ArrayList<>(walk.toList());
        }
        for (Path p : all.reversed()) {
            Files.delete(p);
        }
    }
}
