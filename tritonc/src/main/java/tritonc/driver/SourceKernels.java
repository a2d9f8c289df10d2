package tritonc.driver;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.runtime.Kernel;
import tritonc.runtime.KernelCompiler;
import tritonc.runtime.KernelDeclaration;
import tritonc.runtime.Target;
import tritonc.typecheck.Tuning;

import java.util.List;

/// The kernels of one source as the runtime launches them: each compiles when a launch needs a new
/// specialisation. Thread-safe; compiles of one source run one after the other.
public final class SourceKernels implements KernelSource {
    private final Program program;
    private final Compiler compiler;
    private final Target target;
    private volatile @Nullable Artifact last;

    public SourceKernels(Program program, Compiler compiler, Target target) {
        this.program = program;
        this.compiler = compiler;
        this.target = target;
    }

    @Override
    public List<String> names() {
        return program.kernels().stream().map(JitFunction::qualifiedName).toList();
    }

    @Override
    public Kernel kernel(String name, int configuration) {
        JitFunction kernel =
                program.kernel(name)
                        .orElseThrow(() ->
                                KernelSource.none(program.main().file().path(), name, names()));
        return kernel(kernel, configuration);
    }

    /// A kernel of the program, ready to be launched.
    ///
    /// @param configuration which one of its `autotune`, from 0
    /// @throws tritonc.ir.diagnostic.TritonException (T0909) if there is no such configuration
    public Kernel kernel(JitFunction kernel, int configuration) {
        KernelDeclaration declaration = Declarations.of(kernel);
        DecoratorValues values = new DecoratorValues(declaration, Tuning.of(kernel), configuration);
        return Kernel.of(declaration, values, new OnDemand(kernel), target);
    }

    /// What was compiled last, if anything was.
    public @Nullable Artifact lastArtifact() {
        return last;
    }

    /// Compiles when asked; the program's scopes resolve names lazily, so that one thread at a time
    /// may walk them.
    private final class OnDemand implements KernelCompiler {
        private final JitFunction kernel;

        OnDemand(JitFunction kernel) {
            this.kernel = kernel;
        }

        @Override
        public Artifact compile(KernelSignature signature) {
            synchronized (program) {
                Artifact made = compiler.compile(program, kernel, signature).artifact();
                last = made;
                return made;
            }
        }

        /// From the place to the end of its line.
        @Override
        public @Nullable Span source(AccessSite.Place place) {
            for (SourceFile file : program.files()) {
                if (file.path().equals(place.file()) && place.line() <= file.lineCount()) {
                    int line = file.lineStart(place.line());
                    int end = line + file.lineText(place.line()).length();
                    int start = line + place.column() - 1;
                    return start < end ? new Span(file, start, end) : null;
                }
            }
            return null;
        }
    }
}
