package tritonc.codegen.loop;

import tritonc.ir.tile.Elementwise;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.HashSet;
import java.util.Set;

/// Which ops of a chunk want other lanes of a tile than their own. A scan that is handed on wants
/// its lanes one after the other, as what reads it does.
final class MovedLanes {
    private final ChunkPlan chunk;

    MovedLanes(ChunkPlan chunk) {
        this.chunk = chunk;
    }

    /// Whether `s` wants lane j of `tile` for a lane i other than j.
    boolean areMoved(Statement s, Value tile) {
        return areMoved(s, tile, new HashSet<>());
    }

    private boolean areMoved(Statement s, Value tile, Set<Value> seen) {
        for (Value operand : s.op().operands()) {
            Statement definition = chunk.definition(operand);
            if (definition == null
                    || operand.equals(tile)
                    || chunk.isKept(definition)
                    || !seen.add(operand)) {
                continue;
            }
            boolean lanewise =
                    definition.op() instanceof Elementwise
                            || definition.op() instanceof MemoryOp.Load
                            || chunk.isHandedOn(operand);
            if (lanewise ? areMoved(definition, tile, seen) : reaches(definition, tile)) {
                return true;
            }
        }
        return false;
    }

    /// Whether any lane of `tile` is wanted for what `s` computes where it is wanted.
    boolean reaches(Statement s, Value tile) {
        return reaches(s, tile, new HashSet<>());
    }

    private boolean reaches(Statement s, Value tile, Set<Value> seen) {
        boolean isOpen = s.op() instanceof MemoryOp.Load || isHandedOn(s);
        if (chunk.standsStill(s) && !isOpen) {
            return false;
        }
        for (Value operand : s.op().operands()) {
            Statement definition = chunk.definition(operand);
            boolean there =
                    operand.equals(tile)
                            || definition != null
                                    && seen.add(operand)
                                    && reaches(definition, tile, seen);
            if (there) {
                return true;
            }
        }
        return false;
    }

    private boolean isHandedOn(Statement s) {
        return !s.results().isEmpty() && chunk.isHandedOn(s.result());
    }
}
