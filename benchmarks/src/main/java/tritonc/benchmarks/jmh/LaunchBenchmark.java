package tritonc.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import tritonc.Triton;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;

import java.util.concurrent.TimeUnit;

/// What a launch costs whose programs do next to nothing: each stores one number.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LaunchBenchmark {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def store_one(out_ptr, n):
                tl.store(out_ptr + tl.program_id(0), n)
            """;

    /// Programs of the grid.
    @Param({"1", "64"})
    public int programs = 1;

    private final Triton triton = Triton.create();
    private final Kernel kernel = triton.load("store_one.py", SOURCE).kernel("store_one");
    private final Tensor out = Tensor.zeros(DType.I32, 64);
    private Grid grid = Grid.of(1);
    private BoundLaunch bound = kernel.bind(grid, Args.of("out_ptr", out, "n", 7));

    @Setup
    public void prepare() {
        grid = Grid.of(programs);
        bound = kernel.bind(grid, Args.of("out_ptr", out, "n", 7));
    }

    @TearDown
    public void finish() {
        triton.close();
    }

    @Benchmark
    public void boundLaunch() {
        bound.run();
    }

    @Benchmark
    public void launchWithArgs() {
        kernel.launch(grid, Args.of("out_ptr", out, "n", 7));
    }
}
