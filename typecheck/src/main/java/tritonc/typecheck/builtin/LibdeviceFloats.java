package tritonc.typecheck.builtin;

import tritonc.ir.math.Algebra;
import tritonc.ir.math.DirectedRounding;
import tritonc.ir.math.Direction;
import tritonc.ir.math.FloatFunctions;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// libdevice's exact functions of floats and its arithmetic with a rounding of choice.
final class LibdeviceFloats {
    private LibdeviceFloats() {}

    static void fill(LibdeviceTable table) {
        integral(table);
        parts(table);
        for (Direction to : Direction.values()) {
            directed(table, to);
        }
        table.put(
                "fast_dividef",
                List.of(DType.FP32, DType.FP32),
                (a, x) -> a.div(x.get(0), x.get(1)));
        table.floats("fma", 3, (a, t, x) -> a.fma(x.get(0), x.get(1), x.get(2)));
        table.floats("fmod", 2, (a, t, x) -> a.binary(BinaryKind.REM, x.get(0), x.get(1)));
        table.floats(
                "remainder", 2, (a, t, x) -> FloatFunctions.remainder(a, t, x.get(0), x.get(1)));
        table.floats("fdim", 2, (a, t, x) -> FloatFunctions.fdim(a, t, x.get(0), x.get(1)));
        table.floats("sqrt", 1, (a, t, x) -> a.unary(UnaryKind.SQRT, x.get(0)));
        // the high half of an approximation there, the nearest double here
        table.put("rcp64h", List.of(DType.FP64), (a, x) -> a.div(a.f64(1), x.get(0)));
        table.put("rsqrt_rn", List.of(DType.FP32), (a, x) -> nearestRoot(a, x.get(0)));
    }

    // fp64's two roundings are far too fine to move the third
    private static Value nearestRoot(Algebra<Value> a, Value x) {
        Value root = a.unary(UnaryKind.SQRT, a.cast(x, DType.FP64));
        return a.cast(a.div(a.f64(1), root), DType.FP32);
    }

    private static void integral(LibdeviceTable table) {
        table.floats("floor", 1, (a, t, x) -> a.unary(UnaryKind.FLOOR, x.get(0)));
        table.floats("ceil", 1, (a, t, x) -> a.unary(UnaryKind.CEIL, x.get(0)));
        table.floats("trunc", 1, (a, t, x) -> a.unary(UnaryKind.TRUNC, x.get(0)));
        table.floats("rint", 1, (a, t, x) -> a.unary(UnaryKind.RINT, x.get(0)));
        table.floats("nearbyint", 1, (a, t, x) -> a.unary(UnaryKind.RINT, x.get(0)));
        table.floats("round", 1, (a, t, x) -> FloatFunctions.round(a, t, x.get(0)));
        table.floats(
                "llrint", 1, (a, t, x) -> a.cast(a.unary(UnaryKind.RINT, x.get(0)), DType.I64));
        table.floats(
                "llround", 1, (a, t, x) -> a.cast(FloatFunctions.round(a, t, x.get(0)), DType.I64));
    }

    private static void parts(LibdeviceTable table) {
        table.floats("isnan", 1, (a, t, x) -> FloatFunctions.isNan(a, x.get(0)));
        table.floats("isinf", 1, (a, t, x) -> FloatFunctions.isInf(a, t, x.get(0)));
        table.floats("signbit", 1, (a, t, x) -> FloatFunctions.signbit(a, t, x.get(0)));
        table.same("finitef", DType.FP32, 1, (a, t, x) -> FloatFunctions.isFinite(a, t, x.get(0)));
        table.same(
                "isfinited", DType.FP64, 1, (a, t, x) -> FloatFunctions.isFinite(a, t, x.get(0)));
        table.floats("copysign", 2, (a, t, x) -> FloatFunctions.copysign(a, t, x.get(0), x.get(1)));
        table.same("saturatef", DType.FP32, 1, (a, t, x) -> FloatFunctions.saturate(a, x.get(0)));
        table.floats(
                "nextafter", 2, (a, t, x) -> FloatFunctions.nextafter(a, t, x.get(0), x.get(1)));
        table.floats("logb", 1, (a, t, x) -> FloatFunctions.logb(a, t, x.get(0)));
        table.floats("ilogb", 1, (a, t, x) -> FloatFunctions.ilogb(a, t, x.get(0)));
        for (DType type : List.of(DType.FP32, DType.FP64)) {
            LibdeviceTable.Body ldexp = (a, x) -> FloatFunctions.ldexp(a, type, x.get(0), x.get(1));
            table.put("ldexp", List.of(type, DType.I32), ldexp);
            table.put("scalbn", List.of(type, DType.I32), ldexp);
        }
    }

    /// What a rounding is called at the end of a name.
    static String suffix(Direction to) {
        return switch (to) {
            case NEAREST -> "_rn";
            case ZERO -> "_rz";
            case DOWN -> "_rd";
            case UP -> "_ru";
        };
    }

    private static void directed(LibdeviceTable table, Direction to) {
        String end = suffix(to);
        table.floats(
                "add" + end, 2, (a, t, x) -> DirectedRounding.add(a, t, to, x.get(0), x.get(1)));
        table.floats(
                "sub" + end,
                2,
                (a, t, x) -> DirectedRounding.add(a, t, to, x.get(0), a.neg(x.get(1))));
        table.floats(
                "mul" + end, 2, (a, t, x) -> DirectedRounding.mul(a, t, to, x.get(0), x.get(1)));
        table.floats(
                "div" + end, 2, (a, t, x) -> DirectedRounding.div(a, t, to, x.get(0), x.get(1)));
        table.floats(
                "rcp" + end, 1, (a, t, x) -> DirectedRounding.div(a, t, to, one(a, t), x.get(0)));
        table.floats("sqrt" + end, 1, (a, t, x) -> DirectedRounding.sqrt(a, t, to, x.get(0)));
        List<DType> singles = List.of(DType.FP32, DType.FP32, DType.FP32);
        table.put(
                "fma" + end,
                singles,
                (a, x) -> DirectedRounding.fma32(a, to, x.get(0), x.get(1), x.get(2)));
        if (to == Direction.NEAREST) {
            table.same("fma_rn", DType.FP64, 3, (a, t, x) -> a.fma(x.get(0), x.get(1), x.get(2)));
        }
    }

    private static Value one(Algebra<Value> a, DType type) {
        return type == DType.FP32 ? a.f32(1) : a.f64(1);
    }
}
