package tritonc.ir.tile;

import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// One operation of tile IR: its attributes and operands, as a record. Neither results nor place
/// belong to it, so `equals` means "computes the same".
public sealed interface TileOp
        permits Arithmetic,
                ShapeOp,
                MemoryOp,
                EffectOp,
                ProgramOp,
                Reduce,
                CrossLane,
                Fold,
                Dot,
                ControlOp {
    /// The name in the text form.
    String name();

    /// The values read, in the order of the text form; operands that are absent (a load's mask) do
    /// not appear.
    List<Value> operands();

    /// The types of the results, as the op's own rule gives them.
    List<Type> resultTypes();

    /// The same op over other operands; `this` if `change` changes none.
    TileOp mapOperands(UnaryOperator<Value> change);

    /// The blocks nested in the op, if any.
    default List<Block> blocks() {
        return List.of();
    }
}
