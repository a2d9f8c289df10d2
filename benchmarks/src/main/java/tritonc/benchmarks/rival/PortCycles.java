package tritonc.benchmarks.rival;

import tritonc.codegen.explain.Explainer;
import tritonc.codegen.x86.cost.Core;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.target.CpuTier;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.machine.Cpuid;

import java.nio.file.Path;
import java.util.List;

/// The cycles that `tritonc explain` finds for a kernel on this machine's processor, or the nearest
/// one that it knows.
final class PortCycles {
    private final Core core = Core.of(Cpuid.here());

    /// Cycles of a program at best; 0 where there is no machine code.
    double of(Path file, KernelSignature signature) {
        Compiler compiler = new Compiler(CompileOptions.defaults().withCodes(List.of()));
        Program program = compiler.load(file);
        return program.kernel(signature.kernel())
                .map(k -> compiler.compile(program, k, signature))
                .map(c -> Explainer.explain(c.loop(), instructions(), core))
                .map(e -> e.programCycles())
                .orElse(0.0);
    }

    /// What code for this machine is made of.
    private static InstructionSet instructions() {
        CpuTier tier =
                CpuTarget.machineCodeUnavailable(CpuTier.AVX512) == null
                        ? CpuTier.AVX512
                        : CpuTier.AVX2;
        return MachineCode.instructions(tier, Cpuid.here().features());
    }
}
