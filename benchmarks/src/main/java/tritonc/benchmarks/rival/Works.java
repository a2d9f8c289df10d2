package tritonc.benchmarks.rival;

import tritonc.Triton;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The kernels that are compared, with arguments of a size.
final class Works {
    /// Columns of the matrices, and elements of a program's block.
    private static final int BLOCK = 1024;

    private static final int HEADS = 8;
    private static final int HALF = 64;

    /// Blocks that a program of a sum adds up.
    private static final int MOST_BLOCKS = 64;

    private final Triton triton;
    private final Path root;
    private final int n;
    private final int rows;
    private final int threads;
    private final PortCycles ports = new PortCycles();

    /// Cycles that the launches bound since the last work need at best.
    private double cycles;

    /// @param elements of the arrays, a multiple of 64 blocks
    Works(Triton triton, Path root, int elements, int threads) {
        this.triton = triton;
        this.root = root;
        this.n = elements;
        this.rows = elements / BLOCK;
        this.threads = threads;
    }

    /// What there is.
    enum Name {
        ADD,
        GELU,
        SWIGLU,
        SOFTMAX,
        LAYER_NORM,
        RMS_NORM,
        CROSS_ENTROPY,
        SUM,
        CUMSUM,
        EMBEDDING,
        ROPE;

        /// As the rivals and reports know it.
        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Work make(Name name) {
        cycles = 0;
        Work work = bind(name);
        return work.withCycles(cycles);
    }

    private Work bind(Name name) {
        return switch (name) {
            case ADD -> add();
            case GELU -> gelu();
            case SWIGLU -> swiglu();
            case SOFTMAX -> softmax();
            case LAYER_NORM -> layerNorm();
            case RMS_NORM -> rmsNorm();
            case CROSS_ENTROPY -> crossEntropy();
            case SUM -> sum();
            case CUMSUM -> cumsum();
            case EMBEDDING -> embedding();
            case ROPE -> rope();
        };
    }

    private BoundLaunch bind(String file, String kernel, int grid, Object... arguments) {
        Path path = root.resolve(file);
        Kernel loaded = triton.load(path).kernel(kernel);
        Args args = Args.of(arguments);
        cycles += grid * ports.of(path, loaded.signature(args));
        return loaded.bind(Grid.of(grid), args);
    }

    private Work add() {
        Tensor x = Tensor.randn(1, DType.FP32, n);
        Tensor y = Tensor.randn(2, DType.FP32, n);
        Tensor out = Tensor.zeros(DType.FP32, n);
        BoundLaunch launch =
                bind(
                        "examples/vector_add.py",
                        "add_kernel",
                        rows,
                        "x_ptr",
                        x,
                        "y_ptr",
                        y,
                        "output_ptr",
                        out,
                        "n_elements",
                        n,
                        "BLOCK_SIZE",
                        BLOCK);
        return new Work(List.of(launch), Map.of("x", x, "y", y), out, Limit.ADD, n, true);
    }

    private Work gelu() {
        Tensor x = Tensor.randn(1, DType.FP32, n);
        Tensor out = Tensor.zeros(DType.FP32, n);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/elementwise.py",
                        "gelu_kernel",
                        rows,
                        "x_ptr",
                        x,
                        "out_ptr",
                        out,
                        "a",
                        1.25,
                        "b",
                        0.5,
                        "n_elements",
                        n,
                        "BLOCK_SIZE",
                        BLOCK);
        return new Work(List.of(launch), Map.of("x", x), out, Limit.COPY, n, true);
    }

    private Work swiglu() {
        Tensor gate = Tensor.randn(1, DType.FP32, n);
        Tensor up = Tensor.randn(2, DType.FP32, n);
        Tensor out = Tensor.zeros(DType.FP32, n);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/elementwise.py",
                        "swiglu_kernel",
                        rows,
                        "gate_ptr",
                        gate,
                        "up_ptr",
                        up,
                        "out_ptr",
                        out,
                        "n_elements",
                        n,
                        "BLOCK_SIZE",
                        BLOCK);
        return new Work(List.of(launch), Map.of("gate", gate, "up", up), out, Limit.ADD, n, true);
    }

    private Work softmax() {
        Tensor x = Tensor.randn(1, DType.FP32, rows, BLOCK);
        Tensor out = Tensor.zeros(DType.FP32, rows, BLOCK);
        BoundLaunch launch =
                bind(
                        "examples/softmax.py",
                        "softmax_kernel",
                        rows,
                        "input_ptr",
                        x,
                        "output_ptr",
                        out,
                        "input_row_stride",
                        BLOCK,
                        "output_row_stride",
                        BLOCK,
                        "n_rows",
                        rows,
                        "n_cols",
                        BLOCK,
                        "BLOCK_SIZE",
                        BLOCK);
        return new Work(List.of(launch), Map.of("x", x), out, Limit.COPY, n, false);
    }

    private Work layerNorm() {
        Tensor x = Tensor.randn(1, DType.FP32, rows, BLOCK);
        Tensor weight = Tensor.rand(2, DType.FP32, BLOCK);
        Tensor bias = Tensor.rand(3, DType.FP32, BLOCK);
        Tensor out = Tensor.zeros(DType.FP32, rows, BLOCK);
        BoundLaunch launch =
                bind(
                        "examples/layer_norm.py",
                        "layer_norm_fwd",
                        rows,
                        "X",
                        x,
                        "Y",
                        out,
                        "W",
                        weight,
                        "B",
                        bias,
                        "Mean",
                        Tensor.zeros(DType.FP32, rows),
                        "Rstd",
                        Tensor.zeros(DType.FP32, rows),
                        "stride",
                        BLOCK,
                        "N",
                        BLOCK,
                        "eps",
                        1e-5,
                        "BLOCK_SIZE",
                        BLOCK);
        Map<String, Tensor> inputs = Map.of("x", x, "weight", weight, "bias", bias);
        return new Work(List.of(launch), inputs, out, Limit.COPY, n, false);
    }

    private Work rmsNorm() {
        Tensor x = Tensor.randn(1, DType.FP32, rows, BLOCK);
        Tensor weight = Tensor.rand(2, DType.FP32, BLOCK);
        Tensor out = Tensor.zeros(DType.FP32, rows, BLOCK);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/rms_norm.py",
                        "rms_norm_kernel",
                        rows,
                        "x_ptr",
                        x,
                        "weight_ptr",
                        weight,
                        "out_ptr",
                        out,
                        "stride",
                        BLOCK,
                        "n_cols",
                        BLOCK,
                        "eps",
                        1e-5,
                        "BLOCK_SIZE",
                        BLOCK);
        Map<String, Tensor> inputs = Map.of("x", x, "weight", weight);
        return new Work(List.of(launch), inputs, out, Limit.COPY, n, false);
    }

    private Work crossEntropy() {
        Tensor logits = Tensor.randn(1, DType.FP32, rows, BLOCK);
        Tensor target = Tensor.of(numbers(rows, BLOCK), rows);
        Tensor loss = Tensor.zeros(DType.FP32, rows);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/cross_entropy.py",
                        "cross_entropy_kernel",
                        rows,
                        "logits_ptr",
                        logits,
                        "target_ptr",
                        target,
                        "loss_ptr",
                        loss,
                        "stride",
                        BLOCK,
                        "n_cols",
                        BLOCK,
                        "BLOCK_SIZE",
                        BLOCK);
        Map<String, Tensor> inputs = Map.of("logits", logits, "target", target);
        return new Work(List.of(launch), inputs, loss, Limit.READ, n, false);
    }

    private Work sum() {
        Tensor x = Tensor.rand(1, DType.FP32, n);
        int blocks = Math.min(MOST_BLOCKS, rows / threads);
        int programs = rows / blocks;
        Tensor partial = Tensor.zeros(DType.FP32, programs);
        BoundLaunch first = sum(x, partial, n, programs, blocks);
        if (programs == 1) {
            return new Work(List.of(first), Map.of("x", x), partial, Limit.READ, n, true);
        }
        Tensor total = Tensor.zeros(DType.FP32, 1);
        BoundLaunch second = sum(partial, total, programs, 1, 1);
        return new Work(List.of(first, second), Map.of("x", x), total, Limit.READ, n, true);
    }

    private BoundLaunch sum(Tensor x, Tensor partial, int elements, int programs, int blocks) {
        return bind(
                "benchmarks/kernels/sum.py",
                "sum_kernel",
                programs,
                "x_ptr",
                x,
                "partial_ptr",
                partial,
                "n_elements",
                elements,
                "BLOCKS",
                blocks,
                "BLOCK_SIZE",
                BLOCK);
    }

    private Work cumsum() {
        Tensor x = Tensor.rand(1, DType.FP32, rows, BLOCK);
        Tensor out = Tensor.zeros(DType.FP32, rows, BLOCK);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/cumsum.py",
                        "cumsum_kernel",
                        rows,
                        "x_ptr",
                        x,
                        "out_ptr",
                        out,
                        "stride",
                        BLOCK,
                        "n_cols",
                        BLOCK,
                        "BLOCK_SIZE",
                        BLOCK);
        return new Work(List.of(launch), Map.of("x", x), out, Limit.COPY, n, true);
    }

    private Work embedding() {
        int vocabulary = 2 * rows;
        Tensor ids = Tensor.of(numbers(rows, vocabulary), rows);
        Tensor table = Tensor.randn(1, DType.FP32, vocabulary, BLOCK);
        Tensor out = Tensor.zeros(DType.FP32, rows, BLOCK);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/embedding.py",
                        "embedding_kernel",
                        rows,
                        "ids_ptr",
                        ids,
                        "table_ptr",
                        table,
                        "out_ptr",
                        out,
                        "n_cols",
                        BLOCK,
                        "BLOCK_SIZE",
                        BLOCK);
        Map<String, Tensor> inputs = Map.of("ids", ids, "table", table);
        return new Work(List.of(launch), inputs, out, Limit.ROWS, n, true);
    }

    private Work rope() {
        Tensor x = Tensor.randn(1, DType.FP32, rows, HEADS, 2 * HALF);
        Tensor cos = Tensor.randn(2, DType.FP32, rows, HALF);
        Tensor sin = Tensor.randn(3, DType.FP32, rows, HALF);
        Tensor out = Tensor.zeros(DType.FP32, rows, HEADS, 2 * HALF);
        BoundLaunch launch =
                bind(
                        "benchmarks/kernels/rope.py",
                        "rope_kernel",
                        rows,
                        "x_ptr",
                        x,
                        "cos_ptr",
                        cos,
                        "sin_ptr",
                        sin,
                        "out_ptr",
                        out,
                        "n_heads",
                        HEADS,
                        "HALF",
                        HALF,
                        "HEADS",
                        HEADS);
        Map<String, Tensor> inputs = Map.of("x", x, "cos", cos, "sin", sin);
        return new Work(List.of(launch), inputs, out, Limit.COPY, n, true);
    }

    /// The same numbers from 0 to below `bound` each time.
    private static long[] numbers(int count, int bound) {
        return new Random(7).ints(count, 0, bound).asLongStream().toArray();
    }
}
