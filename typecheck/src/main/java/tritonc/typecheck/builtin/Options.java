package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Semantic;
import tritonc.typecheck.semantic.Mistake;

import java.util.List;
import java.util.Locale;

/// The options that Triton takes as strings.
final class Options {
    private Options() {}

    static Mistake unknown(Bound args, int index, String... known) {
        return Mistake.at(
                        args.span(index),
                        Code.OPTION,
                        "`" + args.name() + "` has no option " + args.get(index).describe())
                .help("one of '" + String.join("', '", known) + "'");
    }

    /// @param modifiers what the access may say of caches
    static CacheHint cache(Bound args, int modifier, int eviction, List<String> modifiers) {
        String cache = args.text(modifier);
        if (!cache.isEmpty() && !modifiers.contains(cache)) {
            throw unknown(args, modifier, modifiers.toArray(new String[0]));
        }
        return switch (args.text(eviction)) {
            case "evict_first" -> CacheHint.STREAM;
            case "evict_last" -> CacheHint.KEEP;
            case "", "evict_normal" ->
                    switch (cache) {
                        case ".cs" -> CacheHint.STREAM;
                        case ".ca" -> CacheHint.KEEP;
                        default -> CacheHint.NONE;
                    };
            default -> throw unknown(args, eviction, "evict_first", "evict_last", "evict_normal");
        };
    }

    static Semantic semantic(Bound args, int sem, int scope) {
        switch (args.text(scope)) {
            case "", "gpu", "cta", "sys" -> {}
            default -> throw unknown(args, scope, "gpu", "cta", "sys");
        }
        return switch (args.text(sem)) {
            case "", "acq_rel" -> Semantic.ACQ_REL;
            case "relaxed" -> Semantic.RELAXED;
            case "acquire" -> Semantic.ACQUIRE;
            case "release" -> Semantic.RELEASE;
            default -> throw unknown(args, sem, "relaxed", "acquire", "release", "acq_rel");
        };
    }

    /// What a dot of fp32 operands may do to them; without a word Triton's default, tf32.
    static InputPrecision precision(Bound args, int precision, int allowTf32) {
        if (args.has(precision) && args.has(allowTf32)) {
            throw Mistake.at(
                    args.span(allowTf32),
                    Code.ARGUMENTS,
                    "`tl.dot` takes `input_precision` or `allow_tf32`, not both");
        }
        if (args.has(allowTf32)) {
            return args.flag(allowTf32, true) ? InputPrecision.TF32 : InputPrecision.IEEE;
        }
        return switch (args.text(precision).toLowerCase(Locale.ROOT)) {
            case "", "tf32" -> InputPrecision.TF32;
            case "tf32x3" -> InputPrecision.TF32X3;
            // exact products satisfy the programs that ask for sums of bf16 products
            case "ieee", "bf16x3", "bf16x6" -> InputPrecision.IEEE;
            default -> throw unknown(args, precision, "ieee", "tf32", "tf32x3", "bf16x3", "bf16x6");
        };
    }
}
