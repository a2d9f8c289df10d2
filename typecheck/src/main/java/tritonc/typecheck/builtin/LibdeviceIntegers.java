package tritonc.typecheck.builtin;

import tritonc.ir.math.IntegerFunctions;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.type.DType;

import java.util.List;

/// libdevice's functions of integers.
final class LibdeviceIntegers {
    private LibdeviceIntegers() {}

    static void fill(LibdeviceTable table) {
        for (DType type : List.of(DType.I32, DType.I64)) {
            int width = type.bits();
            table.same("popc", type, 1, (a, t, x) -> IntegerFunctions.popc(a, x.get(0), width));
            table.same("clz", type, 1, (a, t, x) -> IntegerFunctions.clz(a, x.get(0), width));
            table.same("ffs", type, 1, (a, t, x) -> IntegerFunctions.ffs(a, x.get(0), width));
            table.same("brev", type, 1, (a, t, x) -> IntegerFunctions.brev(a, x.get(0), width));
        }
        for (DType type : List.of(DType.I32, DType.U32, DType.I64, DType.U64)) {
            table.same(
                    "mulhi", type, 2, (a, t, x) -> a.binary(BinaryKind.MULHI, x.get(0), x.get(1)));
        }
        averages(table);
        bytes(table);
    }

    private static void averages(LibdeviceTable table) {
        for (DType type : List.of(DType.I32, DType.U32)) {
            table.same(
                    "mul24",
                    type,
                    2,
                    (a, t, x) -> IntegerFunctions.mul24(a, t, x.get(0), x.get(1)));
            table.same(
                    "hadd", type, 2, (a, t, x) -> IntegerFunctions.hadd(a, t, x.get(0), x.get(1)));
            table.same(
                    "rhadd",
                    type,
                    2,
                    (a, t, x) -> IntegerFunctions.rhadd(a, t, x.get(0), x.get(1)));
        }
    }

    private static void bytes(LibdeviceTable table) {
        table.put(
                "sad",
                List.of(DType.I32, DType.I32, DType.U32),
                (a, x) ->
                        IntegerFunctions.sad(
                                a, x.get(0), x.get(1), a.bitcast(x.get(2), DType.I32)));
        table.same(
                "sad",
                DType.U32,
                3,
                (a, t, x) -> IntegerFunctions.sad(a, x.get(0), x.get(1), x.get(2)));
        table.same(
                "byte_perm",
                DType.I32,
                3,
                (a, t, x) -> IntegerFunctions.bytePerm(a, x.get(0), x.get(1), x.get(2)));
    }
}
