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
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuTier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The machine code of a kernel beside its bytecode.
///
/// @param tier one of [CpuTier#MACHINE_CODE]
/// @param content the code, or the reason why there is none
public record MachineCode(CpuTier tier, NativePayload content) {
    /// Makes the code that the options ask for.
    ///
    /// @return nothing where bytecode alone is asked for
    /// @throws TritonException (T0801) where a tier of machine code is asked for and the kernel has
    ///   none
    static List<MachineCode> of(LoopKernel kernel, CompileOptions options) {
        List<MachineCode> all = new ArrayList<>();
        for (CpuTier tier : options.machineCode()) {
            MachineCode made = of(kernel, tier, options.features());
            if (options.tier() == tier
                    && made.content instanceof NativePayload.Refused(String why)) {
                throw new TritonException(
                        Diagnostic.error(
                                        Code.ARTIFACT_UNFIT,
                                        "kernel `"
                                                + kernel.name()
                                                + "` has no machine code: "
                                                + why)
                                .help("`-t cpu` takes bytecode where it must"));
            }
            all.add(made);
        }
        return all;
    }

    /// Makes the code of a tier.
    ///
    /// @param tier one of [CpuTier#MACHINE_CODE]
    /// @param features what the code may ask of a processor beside what the tier says
    public static MachineCode of(LoopKernel kernel, CpuTier tier, Set<CpuFeature> features) {
        return switch (X86Codegen.generate(kernel, instructions(tier, features))) {
            case X86Codegen.Refusal(String why) ->
                    new MachineCode(tier, new NativePayload.Refused(why));
            case X86Codegen.NativeCode code -> {
                List<Integer> parameters = kernel.sites().stream().map(Site::parameter).toList();
                yield new MachineCode(
                        tier,
                        new NativePayload.Code(
                                code.code(),
                                code.scratch(),
                                parameters,
                                code.waits(),
                                code.sharesPanels(),
                                code.features()));
            }
        };
    }

    /// The instructions of a tier as text, or the reason why there are none.
    ///
    /// @param tier one of [CpuTier#MACHINE_CODE]
    /// @param features what the code may ask of a processor beside what the tier says
    public static String listing(LoopKernel kernel, CpuTier tier, Set<CpuFeature> features) {
        return switch (X86Codegen.generate(kernel, instructions(tier, features))) {
            case X86Codegen.Refusal(String why) -> "no machine code: " + why;
            case X86Codegen.NativeCode code -> code.written().listing();
        };
    }

    /// What the code of a tier is made of.
    ///
    /// @param tier one of [CpuTier#MACHINE_CODE]
    /// @param features what the code may ask of a processor beside what the tier says
    public static InstructionSet instructions(CpuTier tier, Set<CpuFeature> features) {
        return switch (tier) {
            case AVX2 -> best(features, InstructionSet.AVX2_VNNI, InstructionSet.AVX2);
            case AVX512 ->
                    best(
                            features,
                            InstructionSet.AVX512_BF16,
                            InstructionSet.AVX512_VNNI,
                            InstructionSet.AVX512);
            case AUTO, JVM -> throw new IllegalArgumentException(tier + " is no machine code");
        };
    }

    /// The first of some sets that asks for nothing else.
    private static InstructionSet best(Set<CpuFeature> features, InstructionSet... sets) {
        return Arrays.stream(sets)
                .filter(set -> features.containsAll(set.features()))
                .findFirst()
                .orElseThrow();
    }

    /// As an artifact holds it.
    public Artifact.Payload payload() {
        String kind = tier == CpuTier.AVX2 ? NativeFrame.X86_AVX2 : NativeFrame.X86_AVX512;
        return new Artifact.Payload(kind, "native/" + kind + ".bin", content.encode());
    }
}
