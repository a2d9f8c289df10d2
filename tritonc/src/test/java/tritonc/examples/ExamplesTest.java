package tritonc.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.file.Npy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every example computes what Triton's own interpreter computed from the same arrays
/// (`src/test/resources/examples/make_expected.py`), at every level, on one thread and on several,
/// as bytecode and as machine code where there is some.
class ExamplesTest {
    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final Path DATA = Path.of("src/test/resources/examples").toAbsolutePath();

    /// @param inputs parameter to the array it reads
    /// @param outputs parameter to the array it is to hold afterwards
    /// @param numbers parameter to number
    /// @param tolerance absolute and relative
    private record Example(
            String name,
            String kernel,
            long grid,
            Map<String, String> inputs,
            Map<String, String> outputs,
            Map<String, Object> numbers,
            double tolerance) {}

    private static final List<Example> EXAMPLES =
            List.of(
                    new Example(
                            "vector_add",
                            "add_kernel",
                            5,
                            Map.of("x_ptr", "x", "y_ptr", "y"),
                            Map.of("output_ptr", "output"),
                            Map.of("n_elements", 1234, "BLOCK_SIZE", 256),
                            0),
                    new Example(
                            "softmax",
                            "softmax_kernel",
                            4,
                            Map.of("input_ptr", "input"),
                            Map.of("output_ptr", "output"),
                            Map.of(
                                    "input_row_stride",
                                    781,
                                    "output_row_stride",
                                    781,
                                    "n_rows",
                                    9,
                                    "n_cols",
                                    781,
                                    "BLOCK_SIZE",
                                    1024),
                            1e-6),
                    new Example(
                            "layer_norm",
                            "layer_norm_fwd",
                            6,
                            Map.of("X", "X", "W", "W", "B", "B"),
                            Map.of("Y", "Y", "Mean", "Mean", "Rstd", "Rstd"),
                            Map.of("stride", 1000, "N", 1000, "eps", 1e-5, "BLOCK_SIZE", 512),
                            1e-5),
                    new Example(
                            "matmul",
                            "matmul_kernel",
                            30,
                            Map.of("a_ptr", "a", "b_ptr", "b"),
                            Map.of("c_ptr", "c"),
                            matmul(),
                            1e-5),
                    new Example(
                            "attention",
                            "attention_kernel",
                            8,
                            Map.of("q_ptr", "q", "k_ptr", "k", "v_ptr", "v"),
                            Map.of("out_ptr", "out"),
                            Map.of(
                                    "length",
                                    50,
                                    "scale",
                                    0.2,
                                    "stride_head",
                                    1600,
                                    "stride_row",
                                    32,
                                    "HEAD",
                                    32,
                                    "BLOCK_M",
                                    16,
                                    "BLOCK_N",
                                    16,
                                    "CAUSAL",
                                    true),
                            1e-5),
                    new Example(
                            "row_sum",
                            "row_sum_kernel",
                            11,
                            Map.of("x_ptr", "x"),
                            Map.of("sum_ptr", "sum", "max_ptr", "max"),
                            Map.of("n_cols", 300, "BLOCK", 64),
                            1e-5),
                    new Example(
                            "dropout",
                            "dropout_kernel",
                            4,
                            Map.of("x_ptr", "x", "keep_ptr", "keep"),
                            Map.of("output_ptr", "output"),
                            Map.of("n_elements", 1000, "p", 0.3, "BLOCK_SIZE", 256),
                            1e-6),
                    new Example(
                            "histogram",
                            "histogram_kernel",
                            3,
                            Map.of("x_ptr", "x"),
                            Map.of("bins_ptr", "bins"),
                            Map.of("n_elements", 1500, "n_bins", 32, "BLOCK_SIZE", 512),
                            0));

    private static Map<String, Object> matmul() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        Object[] pairs = {
            "M",
            70,
            "N",
            90,
            "K",
            50,
            "stride_am",
            50,
            "stride_ak",
            1,
            "stride_bk",
            90,
            "stride_bn",
            1,
            "stride_cm",
            90,
            "stride_cn",
            1,
            "BLOCK_M",
            16,
            "BLOCK_N",
            16,
            "BLOCK_K",
            16,
            "GROUP_M",
            3
        };
        for (int i = 0; i < pairs.length; i += 2) {
            numbers.put((String) pairs[i], pairs[i + 1]);
        }
        return numbers;
    }

    @TestFactory
    Stream<DynamicTest> computeWhatTritonComputes() {
        return EXAMPLES.stream()
                .flatMap(e ->
                        Stream.of(0, 1, 2, 3)
                                .flatMap(level ->
                                        Stream.of(CpuTier.JVM, CpuTier.AUTO, CpuTier.AVX2)
                                                .map(tier -> test(e, level, tier))));
    }

    private static DynamicTest test(Example example, int level, CpuTier tier) {
        CompileOptions options = CompileOptions.ofLevel(level).withTier(tier);
        String name = example.name + " -O" + level + " -t " + tier.target();
        return DynamicTest.dynamicTest(name, () -> check(example, options));
    }

    private static void check(Example example, CompileOptions options) {
        assumeTrue(CpuTarget.machineCodeUnavailable(options.tier()) == null || !isPinned(options));
        for (int threads = 1; threads <= 3; threads++) {
            try (Triton triton = Triton.create(options, threads)) {
                Path source = TOP.resolve("examples").resolve(example.name + ".py");
                Kernel kernel = triton.load(source).kernel(example.kernel);
                Map<String, @Nullable Object> arguments = new LinkedHashMap<>(example.numbers);
                example.inputs.forEach((p, file) -> arguments.put(p, read(example, file)));
                example.outputs.forEach((p, file) -> arguments.put(p, blank(read(example, file))));
                kernel.launch(Grid.of(example.grid), Args.of(arguments));
                example.outputs.forEach((p, file) -> {
                    if (arguments.get(p) instanceof Tensor actual) {
                        close(actual, read(example, file), example.tolerance, p);
                    }
                });
            }
        }
    }

    private static boolean isPinned(CompileOptions options) {
        return CpuTier.MACHINE_CODE.contains(options.tier());
    }

    private static Tensor read(Example example, String file) {
        return Npy.read(DATA.resolve(example.name).resolve(file + ".npy"));
    }

    private static Tensor blank(Tensor like) {
        return Tensor.zeros(like.dtype(), like.shape());
    }

    private static void close(Tensor actual, Tensor expected, double tolerance, String name) {
        double[] got = actual.to(DType.FP64).toDoubleArray();
        double[] want = expected.to(DType.FP64).toDoubleArray();
        assertThat(got).hasSameSizeAs(want);
        for (int i = 0; i < got.length; i++) {
            double allowed = tolerance * (1 + Math.abs(want[i]));
            assertThat(Math.abs(got[i] - want[i]))
                    .as("%s[%d]", name, i)
                    .isLessThanOrEqualTo(allowed);
        }
    }
}
