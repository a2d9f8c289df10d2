package tritonc.benchmarks.rival;

import tritonc.Triton;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kernels whose work is products of matrices: such a product itself, and attention.
final class Products {
    private static final int HEADS = 12;
    private static final int HEAD = 64;

    /// Programs of a matrix product that follow one another go through so many rows of blocks.
    private static final int GROUP = 8;

    private final Triton triton;
    private final Path root;

    Products(Triton triton, Path root) {
        this.triton = triton;
        this.root = root;
    }

    /// What there is, with its name for rivals and a title.
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Blocks blocks : Blocks.values()) {
            for (int n : new int[] {512, 1024, 2048}) {
                entries.add(entry("matmul", n, blocks, DType.FP32));
            }
        }
        for (Blocks blocks : Blocks.values()) {
            for (int n : new int[] {512, 1024}) {
                entries.add(entry("matmul_bf16", n, blocks, DType.BF16));
                entries.add(entry("matmul_int8", n, blocks, DType.I8));
            }
        }
        for (int n : new int[] {512, 2048}) {
            entries.add(new Entry("attention", "attention " + n, () -> attention(n, false)));
            entries.add(
                    new Entry(
                            "attention_causal", "attention_causal " + n, () -> attention(n, true)));
        }
        return entries;
    }

    private Entry entry(String name, int n, Blocks blocks, DType type) {
        String title = name + " " + n + " by " + blocks.text();
        return new Entry(name, title, () -> product(n, blocks, type));
    }

    /// Sizes of a program's blocks.
    enum Blocks {
        SMALL(64, 64, 32),
        LARGE(128, 128, 64);

        private final int m;
        private final int n;
        private final int k;

        Blocks(int m, int n, int k) {
            this.m = m;
            this.n = n;
            this.k = k;
        }

        String text() {
            return m + "×" + n + "×" + k;
        }

        /// A program for each block of a square matrix.
        Grid grid(int size) {
            long across = size / n;
            return Grid.of(size / m * across);
        }
    }

    /// The product of two square matrices.
    Work product(int n, Blocks blocks, DType type) {
        Tensor a = numbers(1, n, type);
        Tensor b = numbers(2, n, type);
        Tensor c = Tensor.zeros(type == DType.I8 ? DType.I32 : DType.FP32, n, n);
        List<BoundLaunch> launches = List.of(launch(n, blocks, a, b, c));
        if (type == DType.FP32) {
            Map<String, Double> goals = Map.of("openblas", n > 1024 ? 0.85 : 0.9);
            return new Work(launches, Map.of("a", a, "b", b), c, null, Map.of(), goals);
        }
        Tensor wideA = a.to(DType.FP32);
        Tensor wideB = b.to(DType.FP32);
        BoundLaunch wide = launch(n, blocks, wideA, wideB, Tensor.zeros(DType.FP32, n, n));
        return new Work(
                launches,
                Map.of("a", wideA, "b", wideB),
                c,
                null,
                Map.of("fp32", wide),
                Map.of("fp32", 1.0));
    }

    private static Tensor numbers(long seed, int n, DType type) {
        Tensor normal = Tensor.randn(seed, DType.FP32, n, n);
        if (type != DType.I8) {
            return normal.to(type);
        }
        float[] values = normal.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 40;
        }
        return Tensor.of(values, n, n).to(type);
    }

    private BoundLaunch launch(int n, Blocks blocks, Tensor a, Tensor b, Tensor c) {
        List<Object> arguments = new ArrayList<>();
        pairs(arguments, "a_ptr", a, "b_ptr", b, "c_ptr", c, "M", n, "N", n, "K", n);
        pairs(arguments, "BLOCK_M", blocks.m, "BLOCK_N", blocks.n, "BLOCK_K", blocks.k);
        boolean isInteger = a.dtype() == DType.I8;
        if (!isInteger) {
            pairs(arguments, "stride_am", n, "stride_ak", 1, "stride_bk", n, "stride_bn", 1);
            pairs(arguments, "stride_cm", n, "stride_cn", 1, "GROUP_M", GROUP);
        }
        String file = isInteger ? "benchmarks/kernels/matmul_int8.py" : "examples/matmul.py";
        return triton.load(root.resolve(file))
                .kernel(isInteger ? "matmul_int8_kernel" : "matmul_kernel")
                .bind(blocks.grid(n), Args.of(arguments.toArray()));
    }

    private static void pairs(List<Object> arguments, Object... namesAndValues) {
        arguments.addAll(List.of(namesAndValues));
    }

    /// Attention of all heads to all before them, or to all.
    Work attention(int length, boolean isCausal) {
        Tensor q = Tensor.randn(1, DType.FP32, HEADS, length, HEAD);
        Tensor k = Tensor.randn(2, DType.FP32, HEADS, length, HEAD);
        Tensor v = Tensor.randn(3, DType.FP32, HEADS, length, HEAD);
        Tensor out = Tensor.zeros(DType.FP32, HEADS, length, HEAD);
        Map<String, Tensor> inputs = Map.of("q", q, "k", k, "v", v);
        List<BoundLaunch> launches = List.of(attention(inputs, out, length, isCausal));
        if (!isCausal) {
            return new Work(launches, inputs, out, null, Map.of(), Map.of("eager", 1.0));
        }
        Tensor other = Tensor.zeros(DType.FP32, HEADS, length, HEAD);
        return new Work(
                launches,
                inputs,
                out,
                null,
                Map.of("full", attention(inputs, other, length, false)),
                Map.of("eager", 1.0, "full", 1.7));
    }

    private BoundLaunch attention(
            Map<String, Tensor> inputs, Tensor out, int length, boolean isCausal) {
        List<Object> arguments = new ArrayList<>();
        inputs.forEach((name, tensor) -> pairs(arguments, name + "_ptr", tensor));
        pairs(arguments, "out_ptr", out, "length", length, "scale", 1 / Math.sqrt(HEAD));
        pairs(arguments, "stride_head", length * HEAD, "stride_row", HEAD, "HEAD", HEAD);
        pairs(arguments, "BLOCK_M", 64, "BLOCK_N", 64, "CAUSAL", isCausal);
        long programs = length / 64;
        return triton.load(root.resolve("examples/attention.py"))
                .kernel("attention_kernel")
                .bind(Grid.of(HEADS * programs), Args.of(arguments.toArray()));
    }
}
