package tritonc.typecheck.infer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the names of parameters usually mean, for where their use leaves it open.
final class NameHints {
    private static final List<String> FLAGS =
            List.of("is_", "has_", "use_", "even_", "do_", "with_", "return_", "store_", "need_");
    private static final List<String> FLOATS =
            List.of("eps", "scale", "alpha", "beta", "gamma", "momentum", "dropout", "temperature");

    private static final List<String> SIZES = List.of("len", "size", "dim", "width");
    private static final List<String> PLACES =
            List.of("offset", "indices", "index", "_idx", "lengths", "seqlen", "seq_len");
    private static final Pattern HALF = Pattern.compile("(?i)_half|half_");

    private NameHints() {}

    /// How large something is: an integer.
    static boolean size(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return SIZES.stream().anyMatch(n::contains);
    }

    /// What points to places or lengths: integers.
    static boolean places(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return PLACES.stream().anyMatch(n::contains);
    }

    static boolean pointer(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return n.endsWith("ptr") || n.endsWith("ptrs") || n.endsWith("_p") || n.contains("pointer");
    }

    static boolean flag(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return FLAGS.stream().anyMatch(n::startsWith);
    }

    static boolean floating(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return FLOATS.stream().anyMatch(n::contains) && !n.contains("stride");
    }

    /// The name of what a parameter is half of, such as `BLOCK_D` for `BLOCK_D_HALF`; the name
    /// itself for any other.
    static String whole(String name) {
        return HALF.matcher(name).replaceFirst("");
    }

    /// How many stages, warps or groups: small numbers.
    static boolean small(String name) {
        String n = name.toLowerCase(Locale.ROOT);
        return n.contains("stage")
                || n.contains("warp")
                || n.contains("group")
                || n.contains("num");
    }
}
