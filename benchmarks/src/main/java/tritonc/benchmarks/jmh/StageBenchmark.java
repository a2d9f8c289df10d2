package tritonc.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopLowering;
import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.typecheck.Checker;
import tritonc.typecheck.Lowering;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Each stage of a compile alone, a whole compile, and the launches of its result.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StageBenchmark {
    private static final int OTHERS_FIRST = 60;

    @Param({"VECTOR_ADD", "SOFTMAX", "LAYER_NORM", "MATMUL", "ROW_SUM", "DROPOUT", "HISTOGRAM"})
    public Example example = Example.VECTOR_ADD;

    private Fixture fixture = Fixture.of(Example.VECTOR_ADD);

    /// What the stages start from.
    private record Fixture(
            Compiler compiler,
            SourceFile file,
            Program program,
            JitFunction kernel,
            KernelSignature signature,
            Compilation compilation,
            CpuTarget target,
            Example.Launch launch,
            BoundLaunch bound) {
        static Fixture of(Example example) {
            CpuTarget target = CpuTarget.create();
            Compiler compiler =
                    new Compiler(
                            CompileOptions.defaults()
                                    .withCodes(target.codes())
                                    .withFeatures(target.features()));
            Program program = compiler.load(example.path());
            JitFunction kernel = program.kernel(example.kernel()).orElseThrow();
            Diagnostics diagnostics = new Diagnostics();
            KernelSignature signature =
                    Lowering.parse(kernel, example.signature(), diagnostics)
                            .map(arguments -> Lowering.signature(kernel, arguments))
                            .orElseThrow(() ->
                                    new IllegalStateException(diagnostics.inOrder().toString()));
            Compilation compilation = compiler.compile(program, kernel, signature);
            Example.Launch launch = example.launch();
            BoundLaunch bound =
                    Kernel.of(compilation.artifact(), target).bind(launch.grid(), launch.args());
            return new Fixture(
                    compiler,
                    program.main().file(),
                    program,
                    kernel,
                    signature,
                    compilation,
                    target,
                    launch,
                    bound);
        }
    }

    /// Compiles all sorts first, so that the compiler's own code is as general as in a process that
    /// compiles this and that.
    @Setup(Level.Trial)
    public void warm() {
        Example measured = example;
        for (Example other : Example.values()) {
            example = other;
            prepare();
            for (int i = 0; i < OTHERS_FIRST; i++) {
                compile();
            }
        }
        example = measured;
        prepare();
    }

    /// Makes what the stages of the example start from.
    public void prepare() {
        fixture.target.close();
        fixture = Fixture.of(example);
    }

    /// The arguments of the launches.
    public Example.Launch arguments() {
        return fixture.launch;
    }

    @TearDown(Level.Trial)
    public void finish() {
        fixture.target.close();
    }

    /// Text to syntax tree and names.
    @Benchmark
    public Program parse() {
        return fixture.compiler.load(fixture.file);
    }

    /// What needs no signature.
    @Benchmark
    public Diagnostics check() {
        Diagnostics found = new Diagnostics();
        Checker.check(fixture.program, found);
        return found;
    }

    /// Syntax tree and signature to tile IR.
    @Benchmark
    public TileKernel lower() {
        return fixture.compiler.lower(fixture.program, fixture.kernel, fixture.signature);
    }

    /// All passes of the usual level.
    @Benchmark
    public TileKernel optimise() {
        return Optimizer.optimize(
                fixture.compilation.lowered(),
                OptimizerOptions.ofLevel(CompileOptions.DEFAULT_LEVEL),
                List.of());
    }

    /// Tile IR to loops.
    @Benchmark
    public LoopKernel loop() {
        return LoopLowering.lower(fixture.compilation.optimized());
    }

    /// Loops to class files.
    @Benchmark
    public List<Artifact.Payload> bytecode() {
        return JvmCodegen.generate(fixture.compilation.loop(), fixture.signature);
    }

    /// Loops to machine code: this processor's, or AVX2's where it runs none of ours.
    @Benchmark
    public MachineCode machineCode() {
        List<CpuTier> codes = fixture.target.codes();
        CpuTier tier = codes.isEmpty() ? CpuTier.AVX2 : codes.getFirst();
        return MachineCode.of(fixture.compilation.loop(), tier, fixture.target.features());
    }

    /// From text to artifact.
    @Benchmark
    public Artifact compile() {
        Program program = fixture.compiler.load(fixture.file);
        JitFunction kernel = program.kernel(example.kernel()).orElseThrow();
        return fixture.compiler.compile(program, kernel, fixture.signature).artifact();
    }

    /// From text to a launch of one program that has ended.
    @Benchmark
    public void textToLaunch() {
        Kernel.of(compile(), fixture.target).launch(Grid.of(1), fixture.launch.args());
    }

    /// Loads an artifact and runs the whole grid once, in code that has not run before.
    @Benchmark
    public void firstLaunch() {
        Kernel.of(fixture.compilation.artifact(), fixture.target)
                .launch(fixture.launch.grid(), fixture.launch.args());
    }

    /// The whole grid, over and over.
    @Benchmark
    public void steadyLaunch() {
        fixture.bound.run();
    }
}
