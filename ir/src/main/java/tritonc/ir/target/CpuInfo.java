package tritonc.ir.target;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A processor.
///
/// @param architecture as `os.arch` names it: `amd64`, `aarch64`
/// @param model the maker's words, empty where they are not known
/// @param family the maker's number for its kind, 0 where it is not known
/// @param features what processor and operating system both support
/// @param caches bytes of the data caches from the nearest outwards, as one core sees them; empty
///   where they are not known
public record CpuInfo(
        String architecture,
        String model,
        int family,
        Set<CpuFeature> features,
        List<Long> caches) {
    private static final Set<CpuFeature> AVX2 =
            EnumSet.of(
                    CpuFeature.SSE4_2,
                    CpuFeature.POPCNT,
                    CpuFeature.AVX,
                    CpuFeature.F16C,
                    CpuFeature.FMA,
                    CpuFeature.AVX2,
                    CpuFeature.BMI1,
                    CpuFeature.BMI2,
                    CpuFeature.LZCNT);
    private static final Set<CpuFeature> AVX512 =
            EnumSet.of(
                    CpuFeature.AVX512F,
                    CpuFeature.AVX512BW,
                    CpuFeature.AVX512DQ,
                    CpuFeature.AVX512VL,
                    CpuFeature.AVX512CD);

    public CpuInfo {
        EnumSet<CpuFeature> copy = EnumSet.noneOf(CpuFeature.class);
        copy.addAll(features);
        features = Collections.unmodifiableSet(copy);
        caches = List.copyOf(caches);
    }

    public boolean has(CpuFeature feature) {
        return features.contains(feature);
    }

    /// Whether code of 256-bit vectors runs: AVX2, FMA, F16C and the bit instructions that came
    /// with them.
    public boolean hasAvx2() {
        return features.containsAll(AVX2);
    }

    /// Whether code of 512-bit vectors and masks runs: AVX-512 F, BW, DQ, VL and CD.
    public boolean hasAvx512() {
        return hasAvx2() && features.containsAll(AVX512);
    }

    /// The same processor as if it lacked AVX-512.
    public CpuInfo withoutAvx512() {
        EnumSet<CpuFeature> kept = EnumSet.allOf(CpuFeature.class);
        kept.removeIf(f -> f.name().startsWith("AVX512"));
        return only(kept);
    }

    /// The same processor as if it lacked a feature.
    public CpuInfo without(CpuFeature feature) {
        EnumSet<CpuFeature> kept = EnumSet.allOf(CpuFeature.class);
        kept.remove(feature);
        return only(kept);
    }

    /// Whether code of a tier runs.
    public boolean runs(CpuTier tier) {
        return switch (tier) {
            case AUTO, JVM -> true;
            case AVX2 -> hasAvx2();
            case AVX512 -> hasAvx512();
        };
    }

    /// The same processor as if it lacked all but these features.
    public CpuInfo only(Set<CpuFeature> kept) {
        EnumSet<CpuFeature> left = EnumSet.noneOf(CpuFeature.class);
        left.addAll(features);
        left.retainAll(kept);
        return new CpuInfo(architecture, model, family, left, caches);
    }
}
