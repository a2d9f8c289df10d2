package tritonc.benchmarks.coverage;

import tritonc.benchmarks.coverage.KernelOutcome.Refusal;
import tritonc.driver.Compilation;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.TileKernel;
import tritonc.runtime.machine.Cpuid;
import tritonc.typecheck.Lowering;
import tritonc.typecheck.infer.Assignment;
import tritonc.typecheck.infer.Inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles one kernel under each of its assignments.
final class KernelTrial {
    /// Code is made for all processors of a tier, with what this one has besides.
    private static final Set<CpuFeature> FEATURES = Cpuid.here().features();

    private final Path folder;
    private final Compiler compiler;
    private final Program program;
    private final JitFunction kernel;
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();
    private boolean lowered = true;
    private boolean generated = true;
    private String fault = "";
    private long nanos = -1;
    private long machineNanos = -1;
    private String noMachineCode = "";
    private RunOutcome run = RunOutcome.NOT_COMPILED;
    private final OwnStatements statements;

    KernelTrial(Path folder, Compiler compiler, Program program, JitFunction kernel) {
        this.folder = folder;
        this.compiler = compiler;
        this.program = program;
        this.kernel = kernel;
        this.statements = new OwnStatements(kernel.definition().body());
    }

    /// What becomes of the kernel; a fault of the compiler is an outcome too.
    KernelOutcome run() {
        int tried = 0;
        try {
            List<Assignment> assignments = Inference.infer(program, kernel);
            for (Assignment a : assignments) {
                assignment(a, tried == 0);
                tried++;
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            lowered = false;
            generated = false;
            fault = describe(e);
        }
        return new KernelOutcome(
                kernel.qualifiedName(),
                place(folder, kernel.definition().nameSpan()),
                tried,
                lowered,
                generated,
                List.copyOf(refusals.values()),
                fault,
                nanos,
                machineNanos,
                noMachineCode,
                statements.share(),
                statements.left(),
                run);
    }

    private void assignment(Assignment a, boolean first) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<TileKernel> tile =
                Lowering.lower(program, kernel, a.arguments(), diagnostics, statements::reach);
        refuse(diagnostics.inOrder());
        if (tile.isEmpty()) {
            lowered = false;
            generated = false;
            return;
        }
        try {
            KernelSignature signature = Lowering.signature(kernel, a.arguments());
            Compilation compiled = compiler.compile(tile.get(), signature);
            List<MachineCode> codes = machineCode(compiled);
            if (first) {
                long start = CpuTime.now();
                compiler.compile(program, kernel, a.arguments());
                long end = CpuTime.now();
                nanos = end - start;
                MachineCode.of(compiled.loop(), CpuTier.AVX512, FEATURES);
                machineNanos = CpuTime.now() - end;
                run = KernelRun.of(compiled, codes);
            }
        } catch (TritonException e) {
            generated = false;
            refuse(e.diagnostics());
        } catch (RuntimeException | StackOverflowError e) {
            generated = false;
            fault = fault.isEmpty() ? describe(e) : fault;
        }
    }

    /// Of every tier, whatever this processor has.
    private List<MachineCode> machineCode(Compilation compiled) {
        List<MachineCode> codes = new ArrayList<>();
        for (CpuTier tier : CpuTier.MACHINE_CODE) {
            MachineCode code = MachineCode.of(compiled.loop(), tier, FEATURES);
            codes.add(code);
            if (code.content() instanceof NativePayload.Refused(String why)
                    && noMachineCode.isEmpty()) {
                noMachineCode = why;
            }
        }
        return codes;
    }

    private void refuse(List<Diagnostic> found) {
        for (Diagnostic d : found) {
            if (d.severity() == Severity.ERROR) {
                String at = d.span().map(s -> place(folder, s)).orElse("");
                String reason = reason(d);
                refusals.putIfAbsent(reason, new Refusal(reason, at, d.message()));
            }
        }
    }

    /// The code, and for what is refused by its name that name.
    static String reason(Diagnostic d) {
        String message = d.message();
        int open = message.indexOf('`');
        int close = open < 0 ? -1 : message.indexOf('`', open + 1);
        boolean named = d.code().id().startsWith("T03") && d.code() != Code.UNDEFINED_NAME;
        String what = named && close > 0 ? message.substring(open, close + 1) : d.code().title();
        return d.code().id() + " " + what;
    }

    /// File and line; a file in the folder by its path from there.
    static String place(Path folder, Span span) {
        String path = span.file().path();
        String root = folder + "/";
        return (path.startsWith(root) ? path.substring(root.length()) : path) + ":" + span.line();
    }

    /// The innermost cause with the frame that threw it.
    private static String describe(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        StackTraceElement[] frames = at.getStackTrace();
        return at + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
