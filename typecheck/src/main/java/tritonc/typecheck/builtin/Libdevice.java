package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.typecheck.value.PyValue;

/// The functions of `libdevice`, under whichever of its names a kernel imports it.
final class Libdevice {
    private final Elementwise elementwise;

    Libdevice(Elementwise elementwise) {
        this.elementwise = elementwise;
    }

    /// @return null for a function that is not known
    @Nullable PyValue call(String name, Call call) {
        return switch (name) {
            case "exp", "fast_expf" -> elementwise.unary(UnaryKind.EXP, call);
            case "exp2" -> elementwise.unary(UnaryKind.EXP2, call);
            case "expm1" -> elementwise.unary(UnaryKind.EXPM1, call);
            case "log", "fast_logf" -> elementwise.unary(UnaryKind.LOG, call);
            case "log2", "fast_log2f" -> elementwise.unary(UnaryKind.LOG2, call);
            case "log1p" -> elementwise.unary(UnaryKind.LOG1P, call);
            case "sin", "fast_sinf" -> elementwise.unary(UnaryKind.SIN, call);
            case "cos", "fast_cosf" -> elementwise.unary(UnaryKind.COS, call);
            case "tan", "fast_tanf" -> elementwise.unary(UnaryKind.TAN, call);
            case "tanh", "fast_tanhf" -> elementwise.unary(UnaryKind.TANH, call);
            case "erf" -> elementwise.unary(UnaryKind.ERF, call);
            case "sqrt" -> elementwise.unary(UnaryKind.SQRT, call);
            case "rsqrt" -> elementwise.unary(UnaryKind.RSQRT, call);
            case "floor" -> elementwise.unary(UnaryKind.FLOOR, call);
            case "ceil" -> elementwise.unary(UnaryKind.CEIL, call);
            case "trunc" -> elementwise.unary(UnaryKind.TRUNC, call);
            case "rint", "nearbyint" -> elementwise.unary(UnaryKind.RINT, call);
            case "max", "fmax", "fmaxf" -> elementwise.extremum(true, call);
            case "min", "fmin", "fminf" -> elementwise.extremum(false, call);
            case "abs" -> elementwise.abs(call);
            case "pow", "fast_powf" -> elementwise.libdevice(BinaryKind.POW, call);
            case "fmod" -> elementwise.libdevice(BinaryKind.REM, call);
            case "div_rn", "fast_dividef" -> elementwise.divide(call, true);
            default -> null;
        };
    }
}
