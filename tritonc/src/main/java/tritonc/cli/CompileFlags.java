package tritonc.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.pass.PassListener;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.text.Printer;
import tritonc.optimizer.Optimizer;
import tritonc.runtime.machine.Cpuid;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What `compile` takes.
final class CompileFlags extends SignatureFlags {
    /// What `--emit` writes, by its name there.
    enum Emitted {
        AST,
        TILE,
        LOOP,
        ASM,
        CLASS,
        JAVA
    }

    @Option(
            names = "--configs",
            description = "Only list the configurations of the kernels and what rules set.")
    boolean configs;

    @Option(names = "-o", paramLabel = "DIR", description = "Where files are written.")
    @Nullable Path out;

    @Option(
            names = "--emit",
            split = ",",
            paramLabel = "KIND",
            description = "Write stages too: ast, tile, loop, asm, class, java.")
    List<Emitted> emit = new ArrayList<>();

    @Option(
            names = "--dump-after",
            paramLabel = "PASS",
            description = "Print tile IR after a pass, or after each with `all`.")
    @Nullable String dumpAfter;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "FEATURE",
            description =
                    "What machine code may ask of processors beside what -t says, by Linux's names:"
                            + " avx512_vnni, avx512_bf16, avx_vnni; `here` is all that this machine"
                            + " has. Such code runs where they are, and other code of the artifact"
                            + " elsewhere.")
    List<String> features = new ArrayList<>();

    @Option(
            names = {"-w", "--num-warps"},
            paramLabel = "N",
            description = "As Triton takes it; no CPU target has warps.")
    int warps = 1;

    @Option(
            names = {"-ns", "--num-stages"},
            paramLabel = "N",
            description = "As Triton takes it; no CPU target has stages.")
    int stages = 3;

    Path folder() {
        return out == null ? Path.of("") : out;
    }

    Set<Emitted> emitted() {
        Set<Emitted> kinds = EnumSet.noneOf(Emitted.class);
        kinds.addAll(emit);
        return kinds;
    }

    /// The features that `--features` names.
    ///
    /// @throws TritonException (T0901) if there is no such feature
    Set<CpuFeature> features() {
        Set<CpuFeature> named = EnumSet.noneOf(CpuFeature.class);
        for (String name : features) {
            if (name.equals("here")) {
                named.addAll(Cpuid.here().features());
            } else {
                named.add(feature(name));
            }
        }
        return named;
    }

    private static CpuFeature feature(String name) {
        for (CpuFeature feature : CpuFeature.values()) {
            if (feature.text().equals(name)) {
                return feature;
            }
        }
        throw new TritonException(
                Diagnostic.error(Code.COMMAND_LINE, "there is no feature `" + name + "`")
                        .help(
                                "features are here, "
                                        + CpuFeature.text(EnumSet.allOf(CpuFeature.class))
                                                .replace(" ", ", ")));
    }

    /// The listeners that `--dump-after` asks for.
    ///
    /// @throws TritonException (T0901) if there is no such pass
    List<PassListener> dumps(PrintStream stdout) {
        String wanted = dumpAfter;
        if (wanted == null) {
            return List.of();
        }
        boolean all = wanted.equals("all");
        if (!all && Optimizer.pass(wanted) == null) {
            List<String> names = new ArrayList<>();
            Optimizer.passes().forEach(p -> names.add(p.name()));
            throw new TritonException(
                    Diagnostic.error(Code.COMMAND_LINE, "there is no pass `" + wanted + "`")
                            .help("passes are all, " + String.join(", ", names)));
        }
        return List.of((pass, kernel, changed) -> {
            if (all || pass.name().equals(wanted)) {
                stdout.println("# after " + pass.name() + (changed ? "" : " (no change)"));
                stdout.println(Printer.print(kernel, false));
            }
        });
    }
}
