package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.PyValue;

import java.util.Set;

/// What canonical names stand for: `triton.language.float32` is a type, `triton.language` a module,
/// `triton.language.load` a function.
public final class KnownNames {
    private static final String TL = "triton.language.";
    private static final Set<String> MODULES =
            Set.of(
                    "triton",
                    "triton.language",
                    "triton.language.math",
                    "triton.language.core",
                    "triton.language.standard",
                    "triton.language.random",
                    "triton.language.extra",
                    "triton.language.extra.libdevice",
                    "triton.language.extra.cuda",
                    "triton.language.extra.cuda.libdevice",
                    "triton.language.extra.hip",
                    "triton.language.extra.hip.libdevice",
                    "triton.language.libdevice",
                    "math",
                    "torch");

    private KnownNames() {}

    /// The value of a canonical name; whether a function is known shows when it is called.
    public static PyValue of(String canonical) {
        if (MODULES.contains(canonical)) {
            return new ModuleValue(canonical, null);
        }
        String name = canonical(canonical);
        PyValue environment = Environment.constant(name);
        if (environment != null) {
            return environment;
        }
        if (name.startsWith(TL)) {
            PyValue constant = constant(name.substring(TL.length()));
            if (constant != null) {
                return constant;
            }
        }
        if (name.startsWith("math.")) {
            PyValue constant = mathConstant(name);
            if (constant != null) {
                return constant;
            }
        }
        return new BuiltinValue(name);
    }

    private static @Nullable PyValue constant(String name) {
        int dot = name.indexOf('.');
        DType dtype = DType.ofTritonName(dot < 0 ? name : name.substring(0, dot));
        if (dtype != null) {
            PyType type = new PyType(dtype);
            return dot < 0 ? type : Attributes.type(type, name.substring(dot + 1));
        }
        return switch (name) {
            // the name of Triton 2.1
            case "float8e4" -> new PyType(DType.FP8E4NV);
            case "pi32_t" -> new PyType(new tritonc.ir.type.PointerType(DType.I32));
            case "TRITON_MAX_TENSOR_NUMEL" -> Constexpr.of(1 << 20);
            case "CONSTEXPR_0" -> Constexpr.of(0);
            case "PropagateNan.NONE" -> new PyInt(java.math.BigInteger.ZERO);
            case "PropagateNan.ALL" -> new PyInt(java.math.BigInteger.valueOf(0xFFFF));
            default -> null;
        };
    }

    private static @Nullable PyValue mathConstant(String name) {
        return switch (name) {
            case "math.pi" -> new PyFloat(Math.PI);
            case "math.tau" -> new PyFloat(2 * Math.PI);
            case "math.e" -> new PyFloat(Math.E);
            case "math.inf" -> new PyFloat(Double.POSITIVE_INFINITY);
            case "math.nan" -> new PyFloat(Double.NaN);
            default -> null;
        };
    }

    /// The one name of what Triton exports under several.
    private static String canonical(String name) {
        if (!name.startsWith(TL)) {
            return name;
        }
        String rest = name.substring(TL.length());
        for (String module : new String[] {"core.", "standard.", "random."}) {
            if (rest.startsWith(module)) {
                return TL + rest.substring(module.length());
            }
        }
        int libdevice = rest.indexOf("libdevice.");
        if (libdevice >= 0) {
            return "libdevice." + rest.substring(libdevice + "libdevice.".length());
        }
        if (rest.startsWith("math.")) {
            String function = rest.substring("math.".length());
            // tl.math.max of early releases is libdevice's, of two numbers, and no reduction
            boolean pairwise = function.equals("max") || function.equals("min");
            return TritonNames.LANGUAGE.contains(function) && !pairwise
                    ? TL + function
                    : "libdevice." + function;
        }
        return name;
    }
}
