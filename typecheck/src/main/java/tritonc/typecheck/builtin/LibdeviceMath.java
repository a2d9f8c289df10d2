package tritonc.typecheck.builtin;

import tritonc.ir.math.Algebra;
import tritonc.ir.math.BesselOrder64;
import tritonc.ir.math.LibraryFunction;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;
import java.util.Locale;

/// libdevice's transcendental functions. Those named `fast_` are as precise as the others.
final class LibdeviceMath {
    private static final List<UnaryKind> KINDS =
            List.of(
                    UnaryKind.EXP,
                    UnaryKind.EXP2,
                    UnaryKind.EXPM1,
                    UnaryKind.LOG,
                    UnaryKind.LOG2,
                    UnaryKind.LOG1P,
                    UnaryKind.SIN,
                    UnaryKind.COS,
                    UnaryKind.TAN,
                    UnaryKind.TANH,
                    UnaryKind.ERF,
                    UnaryKind.RSQRT);
    private static final List<UnaryKind> FAST =
            List.of(
                    UnaryKind.EXP,
                    UnaryKind.LOG,
                    UnaryKind.LOG2,
                    UnaryKind.SIN,
                    UnaryKind.COS,
                    UnaryKind.TAN,
                    UnaryKind.TANH);

    private LibdeviceMath() {}

    static void fill(LibdeviceTable table) {
        for (UnaryKind kind : KINDS) {
            table.floats(kind.text(), 1, (a, t, x) -> a.unary(kind, x.get(0)));
        }
        for (UnaryKind kind : FAST) {
            table.same(
                    "fast_" + kind.text() + "f",
                    DType.FP32,
                    1,
                    (a, t, x) -> a.unary(kind, x.get(0)));
        }
        table.floats("pow", 2, (a, t, x) -> a.binary(BinaryKind.POW, x.get(0), x.get(1)));
        for (DType type : List.of(DType.FP32, DType.FP64)) {
            table.put(
                    "pow",
                    List.of(type, DType.I32),
                    (a, x) -> integerPower(a, type, x.get(0), x.get(1)));
            List<DType> ordered = List.of(DType.I32, type);
            table.put("jn", ordered, (a, x) -> BesselOrder64.jn(a, type, x.get(0), x.get(1)));
            table.put("yn", ordered, (a, x) -> BesselOrder64.yn(a, type, x.get(0), x.get(1)));
        }
        table.same(
                "fast_powf",
                DType.FP32,
                2,
                (a, t, x) -> a.binary(BinaryKind.POW, x.get(0), x.get(1)));
        for (LibraryFunction function : LibraryFunction.values()) {
            table.recipe(function.name().toLowerCase(Locale.ROOT), function);
        }
        fast(table, "fast_exp10f", LibraryFunction.EXP10);
        fast(table, "fast_log10f", LibraryFunction.LOG10);
    }

    // in fp64, which holds every exponent
    private static Value integerPower(Algebra<Value> a, DType type, Value x, Value n) {
        Value exponent = a.cast(n, DType.FP64);
        if (type == DType.FP64) {
            return a.binary(BinaryKind.POW, x, exponent);
        }
        Value power = a.binary(BinaryKind.POW, a.cast(x, DType.FP64), exponent);
        return a.cast(power, DType.FP32);
    }

    private static void fast(LibdeviceTable table, String name, LibraryFunction function) {
        table.same(name, DType.FP32, 1, (a, t, x) -> function.of(a, t, x));
    }
}
