package tritonc.ir.target;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The ways in which a CPU runs kernels, as targets are named on the command line. All compute the
/// same bits.
public enum CpuTier {
    /// Machine code where processor, system and kernel allow it, else bytecode.
    AUTO("cpu:auto"),
    /// Bytecode, on any processor.
    JVM("cpu:jvm"),
    /// Machine code for x86-64 with AVX-512, or an error.
    AVX512("cpu:avx512"),
    /// Machine code for x86-64 with AVX2, FMA and F16C, or an error.
    AVX2("cpu:avx2");

    /// The tiers of machine code, the fastest first.
    public static final List<CpuTier> MACHINE_CODE = List.of(AVX512, AVX2);

    private final String target;

    CpuTier(String target) {
        this.target = target;
    }

    /// The name of the target: `cpu:jvm`.
    public String target() {
        return target;
    }

    /// What stands behind the colon: `jvm`.
    public String text() {
        return target.substring("cpu:".length());
    }

    /// The tier that a target names, or null if none does.
    ///
    /// @param target such as `cpu`, which is `cpu:auto`
    public static @Nullable CpuTier of(String target) {
        for (CpuTier tier : values()) {
            if (tier.target.equals(target)) {
                return tier;
            }
        }
        return target.equals("cpu") ? AUTO : null;
    }
}
