package tritonc.frontend;

/// The one spelling of each name of Triton. Triton offers most of them in several places, and which
/// ones has changed with its versions:
/// - `triton.language.math.exp`, `…core.exp`, `…standard.exp`, `…random.rand` are
///   `triton.language.exp` and so on;
/// - libdevice is `triton.language.extra.libdevice` for every vendor;
/// - `triton.runtime.jit.jit`, `triton.runtime.autotuner.Config` are `triton.jit`, `triton.Config`.
public final class TritonNames {
    private static final String LANGUAGE = "triton.language.";
    private static final String LIBDEVICE = "triton.language.extra.libdevice";
    private static final String[] LANGUAGE_PARTS = {"math", "core", "standard", "random"};
    private static final String[] VENDORS = {"cuda", "hip", "intel", "xpu", "cpu", "cann", "musa"};
    private static final String[] RUNTIME = {
        "triton.runtime.jit.",
        "triton.runtime.autotuner.",
        "triton.runtime.",
        "triton.compiler.",
        "triton.runtime.cache."
    };

    private TritonNames() {}

    /// Whether a dotted name belongs to Triton, or to the Python side of tritonc.
    static boolean owns(String path) {
        return begins(path, "triton") || begins(path, "tritonc");
    }

    private static boolean begins(String path, String root) {
        return path.startsWith(root)
                && (path.length() == root.length() || path.charAt(root.length()) == '.');
    }

    /// The one spelling of `path`, a dotted name that [#owns] accepts.
    public static String canonical(String path) {
        if (path.startsWith(LANGUAGE)) {
            return language(path);
        }
        for (String prefix : RUNTIME) {
            if (path.startsWith(prefix)) {
                String name = path.substring(prefix.length());
                // triton.runtime.jit is the module that holds triton.runtime.jit.jit
                boolean module = name.equals("jit") && !prefix.endsWith(".jit.");
                return isRuntimeName(name) && !module ? "triton." + name : path;
            }
        }
        return path;
    }

    private static boolean isRuntimeName(String name) {
        return switch (name) {
            case "jit", "autotune", "heuristics", "Config", "JITFunction", "reinterpret" -> true;
            default -> false;
        };
    }

    private static String language(String path) {
        String rest = path.substring(LANGUAGE.length());
        for (String part : LANGUAGE_PARTS) {
            if (rest.startsWith(part + ".")) {
                return LANGUAGE + rest.substring(part.length() + 1);
            }
        }
        if (begins(rest, "libdevice")) {
            return LIBDEVICE + rest.substring("libdevice".length());
        }
        if (rest.startsWith("extra.")) {
            for (String vendor : VENDORS) {
                String device = "extra." + vendor + ".libdevice";
                if (begins(rest, device)) {
                    return LIBDEVICE + rest.substring(device.length());
                }
            }
        }
        return path;
    }

    /// The Triton module that a name imported from a module out of reach most likely is: projects
    /// wrap their imports, as in `from vllm.triton_utils import tl, triton`.
    static String reexported(String name) {
        return switch (name) {
            case "triton" -> "triton";
            case "tl" -> "triton.language";
            case "libdevice", "tldevice" -> LIBDEVICE;
            default -> "";
        };
    }

    /// Names of Python that `from triton.language import *` hides.
    static boolean hidesBuiltin(String name) {
        return switch (name) {
            case "abs", "max", "min", "sum", "range" -> true;
            default -> false;
        };
    }
}
