package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.SourceKernels;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.RunDirective;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.PointerType;
import tritonc.runtime.Kernel;
import tritonc.runtime.Target;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.file.ArtifactFile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A kernel to be run, out of a source file or an artifact.
///
/// @param options those of the command line with those of the file's comment behind them
/// @param artifact what was compiled or loaded last
record Launchable(Kernel kernel, RunOptions options, Supplier<@Nullable Artifact> artifact) {
    /// Loads a file.
    ///
    /// @throws TritonException with what is wrong with it
    static Launchable of(
            Path file, RunOptions options, CpuTarget target, Consumer<String> printed) {
        return ArtifactFile.isArtifact(file)
                ? ofArtifact(ArtifactFile.read(file), options, target)
                : ofSource(file, options, target, printed);
    }

    private static Launchable ofArtifact(Artifact artifact, RunOptions options, Target target) {
        String wanted = options.kernel;
        String has = artifact.signature().kernel();
        if (wanted != null && !wanted.equals(has)) {
            throw new TritonException(
                    Diagnostic.error(Code.NO_KERNEL, "the artifact's kernel is `" + has + "`")
                            .help("leave `-k " + wanted + "` out"));
        }
        if (options.configuration() != 0) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.NO_CONFIGURATION,
                                    "a compiled kernel has no configurations")
                            .help("leave `--config " + options.config + "` out"));
        }
        return new Launchable(Kernel.of(artifact, target), options, () -> artifact);
    }

    private static Launchable ofSource(
            Path file, RunOptions given, CpuTarget target, Consumer<String> printed) {
        Compiler compiler =
                new Compiler(
                        CompileOptions.ofLevel(given.level())
                                .withTier(target.tier())
                                .withCodes(target.codes())
                                .withFeatures(target.features())
                                .debugging(Targets.debugs(given.debug))
                                .withRoots(given.path)
                                .printingTo(printed));
        Program program = compiler.load(file);
        RunOptions options = withDirective(program, given);
        JitFunction function = KernelChoice.of(program, options.kernel);
        SourceKernels kernels = new SourceKernels(program, compiler, target);
        Kernel kernel = kernels.kernel(function, options.configuration());
        return new Launchable(kernel, options, kernels::lastArtifact);
    }

    /// The options, with those of the first comment that is about the same kernel.
    static RunOptions withDirective(Program program, RunOptions given) {
        for (RunDirective directive : program.runDirectives()) {
            RunOptions defaults = new RunOptions();
            List<String> words =
                    CommandText.words(directive.arguments())
                            .orElseThrow(() -> broken(directive, "a quote is never closed"));
            try {
                new picocli.CommandLine(new Directive(defaults))
                        .parseArgs(words.toArray(String[]::new));
            } catch (picocli.CommandLine.ParameterException e) {
                throw broken(directive, String.valueOf(e.getMessage()));
            }
            String kernel = given.kernel;
            if (kernel == null || kernel.equals(defaults.kernel)) {
                return given.orElse(defaults);
            }
        }
        return given;
    }

    private static TritonException broken(RunDirective directive, String why) {
        return new TritonException(
                Diagnostic.error(
                        Code.COMMAND_LINE, directive.span(), "run comment cannot be read: " + why));
    }

    /// The options of a comment, alone.
    @picocli.CommandLine.Command
    @SuppressWarnings("UnusedVariable") // picocli reads the field
    private static final class Directive {
        @picocli.CommandLine.Mixin private final RunOptions options;

        Directive(RunOptions options) {
            this.options = options;
        }
    }

    /// The names of the parameters whose arrays the compiled kernel may write, in their order.
    Set<String> written() {
        Artifact last = artifact.get();
        Set<String> names = new LinkedHashSet<>();
        if (last == null) {
            return names;
        }
        List<SignatureEntry.Runtime> parameters = last.signature().runtime();
        List<AccessSite> sites =
                last.payload(SiteTable.KIND)
                        .map(p -> SiteTable.decode(p.bytes()))
                        .orElse(List.of());
        List<Integer> found = new ArrayList<>();
        for (AccessSite site : sites) {
            if (!site.op().equals("load")) {
                found.add(site.parameter());
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            boolean anyPointer =
                    found.contains(-1) && parameters.get(i).type() instanceof PointerType;
            if (anyPointer || found.contains(i)) {
                names.add(parameters.get(i).name());
            }
        }
        return names;
    }
}
