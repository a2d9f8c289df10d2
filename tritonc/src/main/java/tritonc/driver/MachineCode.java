package tritonc.driver;

import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.Site;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.codegen.x86.kernel.X86Codegen;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;

import java.util.List;
import java.util.Optional;

/// The machine code of a kernel beside its bytecode.
///
/// @param listing its instructions as text, or the reason why there are none
public record MachineCode(NativePayload content, String listing) {
    /// Makes the code.
    ///
    /// @return nothing where bytecode alone is asked for
    /// @throws TritonException (T0801) where machine code is asked for and the kernel has none
    public static Optional<MachineCode> of(LoopKernel kernel, CpuTier tier) {
        return switch (tier) {
            case JVM -> Optional.empty();
            case AUTO -> Optional.of(of(kernel));
            case AVX512 -> {
                MachineCode made = of(kernel);
                if (made.content instanceof NativePayload.Refused(String why)) {
                    throw new TritonException(
                            Diagnostic.error(
                                            Code.ARTIFACT_UNFIT,
                                            "kernel `"
                                                    + kernel.name()
                                                    + "` has no machine code: "
                                                    + why)
                                    .help("`-t cpu` takes bytecode where it must"));
                }
                yield Optional.of(made);
            }
        };
    }

    private static MachineCode of(LoopKernel kernel) {
        return switch (X86Codegen.generate(kernel, InstructionSet.AVX512)) {
            case X86Codegen.Refusal(String why) ->
                    new MachineCode(new NativePayload.Refused(why), "no machine code: " + why);
            case X86Codegen.NativeCode code -> {
                List<Integer> parameters = kernel.sites().stream().map(Site::parameter).toList();
                yield new MachineCode(
                        new NativePayload.Code(
                                code.code(),
                                code.scratch(),
                                parameters,
                                code.waits(),
                                code.sharesPanels()),
                        code.listing());
            }
        };
    }

    /// As an artifact holds it.
    public Artifact.Payload payload() {
        return new Artifact.Payload(
                NativeFrame.X86_AVX512, "native/x86-64-avx512.bin", content.encode());
    }
}
