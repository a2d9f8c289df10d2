package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.runtime.machine.CodeMemory;
import tritonc.runtime.machine.Cpuid;

/// Which machine code an artifact holds for this machine.
final class MachineCode {
    private MachineCode() {}

    /// Why this machine runs none, or null if it does.
    static @Nullable String unavailable() {
        String memory = CodeMemory.unavailable();
        if (memory != null) {
            return memory;
        }
        return Cpuid.here().hasAvx512() ? null : "the processor has no AVX-512 F, BW, DQ, VL, CD";
    }

    /// The artifact's code, or why there is none that runs here.
    static NativePayload of(Artifact artifact) {
        String unavailable = unavailable();
        if (unavailable != null) {
            return new NativePayload.Refused(unavailable);
        }
        return artifact.payload(NativeFrame.X86_AVX512)
                .map(p -> decoded(p.bytes()))
                .orElseGet(() -> new NativePayload.Refused("the artifact was compiled without"));
    }

    private static NativePayload decoded(byte[] bytes) {
        try {
            return NativePayload.decode(bytes);
        } catch (IllegalArgumentException e) {
            return new NativePayload.Refused(String.valueOf(e.getMessage()));
        }
    }
}
