package tritonc.codegen.loop;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.Elementwise;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides whether a loop's accumulator may stay in one buffer: the dot that makes the tile's next
/// value writes over the tile itself.
final class InPlace {
    private final Map<Value, Statement> definitions = new HashMap<>();
    private final Set<Value> seen = new HashSet<>();
    private final Set<Value> movedTo = new HashSet<>();

    private InPlace(Block block) {
        for (Statement s : block.statements()) {
            s.results().forEach(r -> definitions.put(r, s));
        }
    }

    /// Whether `next`, the value that a loop hands on for the carried tile, may be computed into
    /// the tile's own buffer: it is a dot of the loop's body; nobody reads the tile after it; its
    /// accumulator reads the tile lane by lane if at all, and its operands are not the tile itself.
    static boolean allows(Block body, BlockPlan plan, Value carried, Value next) {
        List<Statement> statements = body.statements();
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            if (s.op() instanceof Dot dot && s.result().equals(next)) {
                InPlace in = new InPlace(body);
                return plan.lastRead(carried) <= i
                        && !in.isView(dot.a(), carried)
                        && !in.isView(dot.b(), carried)
                        && !in.moves(dot.acc(), carried, false);
            }
        }
        return false;
    }

    private boolean isView(Value tile, Value carried) {
        Statement s = definitions.get(tile);
        return tile.equals(carried)
                || s != null && s.op() instanceof ShapeOp.Transpose t && isView(t.x(), carried);
    }

    /// Whether computing `tile` reads a lane of `carried` other than its own.
    private boolean moves(Value tile, Value carried, boolean moved) {
        if (tile.equals(carried)) {
            return moved;
        }
        if (!(moved ? movedTo : seen).add(tile)) {
            return false;
        }
        Statement s = definitions.get(tile);
        boolean load = s != null && s.op() instanceof MemoryOp.Load;
        if (s == null || BlockPlan.isRoot(s) && !load) {
            return false;
        }
        boolean lanewise = load || s.op() instanceof Elementwise;
        for (Value operand : s.op().operands()) {
            if (moves(operand, carried, moved || !lanewise)) {
                return true;
            }
        }
        return false;
    }
}
