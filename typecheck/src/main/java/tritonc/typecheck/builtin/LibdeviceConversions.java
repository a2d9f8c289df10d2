package tritonc.typecheck.builtin;

import tritonc.ir.math.Algebra;
import tritonc.ir.math.DirectedRounding;
import tritonc.ir.math.Direction;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// libdevice's conversions between floats and integers, with a rounding of choice, and its
/// bitcasts. Unsigned results have signed types, as in Triton's bindings.
final class LibdeviceConversions {
    private LibdeviceConversions() {}

    static void fill(LibdeviceTable table) {
        for (Direction to : Direction.values()) {
            String end = LibdeviceFloats.suffix(to);
            for (DType type : List.of(DType.FP32, DType.FP64)) {
                String name = kind(type) + "2";
                toInteger(table, name + "int" + end, type, DType.I32, to);
                toInteger(table, name + "uint" + end, type, DType.U32, to);
                toInteger(table, name + "ll" + end, type, DType.I64, to);
                toInteger(table, name + "ull" + end, type, DType.U64, to);
                fromInteger(table, "ll2" + kind(type) + end, DType.I64, type, to);
                fromInteger(table, "ull2" + kind(type) + end, DType.U64, type, to);
            }
            fromInteger(table, "int2float" + end, DType.I32, DType.FP32, to);
            fromInteger(table, "uint2float" + end, DType.U32, DType.FP32, to);
            table.put(
                    "double2float" + end,
                    List.of(DType.FP64),
                    (a, x) -> DirectedRounding.narrow(a, to, x.get(0)));
        }
        fromInteger(table, "int2double_rn", DType.I32, DType.FP64, Direction.NEAREST);
        fromInteger(table, "uint2double_rn", DType.U32, DType.FP64, Direction.NEAREST);
        bitcasts(table);
    }

    private static String kind(DType type) {
        return type == DType.FP32 ? "float" : "double";
    }

    private static void toInteger(
            LibdeviceTable table, String name, DType from, DType integer, Direction to) {
        UnaryKind rounding =
                switch (to) {
                    case NEAREST -> UnaryKind.RINT;
                    case ZERO -> UnaryKind.TRUNC;
                    case DOWN -> UnaryKind.FLOOR;
                    case UP -> UnaryKind.CEIL;
                };
        DType result = integer.bits() == 32 ? DType.I32 : DType.I64;
        table.put(
                name,
                List.of(from),
                (a, x) -> signed(a, a.cast(a.unary(rounding, x.get(0)), integer), integer, result));
    }

    private static Value signed(Algebra<Value> a, Value x, DType from, DType to) {
        return from == to ? x : a.bitcast(x, to);
    }

    private static void fromInteger(
            LibdeviceTable table, String name, DType from, DType type, Direction to) {
        table.put(
                name,
                List.of(from),
                (a, x) -> DirectedRounding.fromInteger(a, from, type, to, x.get(0)));
    }

    private static void bitcasts(LibdeviceTable table) {
        bitcast(table, "int_as_float", DType.I32, DType.FP32);
        bitcast(table, "uint_as_float", DType.U32, DType.FP32);
        bitcast(table, "float_as_int", DType.FP32, DType.I32);
        bitcast(table, "float_as_uint", DType.FP32, DType.I32);
        bitcast(table, "longlong_as_double", DType.I64, DType.FP64);
        bitcast(table, "double_as_longlong", DType.FP64, DType.I64);
        table.put("double2loint", List.of(DType.FP64), (a, x) -> half(a, x.get(0), 0));
        table.put("double2hiint", List.of(DType.FP64), (a, x) -> half(a, x.get(0), 32));
        table.put(
                "hiloint2double",
                List.of(DType.I32, DType.I32),
                (a, x) -> {
                    Value high = a.shl(a.cast(x.get(0), DType.I64), a.i64(32));
                    Value low = a.and(a.cast(x.get(1), DType.I64), a.i64(0xffffffffL));
                    return a.bitcast(a.or(high, low), DType.FP64);
                });
    }

    private static void bitcast(LibdeviceTable table, String name, DType from, DType to) {
        table.put(name, List.of(from), (a, x) -> a.bitcast(x.get(0), to));
    }

    private static Value half(Algebra<Value> a, Value x, int by) {
        return a.cast(a.shr(a.bitcast(x, DType.I64), a.i64(by)), DType.I32);
    }
}
