package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;
import tritonc.ir.target.CpuTier;
import tritonc.runtime.machine.CodeMemory;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Which machine code runs on a processor, and what an artifact holds for it.
record MachineCode(CpuInfo cpu) {
    /// What is taken of an artifact.
    ///
    /// @param tier the tier of the code, or of what was refused
    record Found(CpuTier tier, NativePayload payload) {}

    /// The tiers that run, the fastest first.
    List<CpuTier> tiers() {
        return CodeMemory.unavailable() != null
                ? List.of()
                : CpuTier.MACHINE_CODE.stream().filter(cpu::runs).toList();
    }

    /// Why a tier does not run, or null if it does.
    ///
    /// @param tier [CpuTier#AUTO] for any tier of machine code
    @Nullable String unavailable(CpuTier tier) {
        String memory = CodeMemory.unavailable();
        if (memory != null && tier != CpuTier.JVM) {
            return memory;
        }
        return switch (tier) {
            case AUTO -> tiers().isEmpty() ? "the processor has no AVX2, FMA and F16C" : null;
            case JVM -> null;
            case AVX2 -> cpu.hasAvx2() ? null : "the processor has no AVX2, FMA and F16C";
            case AVX512 ->
                    cpu.hasAvx512() ? null : "the processor has no AVX-512 F, BW, DQ, VL, CD";
        };
    }

    /// The artifact's code, or why there is none that runs here.
    ///
    /// @param wanted [CpuTier#AUTO] for the fastest that there is
    Found of(Artifact artifact, CpuTier wanted) {
        String unavailable = unavailable(wanted);
        if (unavailable != null) {
            return new Found(wanted, new NativePayload.Refused(unavailable));
        }
        Found refused = null;
        for (CpuTier tier : wanted == CpuTier.AUTO ? tiers() : List.of(wanted)) {
            Optional<Artifact.Payload> payload = artifact.payload(kind(tier));
            if (payload.isPresent()) {
                Found found = new Found(tier, fit(decoded(payload.get().bytes())));
                if (found.payload instanceof NativePayload.Code) {
                    return found;
                }
                refused = refused == null ? found : refused;
            }
        }
        return refused == null
                ? new Found(wanted, new NativePayload.Refused("the artifact was compiled without"))
                : refused;
    }

    /// What was decoded if the processor has all that it needs, else why it does not run.
    private NativePayload fit(NativePayload payload) {
        if (payload instanceof NativePayload.Code c && !cpu.features().containsAll(c.features())) {
            EnumSet<CpuFeature> missing = EnumSet.copyOf(c.features());
            missing.removeAll(cpu.features());
            return new NativePayload.Refused(
                    "the code needs " + CpuFeature.text(missing) + ", which the processor lacks");
        }
        return payload;
    }

    private static String kind(CpuTier tier) {
        return tier == CpuTier.AVX2 ? NativeFrame.X86_AVX2 : NativeFrame.X86_AVX512;
    }

    private static NativePayload decoded(byte[] bytes) {
        try {
            return NativePayload.decode(bytes);
        } catch (IllegalArgumentException e) {
            return new NativePayload.Refused(String.valueOf(e.getMessage()));
        }
    }
}
