package tritonc.driver;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopLowering;
import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.typecheck.Checker;
import tritonc.typecheck.Lowering;
import tritonc.typecheck.names.HostConditions;
import tritonc.typecheck.value.Argument;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The compiler as a line of stages: text → syntax tree → tile IR → better tile IR → loops →
/// artifact. A compiler serves one thread at a time.
public final class Compiler {
    /// The version that artifacts carry.
    public static final String VERSION = "0.1.0-SNAPSHOT";

    private static final String TARGET = "cpu";

    private final CompileOptions options;

    public Compiler(CompileOptions options) {
        this.options = options;
    }

    /// Reads and parses a file.
    ///
    /// @throws TritonException with all errors of the file
    public Program load(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        long start = System.nanoTime();
        Optional<Program> program =
                Frontend.load(path, options.roots(), new HostConditions(), diagnostics);
        return loaded(program, diagnostics, start);
    }

    /// Parses a text.
    ///
    /// @throws TritonException with all errors of the text
    public Program load(SourceFile file) {
        Diagnostics diagnostics = new Diagnostics();
        long start = System.nanoTime();
        Optional<Program> program =
                Frontend.load(file, options.roots(), new HostConditions(), diagnostics);
        return loaded(program, diagnostics, start);
    }

    private Program loaded(Optional<Program> program, Diagnostics diagnostics, long start) {
        diagnostics.throwIfErrors();
        options.stages().done(Stage.PARSE, System.nanoTime() - start);
        return program.orElseThrow(() -> new CompilerBug("parse", "no program and no error"));
    }

    /// Checks everything that can be checked without a signature, then each kernel under the
    /// signatures that its use of its parameters suggests.
    ///
    /// @return all that was found, in order of place; warnings too
    public List<Diagnostic> check(Program program) {
        Diagnostics diagnostics = new Diagnostics();
        Checker.check(program, diagnostics);
        Checker.checkInferred(program, diagnostics);
        return diagnostics.inOrder();
    }

    /// What [#check] assumes of each kernel, a line for each way in which it is checked.
    public List<String> assumptions(Program program) {
        return Checker.assumptions(program);
    }

    /// Compiles a kernel for a signature.
    ///
    /// @throws TritonException with all errors of the kernel and its helpers
    public Compilation compile(Program program, JitFunction kernel, KernelSignature signature) {
        long start = System.nanoTime();
        TileKernel lowered = lower(program, kernel, signature);
        options.stages().done(Stage.LOWER, System.nanoTime() - start);
        return compile(lowered, signature);
    }

    /// Compiles a kernel for one argument a parameter. They say more than the signature made of
    /// them: which pointers are const.
    ///
    /// @throws TritonException with all errors of the kernel and its helpers
    public Compilation compile(Program program, JitFunction kernel, List<Argument> arguments) {
        long start = System.nanoTime();
        Diagnostics diagnostics = new Diagnostics();
        TileKernel lowered =
                lowered(Lowering.lower(program, kernel, arguments, diagnostics), diagnostics);
        options.stages().done(Stage.LOWER, System.nanoTime() - start);
        return compile(lowered, Lowering.signature(kernel, arguments));
    }

    /// Compiles tile IR.
    public Compilation compile(TileKernel lowered, KernelSignature signature) {
        long start = System.nanoTime();
        TileKernel optimized = Optimizer.optimize(lowered, options.optimizer(), options.passes());
        long optimizedAt = done(Stage.OPTIMIZE, start);
        LoopKernel loop = LoopLowering.lower(optimized);
        long loopAt = done(Stage.LOOP, optimizedAt);
        List<Artifact.Payload> payloads = new ArrayList<>(JvmCodegen.generate(loop, signature));
        MachineCode.of(loop, options).stream().map(MachineCode::payload).forEach(payloads::add);
        done(Stage.EMIT, loopAt);
        Artifact artifact = new Artifact(TARGET, signature, VERSION, payloads);
        return new Compilation(lowered, optimized, loop, artifact);
    }

    /// Checks a kernel and turns it into tile IR.
    ///
    /// @throws TritonException with all errors of the kernel and its helpers
    public TileKernel lower(Program program, JitFunction kernel, KernelSignature signature) {
        Diagnostics diagnostics = new Diagnostics();
        return lowered(Lowering.lower(program, kernel, signature, diagnostics), diagnostics);
    }

    private TileKernel lowered(Optional<TileKernel> lowered, Diagnostics diagnostics) {
        diagnostics.printed().forEach(options.printed());
        diagnostics.throwIfErrors();
        return lowered.orElseThrow(() -> new CompilerBug("lower", "no kernel and no error"));
    }

    private long done(Stage stage, long start) {
        long now = System.nanoTime();
        options.stages().done(stage, now - start);
        return now;
    }
}
