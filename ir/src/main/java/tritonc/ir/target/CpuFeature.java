package tritonc.ir.target;

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
    AVX512_VNNI,
    AVX512_BF16,
    AVX512_FP16,
    AVX512_VPOPCNTDQ
}
