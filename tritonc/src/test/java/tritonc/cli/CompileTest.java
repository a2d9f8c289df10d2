package tritonc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.file.ArtifactFile;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// What `compile` writes, and what can be done with it.
class CompileTest {
    private static final String SIGNATURE = "*fp32:16, *fp32, *fp32, i32, 256";

    @TempDir private Path folder;

    private CommandLineRun compile(String... more) {
        List<String> words =
                new ArrayList<>(List.of("compile", CommandLineRun.example("vector_add")));
        words.addAll(List.of("-s", SIGNATURE, "-o", folder.toString()));
        words.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return run;
    }

    private Path artifact() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(p -> p.toString().endsWith(".cpu.tkn")).findFirst().orElseThrow();
        }
    }

    @Test
    void artifactRunsFromTheCommandLine() throws IOException {
        compile();
        assertThat(artifact().getFileName().toString())
                .matches("add_kernel-[0-9a-f]{8}\\.cpu\\.tkn");
        CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        artifact().toString(),
                        "-a",
                        "x_ptr=full:fp32[300]=2",
                        "-a",
                        "y_ptr=arange:fp32[300]",
                        "-a",
                        "output_ptr=zeros:fp32[300]",
                        "-a",
                        "n_elements=300",
                        "-g",
                        "2");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("output_ptr: fp32[300] 2.0 3.0 4.0");
    }

    @Test
    void artifactOfAnotherDtypeIsRefused() throws IOException {
        compile();
        CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        artifact().toString(),
                        "-a",
                        "x_ptr=zeros:fp16[300]",
                        "-a",
                        "y_ptr=zeros:fp32[300]",
                        "-a",
                        "output_ptr=zeros:fp32[300]",
                        "-a",
                        "n_elements=300",
                        "-g",
                        "2");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("x_ptr").contains("fp16");
    }

    @Test
    void bytesAreTheSameEachTime() throws IOException {
        compile();
        byte[] first = Files.readAllBytes(artifact());
        Files.delete(artifact());
        compile();
        assertThat(Files.readAllBytes(artifact())).isEqualTo(first);
    }

    /// The loader sees the runtime's classes and what they need, and none of the compiler's.
    @Test
    void artifactRunsWithoutTheCompiler() throws Exception {
        compile();
        List<URL> rooms = new ArrayList<>();
        for (Class<?> c :
                List.of(
                        Kernel.class,
                        DType.class,
                        tritonc.parallel.GridRunner.class,
                        com.fasterxml.jackson.core.JsonFactory.class)) {
            rooms.add(c.getProtectionDomain().getCodeSource().getLocation());
        }
        try (URLClassLoader alone =
                new URLClassLoader(
                        rooms.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> file = alone.loadClass(ArtifactFile.class.getName());
            Object artifact = file.getMethod("read", Path.class).invoke(null, artifact());
            Class<?> target = alone.loadClass(CpuTarget.class.getName());
            Object cpu = target.getMethod("create").invoke(null);
            Object executable = target.getMethod("load", artifact.getClass()).invoke(cpu, artifact);
            assertThat(executable.getClass().getClassLoader()).isSameAs(alone);
            Object kernel =
                    alone.loadClass(Kernel.class.getName())
                            .getMethod(
                                    "of",
                                    artifact.getClass(),
                                    alone.loadClass("tritonc.runtime.Target"))
                            .invoke(null, artifact, cpu);
            assertThat(launch(alone, kernel)).containsExactly(3f, 3f, 3f, 3f);
            target.getMethod("close").invoke(cpu);
        }
    }

    private static float[] launch(ClassLoader alone, Object kernel) throws Exception {
        Class<?> tensor = alone.loadClass(Tensor.class.getName());
        var of = tensor.getMethod("of", float[].class, long[].class);
        Object x = of.invoke(null, new float[] {1, 1, 1, 1}, new long[0]);
        Object y = of.invoke(null, new float[] {2, 2, 2, 2}, new long[0]);
        Object out = of.invoke(null, new float[4], new long[0]);
        Class<?> argsClass = alone.loadClass(Args.class.getName());
        Object args =
                argsClass
                        .getMethod("of", Object[].class)
                        .invoke(
                                null,
                                (Object)
                                        new Object[] {
                                            "x_ptr",
                                            x,
                                            "y_ptr",
                                            y,
                                            "output_ptr",
                                            out,
                                            "n_elements",
                                            4
                                        });
        Class<?> gridClass = alone.loadClass(Grid.class.getName());
        Object grid = gridClass.getMethod("of", long[].class).invoke(null, new long[] {1});
        kernel.getClass().getMethod("launch", gridClass, argsClass).invoke(kernel, grid, args);
        return (float[]) tensor.getMethod("toFloatArray").invoke(out);
    }

    @Test
    void everyStageIsWritten() throws IOException {
        compile("--emit", "ast,tile,loop,class,java");
        assertThat(folder.resolve("vector_add.py.ast")).content().contains("FunctionDef");
        assertThat(folder.resolve("add_kernel.tile")).content().contains("kernel @add_kernel");
        assertThat(folder.resolve("add_kernel.loop")).content().contains("loop kernel");
        assertThat(folder.resolve("kernels/AddKernel.java")).content().contains("class AddKernel");
        try (Stream<Path> classes = Files.walk(folder)) {
            assertThat(classes.filter(p -> p.toString().endsWith(".class"))).hasSize(1);
        }
    }

    @Test
    void startsFromTileIr() throws IOException {
        compile("--emit", "tile");
        Path tile = folder.resolve("add_kernel.tile");
        Path second = folder.resolve("second");
        CommandLineRun run =
                CommandLineRun.of(
                        "compile", "--start-from", tile.toString(), "-o", second.toString());
        assertThat(run.err()).isEmpty();
        try (Stream<Path> made = Files.list(second)) {
            assertThat(made).hasSize(1);
        }
    }

    @Test
    void dumpsAfterPasses() {
        assertThat(compile("--dump-after", "all").out())
                .contains("# after canonicalize")
                .contains("# after order-reductions");
        CommandLineRun none =
                CommandLineRun.of(
                        "compile", CommandLineRun.example("softmax"), "--dump-after", "x");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("T0901").contains("canonicalize");
    }

    @Test
    void typedClassCompilesAndRuns() throws Exception {
        compile("--emit", "java");
        Path source = folder.resolve("kernels/AddKernel.java");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        int code =
                javac.run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        runtimeJars(),
                        source.toString());
        assertThat(code).isZero();
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                CpuTarget cpu = CpuTarget.create()) {
            Class<?> type = loader.loadClass("kernels.AddKernel");
            Kernel kernel = Kernel.of(ArtifactFile.read(artifact()), cpu);
            Object typed = type.getMethod("of", Kernel.class).invoke(null, kernel);
            Tensor x = Tensor.of(new float[] {1, 2, 3});
            Tensor out = Tensor.zeros(DType.FP32, 3);
            type.getMethod(
                            "launch",
                            Grid.class,
                            Tensor.class,
                            Tensor.class,
                            Tensor.class,
                            int.class)
                    .invoke(typed, Grid.of(1), x, x, out, 3);
            assertThat(out.toFloatArray()).containsExactly(2, 4, 6);
        }
    }

    /// Where the classes lie that a typed class is compiled against.
    private static String runtimeJars() throws Exception {
        List<String> paths = new ArrayList<>();
        for (Class<?> c : List.of(Kernel.class, DType.class)) {
            URL place = c.getProtectionDomain().getCodeSource().getLocation();
            paths.add(Path.of(place.toURI()).toString());
        }
        return String.join(java.io.File.pathSeparator, paths);
    }

    @Test
    void withoutSignatureOnlyChecks() {
        CommandLineRun run = CommandLineRun.of("compile", CommandLineRun.example("row_sum"));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("2 kernels checked; nothing was compiled");
    }

    @Test
    void argumentsGiveTheSignature() throws IOException {
        CommandLineRun run =
                CommandLineRun.of(
                        "compile",
                        CommandLineRun.example("vector_add"),
                        "-a",
                        "x_ptr=zeros:fp64[64]",
                        "-a",
                        "y_ptr=zeros:fp64[64]",
                        "-a",
                        "output_ptr=zeros:fp64[64]",
                        "-a",
                        "n_elements=64",
                        "-a",
                        "BLOCK_SIZE=64",
                        "-o",
                        folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(ArtifactFile.read(artifact()).signature().text())
                .isEqualTo("*fp64:16, *fp64:16, *fp64:16, i32:16, 64");
    }

    @Test
    void badSignaturesAreRefused() {
        for (String signature :
                List.of(
                        "",
                        "*fp32",
                        "*fp99, *fp32, *fp32, i32, 256",
                        "*fp32:7, *fp32, *fp32, i32, 4",
                        SIGNATURE + ", 1",
                        "((((")) {
            CommandLineRun run =
                    CommandLineRun.of(
                            "compile", CommandLineRun.example("vector_add"), "-s", signature);
            assertThat(run.exit()).as(signature).isEqualTo(1);
            assertThat(run.err()).as(signature).contains("error[T04");
        }
    }
}
