package tritonc.cli;

import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.SourceKernels;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.typecheck.Lowering;
import tritonc.typecheck.value.Argument;

import java.util.List;
import java.util.Optional;

/// Compiles a kernel for what the command line asks: the text of `-s`, or what a launch with the
/// `-a` arguments would be compiled for.
record SignatureChoice(Program program, SignatureFlags flags) {
    /// @throws tritonc.ir.diagnostic.TritonException if text or arguments do not fit the kernel,
    ///   and with all errors of the kernel
    Compilation compile(Compiler compiler, JitFunction kernel) {
        String text = flags.signature;
        if (text != null && flags.config != null) {
            throw new TritonException(
                    Diagnostic.error(Code.COMMAND_LINE, "--config stands beside -s")
                            .help("a signature says everything; give -a instead"));
        }
        if (text == null) {
            return compiler.compile(program, kernel, ofArguments(kernel));
        }
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<Argument>> arguments = Lowering.parse(kernel, text, diagnostics);
        diagnostics.throwIfErrors();
        return compiler.compile(
                program,
                kernel,
                arguments.orElseThrow(
                        () -> new CompilerBug("signature", "no signature and no error")));
    }

    private KernelSignature ofArguments(JitFunction kernel) {
        Compiler none = new Compiler(CompileOptions.defaults());
        try (CpuTarget target = CpuTarget.create(1)) {
            return new SourceKernels(program, none, target)
                    .kernel(kernel, flags.configuration())
                    .signature(ArgumentMaker.args(new ArgumentMaker(0).make(flags.arguments)));
        }
    }
}
