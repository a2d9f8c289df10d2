package tritonc.ir.verify;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// What single ops ask of their attributes and dtypes, beyond what their records refuse.
final class OpRules {
    private OpRules() {}

    /// The rules that the op breaks by itself.
    static List<String> broken(TileOp op) {
        return switch (op) {
            case Arithmetic.Constant c -> constant(c);
            case Arithmetic a -> List.of();
            case ShapeOp s -> List.of();
            case MemoryOp.AtomicRmw a -> atomic(a);
            case MemoryOp m -> List.of();
            case EffectOp e -> List.of();
            case ProgramOp p -> List.of();
            case Reduce r -> List.of();
            case CrossLane c -> List.of();
            case Fold f -> foreign(f.combine());
            case Dot d -> dot(d);
            case ControlOp c -> List.of();
        };
    }

    private static List<String> constant(Arithmetic.Constant c) {
        if (!(c.type().element() instanceof DType dtype)) {
            return c.bits() == 0 ? List.of() : List.of("a pointer constant other than null");
        }
        boolean lane = Lanes.fromBits(dtype, c.bits()) == c.bits();
        return lane
                ? List.of()
                : List.of("0x" + Long.toHexString(c.bits()) + " is no lane of " + dtype);
    }

    private static List<String> atomic(MemoryOp.AtomicRmw a) {
        BinaryKind combine = a.kind().combine();
        boolean takes =
                combine == null
                        || a.value().type().element() instanceof DType d && combine.accepts(d);
        boolean narrow = a.compare() != null && a.value().type().element().bits() < 16;
        return takes && !narrow
                ? List.of()
                : List.of("atomic " + a.kind().text() + " of " + a.value().type().element());
    }

    /// What the function of a fold may not hold.
    private static List<String> foreign(Block function) {
        List<String> found = new ArrayList<>();
        for (Statement s : function.statements()) {
            boolean allowed =
                    s.op() instanceof Arithmetic
                            || s.op() instanceof ControlOp.If
                            || s.op() instanceof ControlOp.Yield;
            if (!allowed) {
                found.add("a function that joins lanes holds " + s.op().name());
            }
            for (Value result : s.results()) {
                if (!(result.type() instanceof DType)) {
                    found.add("a function that joins lanes computes " + result.type());
                }
            }
            for (Block nested : s.op().blocks()) {
                found.addAll(foreign(nested));
            }
        }
        return found;
    }

    private static List<String> dot(Dot d) {
        DType a = d.a().type().dtype();
        DType b = d.b().type().dtype();
        DType acc = d.acc().type().dtype();
        boolean wide = a == DType.FP64 || b == DType.FP64;
        if (acc.isFp8() || acc.isBool() || wide && acc != DType.FP64) {
            return List.of("dot of " + a + " and " + b + " into " + acc);
        }
        return List.of();
    }
}
