package tritonc.codegen.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopLowering;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

class JavaStubsTest {
    private static final PointerType FLOATS = new PointerType(DType.FP32);
    private static final Path GOLDEN = Path.of("src/test/resources/stubs/AddKernel.java.txt");

    @TempDir Path folder;

    private static KernelSignature add() {
        return new KernelSignature(
                "add_kernel",
                List.of(
                        new SignatureEntry.Runtime("x_ptr", FLOATS, 16),
                        new SignatureEntry.Runtime("y_ptr", FLOATS, 16),
                        new SignatureEntry.Runtime("output_ptr", FLOATS, 1),
                        new SignatureEntry.Runtime("n_elements", DType.I32, 16),
                        new SignatureEntry.One("stride", DType.I32),
                        new SignatureEntry.Constexpr("BLOCK_SIZE", "1024")));
    }

    /// Every dtype, every form of constant, and names that Java does not take.
    private static KernelSignature everything() {
        List<SignatureEntry> entries = new ArrayList<>();
        for (DType dtype : DType.values()) {
            entries.add(new SignatureEntry.Runtime("in_" + dtype, dtype, 1));
            entries.add(new SignatureEntry.Runtime("P_" + dtype, new PointerType(dtype), 1));
        }
        entries.add(new SignatureEntry.Descriptor("desc", DType.FP16, Shape.of(16, 32), false));
        PointerType table = new PointerType(FLOATS);
        for (String name : List.of("class", "grid", "x_ptr", "xPtr", "_", "__y", "run", "été")) {
            entries.add(new SignatureEntry.Runtime(name, table, 8));
        }
        int i = 0;
        for (String literal :
                List.of(
                        "1024",
                        "-5",
                        "4294967296",
                        "18446744073709551615",
                        "-0.5",
                        "1e-05",
                        "inf",
                        "-inf",
                        "nan",
                        "True",
                        "False",
                        "None",
                        "fp16",
                        "'a\\n\\'q\\' \"$S'")) {
            entries.add(new SignatureEntry.Constexpr("C" + i++, literal));
        }
        return new KernelSignature("2nd_odd kernel", entries);
    }

    @Test
    void textIsTheGoldenOne() throws IOException {
        JavaStubs.Source source = JavaStubs.generate(add(), "demo.kernels");
        assertThat(source.className()).isEqualTo("demo.kernels.AddKernel");
        assertThat(source.path()).isEqualTo("demo/kernels/AddKernel.java");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, source.text());
        }
        assertThat(Boolean.getBoolean("golden.update")).as("golden file was rewritten").isFalse();
        assertThat(source.text()).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void whatIsWrittenCompilesAgainstTheRuntime() throws IOException {
        compiles(JavaStubs.generate(add(), "demo.kernels"));
        compiles(JavaStubs.generate(everything(), ""));
        compiles(JavaStubs.generate(new KernelSignature("nothing", List.of()), "demo"));
    }

    /// `out = x + scale` over 64 lanes.
    private static TileKernel shift() {
        Builder b = new Builder();
        Value x = b.parameter("x_ptr", FLOATS, 1);
        Value out = b.parameter("out_ptr", FLOATS, 1);
        Value scale = b.parameter("scale", DType.FP64, 1);
        Shape shape = Shape.of(64);
        Value lanes = b.add(new ShapeOp.Arange(0, 64));
        Value from = b.add(new Arithmetic.AddPointer(b.splat(x, shape), lanes));
        Value read = b.add(new MemoryOp.Load(from, null, null, CacheHint.NONE, false));
        Value narrow = b.add(new Arithmetic.Cast(scale, DType.FP32, Rounding.RTNE));
        Value sum = b.binary(BinaryKind.ADD, read, b.splat(narrow, shape));
        Value to = b.add(new Arithmetic.AddPointer(b.splat(out, shape), lanes));
        b.addAll(new MemoryOp.Store(to, sum, null, CacheHint.NONE));
        return b.kernel("shift");
    }

    private static final KernelSignature SHIFT =
            new KernelSignature(
                    "shift",
                    List.of(
                            new SignatureEntry.Runtime("x_ptr", FLOATS, 1),
                            new SignatureEntry.Runtime("out_ptr", FLOATS, 1),
                            new SignatureEntry.Runtime("scale", DType.FP64, 1),
                            new SignatureEntry.One("stride", DType.I32),
                            new SignatureEntry.Constexpr("BLOCK", "64")));

    /// What a user writes, compiled against the class and run.
    @Test
    void whatIsWrittenLaunches() throws Exception {
        List<Artifact.Payload> code = JvmCodegen.generate(LoopLowering.lower(shift()), SHIFT);
        write(JavaStubs.generate(SHIFT, "demo"));
        String user =
                """
                public class Use {
                    public static void use(tritonc.runtime.Kernel k, tritonc.runtime.Tensor x,
                            tritonc.runtime.Tensor out) {
                        demo.ShiftKernel shift = demo.ShiftKernel.of(k);
                        shift.launch(tritonc.runtime.Grid.of(1), x, out, 0.5);
                        shift.bind(tritonc.runtime.Grid.of(1), out, out, 0).scale(2).run();
                    }
                }
                """;
        assertThat(errors(write("Use.java", user))).isEmpty();
        URL[] path = {folder.toUri().toURL()};
        try (CpuTarget cpu = CpuTarget.create(1);
                Tensor in = Tensor.arange(DType.FP32, 64);
                Tensor result = Tensor.zeros(DType.FP32, 64);
                URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
            Kernel kernel = Kernel.of(new Artifact("cpu", SHIFT, "test", code), cpu);
            loader.loadClass("Use")
                    .getMethod("use", Kernel.class, Tensor.class, Tensor.class)
                    .invoke(null, kernel, in, result);
            for (int i = 0; i < 64; i++) {
                assertThat(result.toFloatArray()[i]).isEqualTo(i + 0.5f + 2);
            }
        }
    }

    @Test
    void aCallWithTheWrongTypeDoesNotCompile() throws IOException {
        JavaStubs.Source source = JavaStubs.generate(add(), "demo.kernels");
        String call =
                "class Use { void use(demo.kernels.AddKernel k, tritonc.runtime.Grid g, "
                        + "tritonc.runtime.Tensor t) { k.launch(g, t, t, t, %s); } }";
        write(source);
        assertThat(errors(write("Use.java", call.formatted("98432")))).isEmpty();
        assertThat(errors(write("Use.java", call.formatted("t")))).contains("incompatible types");
    }

    @Test
    void tuplesTakeAParameterAnElement() throws IOException {
        List<SignatureEntry> inner =
                List.of(
                        new SignatureEntry.Runtime("t.1.0", DType.I64, 1),
                        new SignatureEntry.Constexpr("t.1.1", "16"));
        List<SignatureEntry> elements =
                List.of(
                        new SignatureEntry.Runtime("t.0", new PointerType(DType.FP32), 16),
                        new SignatureEntry.Tuple("t.1", inner, List.of("n", "block")),
                        new SignatureEntry.One("t.2", DType.I32),
                        new SignatureEntry.Constexpr("t.3", "None"));
        List<SignatureEntry> entries =
                List.of(
                        new SignatureEntry.Tuple("t", elements, List.of()),
                        new SignatureEntry.Constexpr("F", "helpers.gelu"),
                        new SignatureEntry.Constexpr("S", "(1, 2)"));
        JavaStubs.Source source =
                JavaStubs.generate(new KernelSignature("apply", entries), "demo.kernels");
        compiles(source);
        assertThat(source.text())
                .contains("public Bound t(Tensor t0, long t10)")
                .contains(
                        "Args.tuple(t0, Args.named(\"n\", Scalar.of(DType.I64, t10), \"block\","
                                + " new Constexpr(16)), 1, null)")
                .contains("new Literal(\"helpers.gelu\")")
                .contains("new Literal(\"(1, 2)\")");
    }

    @Test
    void constantsThatNoSignatureHasAreRefused() {
        assertThatThrownBy(() -> JavaConstants.of("1 2")).isInstanceOf(CompilerBug.class);
    }

    private void compiles(JavaStubs.Source source) throws IOException {
        assertThat(errors(write(source))).as(source.text()).isEmpty();
    }

    private Path write(JavaStubs.Source source) throws IOException {
        return write(source.path(), source.text());
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file;
    }

    private String errors(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter out = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of(
                            "-Xlint:all,-classfile,-path",
                            "-Werror",
                            "-proc:none",
                            "-d",
                            folder.toString(),
                            "-sourcepath",
                            folder.toString(),
                            "-classpath",
                            System.getProperty("java.class.path")
                                    + java.io.File.pathSeparator
                                    + runtimeClasses());
            compiler.getTask(out, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        return out.toString();
    }

    private static String runtimeClasses() {
        StringBuilder path = new StringBuilder();
        for (Class<?> c :
                List.of(Kernel.class, DType.class, org.jspecify.annotations.Nullable.class)) {
            path.append(Path.of(c.getProtectionDomain().getCodeSource().getLocation().getPath()))
                    .append(java.io.File.pathSeparator);
        }
        return path.toString();
    }
}
