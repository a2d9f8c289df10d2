package tritonc.codegen.loop;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// What computing a lane costs, in additions; what a value costs to keep and read back is about
/// [#DEAR].
final class Costs {
    /// A lane that costs more is not computed twice.
    static final int DEAR = 12;

    private Costs() {}

    /// The cost of an op's own step.
    static int of(TileOp op) {
        return switch (op) {
            case Arithmetic.Constant _ -> 0;
            case Arithmetic.Unary u -> narrow(u.type().element()) * unary(u.kind());
            case Arithmetic.Binary b ->
                    narrow(b.type().element()) * binary(b.kind(), b.type().element());
            case Arithmetic.Fma f -> 2 * narrow(f.type().element());
            case Arithmetic.Cast c -> narrow(c.to()) * narrow(c.x().type().element());
            case Arithmetic.Compare _,
                    Arithmetic.Select _,
                    Arithmetic.Bitcast _,
                    Arithmetic.AddPointer _ ->
                    1;
            case MemoryOp _ -> 3;
            case EffectOp _,
                    ShapeOp _,
                    ProgramOp _,
                    Reduce _,
                    CrossLane _,
                    Fold _,
                    Dot _,
                    ControlOp _ ->
                    0;
        };
    }

    /// Formats of 16 bits are computed in fp32 and rounded.
    private static int narrow(ElementType type) {
        return type == DType.FP16 || type == DType.BF16 ? 3 : 1;
    }

    private static int unary(UnaryKind kind) {
        return kind == UnaryKind.SQRT ? 6 : 1;
    }

    private static int binary(BinaryKind kind, ElementType type) {
        boolean divides = kind == BinaryKind.DIV || kind == BinaryKind.REM;
        boolean isFloat = type instanceof DType d && d.isFloat();
        return !divides ? 1 : isFloat && kind == BinaryKind.DIV ? 4 : 10;
    }
}
