package tritonc.benchmarks.rival;

import org.jspecify.annotations.Nullable;

import tritonc.Triton;
import tritonc.benchmarks.figure.NotMeasured;
import tritonc.benchmarks.figure.Row;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Tensor;
import tritonc.runtime.file.Npy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Kernels against PyTorch and the memory's rate on the same arrays and the same number of threads,
/// at a size that the caches hold and at one that they do not. Results are compared before times
/// are.
///
/// @param root the project's folder
/// @param python a Python with torch; without one nothing is measured
/// @param isFull whether batches are longer and more
/// @param only the works that are wanted; all where empty
/// @param tier the code that runs
public record Rivals(
        Path root, @Nullable Path python, boolean isFull, List<String> only, CpuTier tier) {
    private static final String SUITE = "rival";
    private static final double TOLERANCE = 1e-4;

    /// Milliseconds until nobody's threads spin any more.
    private static final long REST = 10;

    /// The same for OpenBLAS, whose threads would slow down whoever is next: they wait some 2^28
    /// ticks of the clock for work before they sleep.
    private static final long REST_OF_BLAS = 150;

    /// @param elements of the arrays
    /// @param one what single-pass work should reach of the memory's rate
    /// @param many what other work should reach of it
    private record Size(String name, int elements, double one, double many) {
        static final List<Size> ALL =
                List.of(
                        new Size("64K", 1 << 16, 1 / 1.25, 1 / 1.25),
                        new Size("16M", 1 << 24, 1 / 1.10, 1 / 1.15));
    }

    public List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        int most = Math.min(2, Runtime.getRuntime().availableProcessors());
        for (int threads = 1; threads <= most; threads++) {
            if (python == null) {
                String name = "tritonc / PyTorch, " + Threads.text(threads);
                rows.add(new NotMeasured(SUITE, name, "no Python was named"));
            } else {
                rows.addAll(compare(python, threads));
            }
        }
        return rows;
    }

    private List<Row> compare(Path python, int threads) throws IOException, InterruptedException {
        Path script = root.resolve("benchmarks/rivals/rivals.py");
        List<Row> rows = new ArrayList<>();
        Path folder = Files.createTempDirectory("tritonc-rivals");
        boolean pinned = Threads.pin(threads);
        try (RivalProcess rivals = RivalProcess.start(python, script, threads);
                Triton triton = Triton.create(CompileOptions.defaults().withTier(tier), threads);
                GridRunner runner = GridRunner.create(threads)) {
            for (Size size : Size.ALL) {
                Works works = new Works(triton, root, size.elements(), threads);
                for (Works.Name name : Works.Name.values()) {
                    String title = name.text() + " " + size.name();
                    Entry entry = new Entry(name.text(), title, () -> works.make(name));
                    rows.addAll(compare(entry, size, threads, rivals, runner, folder));
                }
            }
            for (Entry entry : new Products(triton, root).entries()) {
                rows.addAll(compare(entry, Size.ALL.getFirst(), threads, rivals, runner, folder));
            }
        } finally {
            clear(folder);
            if (pinned) {
                Threads.pin(Runtime.getRuntime().availableProcessors());
            }
        }
        return rows;
    }

    private List<Row> compare(
            Entry entry,
            Size size,
            int threads,
            RivalProcess rivals,
            GridRunner runner,
            Path folder)
            throws IOException, InterruptedException {
        if (!only.isEmpty() && !only.contains(entry.name())) {
            return List.of();
        }
        String title = entry.title() + ", " + Threads.text(threads);
        Work work = entry.work().get();
        work.run();
        Path arrays = Files.createDirectory(folder.resolve(title));
        Contest contest = new Contest(title, work, work.goals());
        List<String> ways = enter(contest, title, entry.name(), work, rivals, arrays);
        work.siblings().forEach((k, v) -> contest.rival(k, Contest.repeating(v::run)));
        Work.Traffic traffic = work.traffic();
        double least = 0;
        if (traffic != null) {
            least = traffic.isSinglePass() ? size.one() : size.many();
            if (MemoryRun.isPossible()) {
                limits(contest, traffic, runner);
                contest.ports(new Clock(), traffic.cycles() / threads);
            }
        }
        clear(arrays);
        long nanos = isFull ? 100_000_000 : 40_000_000;
        long rest = ways.contains("openblas") ? REST_OF_BLAS : REST;
        return contest.rows(isFull ? 25 : 9, nanos, threads == 1 ? 0 : rest, least);
    }

    /// Hands the arrays over and compares everybody's results.
    ///
    /// @return the ways of the rivals
    private static List<String> enter(
            Contest contest, String title, String name, Work work, RivalProcess rivals, Path arrays)
            throws IOException {
        for (Map.Entry<String, Tensor> input : work.inputs().entrySet()) {
            Npy.write(arrays.resolve(input.getKey() + ".npy"), input.getValue());
        }
        List<String> ways = rivals.load(name, arrays);
        for (String way : ways) {
            Path result = arrays.resolve(way + ".npy");
            rivals.result(way, result);
            compare(title + ", " + way, work.output(), Npy.read(result));
            contest.rival(way, nanos -> rivals.batch(way, nanos));
        }
        return ways;
    }

    private static void limits(Contest contest, Work.Traffic work, GridRunner runner) {
        List<Tensor> arrays = work.limit().arrays(Math.toIntExact(work.elements()));
        String name = work.limit().name().toLowerCase(java.util.Locale.ROOT);
        contest.limit("memory, " + name, new MemoryRun(work.limit(), false, arrays, runner));
        if (work.limit().written() > 0) {
            Runnable streaming = new MemoryRun(work.limit(), true, arrays, runner);
            contest.limit("memory, " + name + " with streaming stores", streaming);
        }
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
