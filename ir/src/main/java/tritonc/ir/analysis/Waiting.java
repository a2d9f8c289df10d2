package tritonc.ir.analysis;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.HashSet;
import java.util.Set;

/// Tells loops that may wait for other programs: a `while` that looks at one and the same place of
/// memory again and again, by an atomic, a volatile load, or a load whose address does not change.
/// What another program writes must show in such a loop and after it.
public final class Waiting {
    private final Set<Value> changing = new HashSet<>();

    private Waiting() {}

    /// Whether a loop may wait.
    public static boolean mayWait(ControlOp.While loop) {
        Waiting waiting = new Waiting();
        return waiting.looks(loop.before()) || waiting.looks(loop.after());
    }

    private boolean looks(Block block) {
        changing.addAll(block.parameters());
        for (Statement s : block.statements()) {
            boolean same = !anyChanging(s);
            boolean again =
                    s.op() instanceof MemoryOp.AtomicRmw
                            || s.op() instanceof MemoryOp.Load l
                                    && (l.isVolatile() || !changing.contains(l.pointer()));
            if (again) {
                return true;
            }
            for (Block nested : s.op().blocks()) {
                if (looks(nested)) {
                    return true;
                }
            }
            if (!same || !s.op().blocks().isEmpty()) {
                changing.addAll(s.results());
            }
        }
        return false;
    }

    private boolean anyChanging(Statement s) {
        for (Value operand : s.op().operands()) {
            if (changing.contains(operand)) {
                return true;
            }
        }
        return false;
    }
}
