package tritonc.codegen.loop;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;

/// One step of a [LoopBlock].
public sealed interface LoopNode
        permits LoopNode.Compute,
                LoopNode.Position,
                Memory,
                Loop,
                Control,
                DotNest,
                ScanNest,
                Guard,
                Vector,
                Effect {
    /// The place in the source that the step comes from.
    Location at();

    /// Element arithmetic; `op.type()` is `result.type()`, an element type.
    record Compute(Value result, Arithmetic op, Location at) implements LoopNode {}

    /// The program's place in the grid: an i32, uniform.
    record Position(Value result, ProgramOp op, Location at) implements LoopNode {}
}
