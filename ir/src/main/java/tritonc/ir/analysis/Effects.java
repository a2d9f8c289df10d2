package tritonc.ir.analysis;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ReadsMemory;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.WritesMemory;

/// What an op does besides giving results, its nested blocks included.
///
/// @param reads may read memory
/// @param writes may write memory, or wait for what another program writes
/// @param volatileReads may hold a volatile load, which must happen as often as written
/// @param mayNotEnd holds a `while`
public record Effects(boolean reads, boolean writes, boolean volatileReads, boolean mayNotEnd) {
    /// Nothing but results.
    public static final Effects NONE = new Effects(false, false, false, false);

    public static Effects of(TileOp op) {
        boolean isVolatile = op instanceof MemoryOp.Load load && load.isVolatile();
        boolean reads = op instanceof ReadsMemory;
        boolean writes =
                op instanceof WritesMemory
                        || op instanceof ControlOp.While loop && Waiting.mayWait(loop);
        Effects all =
                reads || writes || op instanceof ControlOp.While
                        ? new Effects(reads, writes, isVolatile, op instanceof ControlOp.While)
                        : NONE;
        for (Block block : op.blocks()) {
            all = all.and(of(block));
        }
        return all;
    }

    public static Effects of(Block block) {
        Effects all = NONE;
        for (Statement statement : block.statements()) {
            all = all.and(of(statement.op()));
        }
        return all;
    }

    /// Both together.
    public Effects and(Effects other) {
        if (equals(NONE) || equals(other)) {
            return other;
        }
        return new Effects(
                reads | other.reads,
                writes | other.writes,
                volatileReads | other.volatileReads,
                mayNotEnd | other.mayNotEnd);
    }

    /// Whether the op touches no memory and always ends: it may then be merged with its equal,
    /// repeated or moved.
    public boolean pure() {
        return !reads && !writes && !mayNotEnd;
    }

    /// Whether an op none of whose results are used may go. A plain load may (no program relies on
    /// its fault); what writes, reads volatile memory or may spin for ever stays.
    public boolean droppable() {
        return !writes && !volatileReads && !mayNotEnd;
    }
}
