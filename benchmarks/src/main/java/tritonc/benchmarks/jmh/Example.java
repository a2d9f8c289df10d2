package tritonc.benchmarks.jmh;

import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of the folder `examples`, each with the signature that a launch of it has and the
/// arguments of that launch. Property `tritonc.root` names the project's folder; the current one
/// unless told.
public enum Example {
    VECTOR_ADD("add_kernel", "*fp32:16, *fp32:16, *fp32:16, i32:16, 1024") {
        @Override
        public Launch launch() {
            Tensor x = Tensor.rand(1, DType.FP32, 98_304);
            Tensor y = Tensor.rand(2, DType.FP32, 98_304);
            Tensor out = Tensor.zeros(DType.FP32, 98_304);
            return new Launch(
                    Grid.of(96),
                    "x_ptr",
                    x,
                    "y_ptr",
                    y,
                    "output_ptr",
                    out,
                    "n_elements",
                    98_304,
                    "BLOCK_SIZE",
                    1024);
        }
    },
    SOFTMAX("softmax_kernel", "*fp32:16, *fp32:16, i32:16, i32:16, i32:16, i32:16, 1024") {
        @Override
        public Launch launch() {
            Tensor x = Tensor.randn(1, DType.FP32, 4096, 1024);
            Tensor out = Tensor.zeros(DType.FP32, 4096, 1024);
            return new Launch(
                    Grid.of(4096),
                    "input_ptr",
                    x,
                    "output_ptr",
                    out,
                    "input_row_stride",
                    1024,
                    "output_row_stride",
                    1024,
                    "n_rows",
                    4096,
                    "n_cols",
                    1024,
                    "BLOCK_SIZE",
                    1024);
        }
    },
    LAYER_NORM(
            "layer_norm_fwd",
            "*fp32:16, *fp32:16, *fp32:16, *fp32:16, *fp32:16, *fp32:16, i32:16, i32:16, fp32,"
                    + " 1024") {
        @Override
        public Launch launch() {
            Tensor x = Tensor.randn(1, DType.FP32, 4096, 1024);
            Tensor w = Tensor.rand(2, DType.FP32, 1024);
            Tensor b = Tensor.rand(3, DType.FP32, 1024);
            return new Launch(
                    Grid.of(4096),
                    "X",
                    x,
                    "Y",
                    Tensor.zeros(DType.FP32, 4096, 1024),
                    "W",
                    w,
                    "B",
                    b,
                    "Mean",
                    Tensor.zeros(DType.FP32, 4096),
                    "Rstd",
                    Tensor.zeros(DType.FP32, 4096),
                    "stride",
                    1024,
                    "N",
                    1024,
                    "eps",
                    1e-5,
                    "BLOCK_SIZE",
                    1024);
        }
    },
    MATMUL(
            "matmul_kernel",
            "*fp32:16, *fp32:16, *fp32:16, i32:16, i32:16, i32:16, i32:16, i32:1, i32:16, i32:1,"
                    + " i32:16, i32:1, 64, 64, 32, 8") {
        @Override
        public Launch launch() {
            Tensor a = Tensor.randn(1, DType.FP32, 512, 512);
            Tensor b = Tensor.randn(2, DType.FP32, 512, 512);
            return new Launch(
                    Grid.of(64),
                    "a_ptr",
                    a,
                    "b_ptr",
                    b,
                    "c_ptr",
                    Tensor.zeros(DType.FP32, 512, 512),
                    "M",
                    512,
                    "N",
                    512,
                    "K",
                    512,
                    "stride_am",
                    512,
                    "stride_ak",
                    1,
                    "stride_bk",
                    512,
                    "stride_bn",
                    1,
                    "stride_cm",
                    512,
                    "stride_cn",
                    1,
                    "BLOCK_M",
                    64,
                    "BLOCK_N",
                    64,
                    "BLOCK_K",
                    32,
                    "GROUP_M",
                    8);
        }
    },
    ROW_SUM("row_sum_kernel", "*fp32:16, *fp32:16, *fp32:16, i32, 256") {
        @Override
        public Launch launch() {
            Tensor x = Tensor.randn(1, DType.FP32, 300, 1000);
            return new Launch(
                    Grid.of(300),
                    "x_ptr",
                    x,
                    "sum_ptr",
                    Tensor.zeros(DType.FP32, 300),
                    "max_ptr",
                    Tensor.zeros(DType.FP32, 300),
                    "n_cols",
                    1000,
                    "BLOCK",
                    256);
        }
    },
    DROPOUT("dropout_kernel", "*fp32:16, *fp32:16, *fp32:16, i32:16, fp32, 1024") {
        @Override
        public Launch launch() {
            Tensor x = Tensor.randn(1, DType.FP32, 98_304);
            Tensor keep = Tensor.rand(2, DType.FP32, 98_304);
            return new Launch(
                    Grid.of(96),
                    "x_ptr",
                    x,
                    "keep_ptr",
                    keep,
                    "output_ptr",
                    Tensor.zeros(DType.FP32, 98_304),
                    "n_elements",
                    98_304,
                    "p",
                    0.3,
                    "BLOCK_SIZE",
                    1024);
        }
    },
    HISTOGRAM("histogram_kernel", "*i32:16, *i32:16, i32, i32:16, 1024") {
        @Override
        public Launch launch() {
            return new Launch(
                    Grid.of(5),
                    "x_ptr",
                    Tensor.arange(DType.I32, 5000),
                    "bins_ptr",
                    Tensor.zeros(DType.I32, 64),
                    "n_elements",
                    5000,
                    "n_bins",
                    64,
                    "BLOCK_SIZE",
                    1024);
        }
    };

    private final String kernel;
    private final String signature;

    Example(String kernel, String signature) {
        this.kernel = kernel;
        this.signature = signature;
    }

    /// The name of the kernel in the file.
    public String kernel() {
        return kernel;
    }

    /// As `compile -s` takes it.
    public String signature() {
        return signature;
    }

    /// The name of the file without its ending.
    public String file() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Where the file lies.
    public Path path() {
        return Path.of(System.getProperty("tritonc.root", "")).resolve("examples", file() + ".py");
    }

    /// Fresh arguments of a launch.
    public abstract Launch launch();

    /// A grid and arguments.
    public record Launch(Grid grid, Args args) {
        Launch(Grid grid, Object... namesAndValues) {
            this(grid, Args.of(namesAndValues));
        }

        /// The tensors among the arguments, in their order.
        public List<Tensor> tensors() {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < args.size(); i++) {
                if (args.value(i) instanceof Tensor tensor) {
                    tensors.add(tensor);
                }
            }
            return tensors;
        }
    }
}
