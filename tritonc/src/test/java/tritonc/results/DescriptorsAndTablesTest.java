package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.Triton;
import tritonc.cli.CommandLineRun;
import tritonc.driver.CompileOptions;
import tritonc.driver.KernelSource;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.PointerTable;
import tritonc.runtime.Tensor;
import tritonc.runtime.TensorDescriptor;
import tritonc.runtime.file.ArtifactFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tensor descriptors and tables of pointers as arguments: of the library, of artifacts, of the
/// command line; what does not fit is refused.
class DescriptorsAndTablesTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def scale(d, s, f):
                i = tl.program_id(0) * 16
                d.store([i, 0], s.load([i, 0]) * f)

            @triton.jit
            def any_rank(d, out, B: tl.constexpr):
                if len(d.block_shape) == 1:
                    t = d.load([4])
                else:
                    t = tl.reshape(d.load([0, 4]), [B])
                tl.store(out + tl.arange(0, B), t)

            @triton.jit
            def double_all(table, n):
                i = tl.arange(0, 16)
                p = tl.load(table + tl.program_id(0)).to(tl.pointer_type(tl.float32))
                tl.store(p + i, tl.load(p + i, mask=i < n) * 2, mask=i < n)

            @triton.jit
            def keeps(x: tl.const, out):
                tl.store(out, tl.load(x))

            @triton.jit
            def breaks(x: tl.const):
                tl.store(x + 1, 1.0)
            """;

    private static final Triton TRITON = Triton.create(CompileOptions.ofLevel(3), 2);

    @TempDir Path folder;

    private KernelSource kernels;
    private Path file;

    @AfterAll
    static void close() {
        TRITON.close();
    }

    /// A tile of one row and more columns, and one of columns padded with NaNs, have code of their
    /// own.
    @Test
    void ranksAndPaddingsAreToldApart() {
        try (Tensor x = Tensor.arange(DType.FP32, 8);
                Tensor out = Tensor.zeros(DType.FP32, 8)) {
            Kernel kernel = TRITON.load(file).kernel("any_rank");
            Tensor rows = Tensor.arange(DType.FP32, 2, 8);
            TensorDescriptor two = TensorDescriptor.of(rows, 1, 8);
            TensorDescriptor one = TensorDescriptor.of(x, 8).padNan();
            kernel.launch(Grid.of(1), Args.of("d", two, "out", out, "B", 8));
            assertThat(out.toFloatArray()).containsExactly(4, 5, 6, 7, 0, 0, 0, 0);
            kernel.launch(Grid.of(1), Args.of("d", one, "out", out, "B", 8));
            float nan = Float.NaN;
            assertThat(out.toFloatArray()).containsExactly(4, 5, 6, 7, nan, nan, nan, nan);
        }
    }

    @BeforeEach
    void load() throws IOException {
        file = Files.writeString(folder.resolve("k.py"), SOURCE);
        kernels = TRITON.load(file);
    }

    private static Tensor counting(long... shape) {
        return Tensor.arange(DType.FP32, shape);
    }

    @Test
    void aDescriptorIsCompiledForItsTileAndPadding() {
        Kernel kernel = kernels.kernel("scale");
        try (Tensor x = counting(20, 16);
                Tensor y = Tensor.zeros(DType.FP32, 20, 16)) {
            Args args = Args.of("d", of(y, 16, 16), "s", of(x, 16, 16).padNan(), "f", 2.0);
            kernel.launch(Grid.of(2), args);
            assertThat(y.get(19, 15)).isEqualTo(2.0 * 319);
            assertThat(kernel.signature(args).text())
                    .isEqualTo("tensordesc<fp32[16,16]>, tensordesc<fp32[16,16],nan>, fp32");
            BoundLaunch bound = kernel.bind(Grid.of(1), args);
            bound.set("s", of(y, 8, 16)).set("d", of(x, 8, 16));
            bound.run();
            assertThat(x.get(7, 1)).isEqualTo(2.0 * 2 * 113);
            assertThat(x.get(8, 1)).isEqualTo(129);
        }
    }

    private static TensorDescriptor of(Tensor tensor, int... block) {
        return TensorDescriptor.of(tensor, block);
    }

    /// The shape claims more than there is; what is beyond is a fault, never an access.
    @Test
    void aDescriptorOfMoreThanTheTensorFaults() {
        Kernel kernel = kernels.kernel("scale");
        try (Tensor x = counting(20, 16);
                Tensor y = Tensor.zeros(DType.FP32, 32, 16)) {
            TensorDescriptor more =
                    TensorDescriptor.of(
                            x, new long[] {32, 16}, new long[] {16, 1}, new int[] {16, 16});
            assertThatThrownBy(() ->
                            kernel.launch(
                                    Grid.of(2), Args.of("d", of(y, 16, 16), "s", more, "f", 1.0)))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("of `scale` loads");
        }
    }

    @Test
    void descriptorsThatTritonRefusesAreRefused() {
        try (Tensor x = counting(8, 6);
                Tensor wide = counting(8, 8)) {
            refused(() -> of(x, 8, 4), "multiples of 16 bytes");
            refused(() -> of(wide, 8), "as many strides");
            refused(() -> of(wide, 8, 6), "powers of two");
            refused(() -> of(wide.permute(1, 0), 8, 8), "contiguous last axis");
            refused(() -> of(wide, 1 << 11, 1 << 11), "elements in a tile");
        }
        try (Tensor integers = Tensor.zeros(DType.I32, 8)) {
            refused(() -> of(integers, 8).padNan(), "only floats");
        }
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable make, String why) {
        assertThatThrownBy(make).isInstanceOf(TritonException.class).hasMessageContaining(why);
    }

    @Test
    void aTableReachesItsTensorsAndNoOthers() {
        Kernel kernel = kernels.kernel("double_all");
        try (Tensor x = counting(16);
                Tensor y = counting(16);
                PointerTable table = PointerTable.of(x, y)) {
            kernel.launch(Grid.of(2), Args.of("table", table, "n", 16));
            assertThat(x.get(15)).isEqualTo(30);
            assertThat(y.get(15)).isEqualTo(30);
            kernel.launchAsync(Grid.of(1), Args.of("table", table, "n", 16)).join();
            assertThat(x.get(15)).isEqualTo(60);
            assertThatThrownBy(() ->
                            kernel.launch(Grid.of(1), Args.of("table", table.addresses(), "n", 16)))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("outside every tensor");
        }
    }

    @Test
    void aTableOfAClosedTensorIsRefused() {
        Kernel kernel = kernels.kernel("double_all");
        Tensor x = counting(16);
        try (Tensor y = counting(16);
                PointerTable table = PointerTable.of(y, x)) {
            x.close();
            refused(() -> kernel.launch(Grid.of(1), Args.of("table", table, "n", 16)), "closed");
        }
    }

    @Test
    void artifactsHoldDescriptorsAndConstPointers() {
        Path out = folder.resolve("out");
        CommandLineRun compiled =
                CommandLineRun.of(
                        "compile",
                        file.toString(),
                        "-k",
                        "scale",
                        "-s",
                        "tensordesc<fp32[16, 16]>, tensordesc<fp32[16,16],nan>, fp32",
                        "-o",
                        out.toString());
        assertThat(compiled.exit()).as(compiled.err()).isZero();
        CommandLineRun constant =
                CommandLineRun.of(
                        "compile",
                        file.toString(),
                        "-k",
                        "keeps",
                        "-s",
                        "*kfp32:16, *fp32",
                        "-o",
                        out.toString());
        assertThat(constant.exit()).as(constant.err()).isZero();
        try (var files = Files.list(out)) {
            assertThat(files.map(f -> ArtifactFile.read(f).signature().text()))
                    .containsExactlyInAnyOrder(
                            "tensordesc<fp32[16,16]>, tensordesc<fp32[16,16],nan>, fp32",
                            "*kfp32:16, *fp32");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theCommandLineGivesBoth() {
        CommandLineRun scaled =
                CommandLineRun.of(
                        "run",
                        file.toString(),
                        "-k",
                        "scale",
                        "-g",
                        "2",
                        "-a",
                        "d=desc:[16,16]:zeros:fp32[20,16]",
                        "-a",
                        "s=desc:[16,16],nan:arange:fp32[20,16]",
                        "-a",
                        "f=2.0");
        assertThat(scaled.out()).contains("d: fp32[20,16]").contains("sum 102080.0");
        CommandLineRun doubled =
                CommandLineRun.of(
                        "run",
                        file.toString(),
                        "-k",
                        "double_all",
                        "-g",
                        "2",
                        "-a",
                        "table=table:[arange:fp32[16],zeros:fp32[12]]",
                        "-a",
                        "n=12",
                        "-o",
                        "table.0=" + folder.resolve("x.npy"));
        assertThat(doubled.exit()).as(doubled.err()).isZero();
        assertThat(folder.resolve("x.npy")).exists();
        for (String bad :
                new String[] {
                    "desc:[16,16]",
                    "desc:[16,a]:zeros:fp32[4]",
                    "desc:[16]:3",
                    "table:zeros:fp32[4]",
                    "table:[3]",
                    "table:[,zeros:fp32[4]]",
                    "table:[",
                    "table:]",
                    "desc:",
                    "table:",
                    "desc:[:zeros:fp32[4]"
                }) {
            CommandLineRun refused =
                    CommandLineRun.of(
                            "run",
                            file.toString(),
                            "-k",
                            "double_all",
                            "-g",
                            "1",
                            "-a",
                            "table=" + bad,
                            "-a",
                            "n=1");
            assertThat(refused.exit()).as(bad).isNotZero();
            assertThat(refused.err()).as(bad).contains("T0902");
        }
    }

    @Test
    void aPointerAnnotatedConstIsNotStoredThrough() {
        try (Tensor x = counting(16);
                Tensor y = counting(16)) {
            kernels.kernel("keeps").launch(Grid.of(1), Args.of("x", x, "out", y));
            refused(() -> kernels.kernel("breaks").launch(Grid.of(1), Args.of("x", x)), "const");
        }
    }
}
