package tritonc.ir.target;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Instruction sets of x86-64 that code generators ask for, by Linux's names.
public enum CpuFeature {
    SSE4_2,
    POPCNT,
    AVX,
    F16C,
    FMA,
    AVX2,
    BMI1,
    BMI2,
    LZCNT,
    AVX_VNNI,
    AVX512F,
    AVX512BW,
    AVX512DQ,
    AVX512VL,
    AVX512CD,
    AVX512VBMI,
    AVX512_VNNI,
    AVX512_BF16,
    AVX512_FP16,
    AVX512_VPOPCNTDQ;

    /// As Linux names it: `avx512_vnni`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Names in their order, blanks between them.
    public static String text(Set<CpuFeature> features) {
        return features.stream().sorted().map(CpuFeature::text).collect(Collectors.joining(" "));
    }
}
