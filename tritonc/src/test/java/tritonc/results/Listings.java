package tritonc.results;

import tritonc.codegen.explain.Explainer;
import tritonc.codegen.explain.KernelExplanation;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.x86.cost.Core;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuTier;
import tritonc.typecheck.Lowering;

import java.util.Set;

/// The instructions that kernels become.
final class Listings {
    private Listings() {}

    /// A kernel's instructions as text, of those that every processor of the tier has.
    ///
    /// @param signature as `compile -s` takes it
    static String of(String source, String kernel, String signature, CpuTier tier) {
        return MachineCode.listing(loops(source, kernel, signature), tier, Set.of());
    }

    /// What the code of a kernel is like, with AVX-512.
    static KernelExplanation explained(String source, String kernel, String signature) {
        return Explainer.explain(
                loops(source, kernel, signature), InstructionSet.AVX512, Core.ZEN_5);
    }

    static LoopKernel loops(String source, String kernel, String signature) {
        Compiler compiler = new Compiler(CompileOptions.defaults());
        Program program = compiler.load(new SourceFile("p.py", source));
        JitFunction function = program.kernel(kernel).orElseThrow();
        Diagnostics diagnostics = new Diagnostics();
        KernelSignature types =
                Lowering.parse(function, signature, diagnostics)
                        .map(arguments -> Lowering.signature(function, arguments))
                        .orElseThrow();
        return compiler.compile(program, function, types).loop();
    }
}
