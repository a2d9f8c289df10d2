package tritonc.driver;

import tritonc.ir.pass.PassListener;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuTier;
import tritonc.optimizer.OptimizerOptions;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What a compile depends on besides the source and the signature, and who looks on.
///
/// @param optimizer level and further passes
/// @param tier which code is made: bytecode always, machine code beside it where it can be
///   ([CpuTier#AUTO]) or must be
/// @param codes tiers of machine code that [CpuTier#AUTO] makes
/// @param features what machine code may ask of the processor beside what its tier says; code asks
///   for what it uses, and runs on no processor without
/// @param roots folders in which imports are looked for, besides the file's own
/// @param passes told after each pass of the optimizer
/// @param stages told after each stage
/// @param printed given each line that kernels print while they are compiled (`tl.static_print`)
public record CompileOptions(
        OptimizerOptions optimizer,
        CpuTier tier,
        List<CpuTier> codes,
        Set<CpuFeature> features,
        List<Path> roots,
        List<PassListener> passes,
        StageListener stages,
        Consumer<String> printed) {
    /// The level that is taken unless another is asked for.
    public static final int DEFAULT_LEVEL = 3;

    public CompileOptions {
        codes = List.copyOf(codes);
        features = Set.copyOf(features);
        roots = List.copyOf(roots);
        passes = List.copyOf(passes);
    }

    /// The usual options.
    public static CompileOptions defaults() {
        return ofLevel(DEFAULT_LEVEL);
    }

    /// @param level 0 to 3
    public static CompileOptions ofLevel(int level) {
        return new CompileOptions(
                OptimizerOptions.ofLevel(level),
                CpuTier.AUTO,
                CpuTier.MACHINE_CODE,
                Set.of(),
                List.of(),
                List.of(),
                StageListener.NONE,
                line -> {});
    }

    public CompileOptions withTier(CpuTier other) {
        return new CompileOptions(
                optimizer, other, codes, features, roots, passes, stages, printed);
    }

    /// For a machine that runs these tiers of machine code, so that no other is made for
    /// [CpuTier#AUTO].
    public CompileOptions withCodes(List<CpuTier> others) {
        return new CompileOptions(
                optimizer, tier, others, features, roots, passes, stages, printed);
    }

    /// For processors that have these features.
    public CompileOptions withFeatures(Set<CpuFeature> others) {
        return new CompileOptions(optimizer, tier, codes, others, roots, passes, stages, printed);
    }

    /// The tiers of machine code to make.
    public List<CpuTier> machineCode() {
        return switch (tier) {
            case AUTO -> codes;
            case JVM -> List.of();
            case AVX2, AVX512 -> List.of(tier);
        };
    }

    /// With the program's assertions (`tl.device_assert`, `assert`) checked as it runs, or not, as
    /// usual.
    public CompileOptions debugging(boolean debug) {
        return new CompileOptions(
                optimizer.withAssertions(debug),
                tier,
                codes,
                features,
                roots,
                passes,
                stages,
                printed);
    }

    public CompileOptions printingTo(Consumer<String> lines) {
        return new CompileOptions(optimizer, tier, codes, features, roots, passes, stages, lines);
    }

    public CompileOptions withRoots(List<Path> folders) {
        return new CompileOptions(
                optimizer, tier, codes, features, folders, passes, stages, printed);
    }

    public CompileOptions withPassListeners(List<PassListener> listeners) {
        return new CompileOptions(
                optimizer, tier, codes, features, roots, listeners, stages, printed);
    }

    public CompileOptions withStageListener(StageListener listener) {
        return new CompileOptions(
                optimizer, tier, codes, features, roots, passes, listener, printed);
    }
}
