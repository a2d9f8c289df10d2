package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.KernelSource;
import tritonc.frontend.Program;
import tritonc.ir.analysis.Waiting;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.Storage;
import tritonc.ir.target.CpuInfo;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Scalar;
import tritonc.runtime.Tensor;
import tritonc.runtime.TensorDescriptor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.machine.Cpuid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Kernels of the project's own writing store what Triton's interpreter, NumPy or PyTorch computed:
/// in the interpreter, and launched as a user launches them without and with all passes, as
/// bytecode and as machine code where there is some. `-Dresults.only=softmax` runs the cases whose
/// file or name holds that; `-Dresults.folder=FOLDER` runs those of another folder.
class ResultsTest {
    private static final String OWN = "../typecheck/src/test/resources/results";
    private static final Path DATA =
            Path.of(System.getProperty("results.folder", OWN)).toAbsolutePath().normalize();
    private static final String ONLY = System.getProperty("results.only", "");

    /// As launches are compiled that are not for debugging.
    private static final UnaryOperator<TileKernel> WITHOUT_ASSERTIONS =
            Objects.requireNonNull(Optimizer.pass("drop-assertions")).run();

    private static final Compiler COMPILER = new Compiler(CompileOptions.ofLevel(0));
    private static final List<Way> WAYS =
            List.of(
                    Way.of("-O0 -t cpu:jvm", 0, CpuTier.JVM, Cpuid.here()),
                    Way.of("-O0", 0, CpuTier.AUTO, Cpuid.here()),
                    Way.of("-O3 -t cpu:jvm", 3, CpuTier.JVM, Cpuid.here()),
                    Way.of("-O3", 3, CpuTier.AUTO, Cpuid.here()),
                    Way.of("without AVX-512", 3, CpuTier.AUTO, Cpuid.here().withoutAvx512()));

    @AfterAll
    static void close() {
        WAYS.forEach(Way::close);
    }

    /// How kernels are launched: on several threads, and on one for programs that must not run at
    /// once.
    private record Way(String name, Triton several, Triton one) {
        private static final int THREADS = 3;

        static Way of(String name, int level, CpuTier tier, CpuInfo cpu) {
            CompileOptions options = CompileOptions.ofLevel(level).withTier(tier);
            return new Way(
                    name,
                    Triton.on(CpuTarget.create(THREADS, tier, cpu), options),
                    Triton.on(CpuTarget.create(1, tier, cpu), options));
        }

        void close() {
            several.close();
            one.close();
        }
    }

    /// How the kernels of one file are run.
    private record Source(
            Program program, List<KernelSource> kernels, Map<String, StoredResult> results) {
        static Source of(Path file) throws IOException {
            Path results = Path.of(file.toString().replace(".py", ".txt"));
            return new Source(
                    COMPILER.load(file),
                    WAYS.stream().map(way -> way.several.load(file)).toList(),
                    StoredResult.read(Files.readAllLines(results)));
        }
    }

    @TestFactory
    Stream<DynamicTest> kernelsStoreWhatTheyShould() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> kernels = new HashSet<>();
        for (Path file : files()) {
            Source source = Source.of(file);
            for (ResultCase c : ResultCase.of(file, Files.readString(file))) {
                kernels.add(file + " " + c.kernel());
                if (!c.display().contains(ONLY)) {
                    continue;
                }
                tests.add(DynamicTest.dynamicTest(c.display(), () -> check(c, source)));
            }
        }
        System.out.println("results: " + kernels.size() + " kernels in " + tests.size() + " cases");
        if (DATA.endsWith("results")) {
            assertThat(kernels).hasSizeGreaterThanOrEqualTo(300);
        }
        return tests.stream();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DATA)) {
            return files.filter(f -> Files.exists(Path.of(f.toString().replace(".py", ".txt"))))
                    .filter(f -> f.toString().endsWith(".py"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(ResultCase c, Source source) {
        interpret(c, source);
        for (int i = 0; i < WAYS.size(); i++) {
            Way way = WAYS.get(i);
            launch(c, source, c.alone() ? way.one.load(c.file()) : source.kernels.get(i), way.name);
        }
    }

    private static void launch(ResultCase c, Source source, KernelSource kernels, String level) {
        try (CaseArguments arguments = new CaseArguments(c)) {
            kernels.kernel(c.kernel()).launch(Grid.of(c.grid()), arguments.args());
            compare(c, source, arguments, level);
        }
    }

    private static void interpret(ResultCase c, Source source) {
        try (CaseArguments arguments = new CaseArguments(c)) {
            Kernel kernel = source.kernels.getFirst().kernel(c.kernel());
            KernelSignature signature = kernel.signature(arguments.args());
            TileKernel tile =
                    WITHOUT_ASSERTIONS.apply(
                            COMPILER.lower(
                                    source.program,
                                    source.program.kernel(c.kernel()).orElseThrow(),
                                    signature));
            List<Argument> given = new ArrayList<>();
            for (Parameter p : tile.parameters()) {
                given.add(argument(p, arguments));
            }
            long[] grid = {1, 1, 1};
            System.arraycopy(c.grid(), 0, grid, 0, c.grid().length);
            Launch launch = new Launch((int) grid[0], (int) grid[1], (int) grid[2], given);
            if (c.alone() || waits(tile.body())) {
                new Interpreter(tile).run(launch);
            } else {
                backwards(tile, launch);
            }
            compare(c, source, arguments, "interpreter");
        }
    }

    /// The last program first, so that one whose outcome depends on their order shows: it is to be
    /// marked as `alone`.
    private static void backwards(TileKernel tile, Launch launch) {
        Interpreter interpreter = new Interpreter(tile);
        for (int z = launch.z() - 1; z >= 0; z--) {
            for (int y = launch.y() - 1; y >= 0; y--) {
                for (int x = launch.x() - 1; x >= 0; x--) {
                    interpreter.runProgram(launch, x, y, z);
                }
            }
        }
    }

    /// Whether programs may wait for those before them.
    private static boolean waits(Block block) {
        return block.statements().stream()
                .map(Statement::op)
                .anyMatch(op ->
                        op instanceof ControlOp.While loop && Waiting.mayWait(loop)
                                || op.blocks().stream().anyMatch(ResultsTest::waits));
    }

    private static Argument argument(Parameter parameter, CaseArguments arguments) {
        GuardedTensor guarded = arguments.tensors().get(parameter.name());
        if (guarded != null) {
            return pointer(guarded.tensor());
        }
        String[] part = parameter.name().split("\\.");
        Object value = arguments.value(part[0]);
        for (int i = 1; i < part.length; i++) {
            value = part(value, part[i]);
        }
        return switch (value) {
            case Tensor t -> pointer(t);
            case TensorDescriptor d -> pointer(d.base());
            case Double d -> new Argument.Scalar(Float.floatToRawIntBits(d.floatValue()));
            case Long l -> new Argument.Scalar(l);
            case Boolean b -> new Argument.Scalar(b ? 1 : 0);
            case Scalar s -> new Argument.Scalar(s.lane());
            case null, default -> throw new IllegalArgumentException(parameter.name());
        };
    }

    /// What `.0`, `.shape` and `.stride` behind the name of a parameter mean.
    private static @Nullable Object part(@Nullable Object of, String name) {
        return switch (of) {
            case TensorDescriptor d when name.equals("shape") -> d.shape();
            case TensorDescriptor d -> d.strides();
            case long[] extents -> extents[Integer.parseInt(name)];
            case List<?> l -> l.get(Integer.parseInt(name));
            case SequencedMap<?, ?> m -> new ArrayList<>(m.values()).get(Integer.parseInt(name));
            case null, default -> throw new IllegalArgumentException(name);
        };
    }

    private static Argument pointer(Tensor tensor) {
        Storage storage = new Storage(tensor.storage(), tensor.storage().address());
        return new Argument.Pointer(storage, tensor.address());
    }

    /// Stored tensors hold what is stored, others what they held, and nothing beside any was
    /// touched.
    private static void compare(ResultCase c, Source source, CaseArguments arguments, String how) {
        try (CaseArguments before = new CaseArguments(c)) {
            arguments
                    .tensors()
                    .forEach((name, tensor) -> {
                        assertThat(tensor.canariesLive()).as("%s: beside %s", how, name).isTrue();
                        StoredResult stored = source.results.get(c.key() + "." + name);
                        Number[] actual = tensor.numbers();
                        if (stored != null) {
                            compare(stored, actual, c.tolerance(), how + ": " + name);
                        } else if (!c.arguments().get(name).startsWith("table")) {
                            same(before.tensors().get(name).numbers(), actual, how + ": " + name);
                        }
                    });
        }
        assertThat(source.results.keySet())
                .as("results of the case: run make.py")
                .anyMatch(key -> key.startsWith(c.key() + "."));
    }

    private static void same(Number[] before, Number[] after, String what) {
        for (int i = 0; i < before.length; i++) {
            if (!before[i].equals(after[i])) {
                throw new AssertionError(
                        "%s[%d], for which nothing is stored, was %s and became %s"
                                .formatted(what, i, before[i], after[i]));
            }
        }
    }

    private static void compare(
            StoredResult stored, Number[] actual, double tolerance, String what) {
        assertThat((actual.length + stored.step() - 1) / stored.step())
                .as("stored elements of %s", what)
                .isEqualTo(stored.elements().size());
        for (int i = 0; i < stored.elements().size(); i++) {
            Number got = actual[i * stored.step()];
            if (!stored.matches(i, got, tolerance)) {
                throw new AssertionError(
                        "%s[%d] is %s, not %s"
                                .formatted(what, i * stored.step(), got, stored.elements().get(i)));
            }
        }
    }
}
