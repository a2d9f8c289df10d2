package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Pure;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cuts the statements of a block into chunks that get one guard each. A chunk ends before a
/// construct of control flow, and before an access whose address or mask depends on a scalar that
/// the chunk itself reads from memory or joins from lanes: a guard stands before its chunk and must
/// know all addresses. Also knows which tiles outlive their chunk.
final class BlockPlan {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    /// Longer chains of ops are cut, so that walking one needs little stack.
    private static final int HIGHEST = 200;

    private final int[] chunks;
    private final Set<Value> late = new HashSet<>();
    private final Map<Value, Integer> readers = new HashMap<>();
    private final Map<Value, Integer> last = new HashMap<>();
    private final Map<Value, Integer> first = new HashMap<>();
    private final Map<Value, Integer> costs = new HashMap<>();
    private final Map<Value, Integer> heights = new HashMap<>();
    private final Set<Value> kept = new HashSet<>();
    private final Set<Value> matrices = new HashSet<>();

    private final List<@Nullable Buffer> targets;

    /// @param targets where the tiles that the block yields go; `null` for scalars
    BlockPlan(Block block, List<@Nullable Buffer> targets) {
        this.targets = targets;
        List<Statement> statements = block.statements();
        chunks = new int[statements.size()];
        cut(statements);
        statements.forEach(this::measure);
        for (int i = statements.size() - 1; i >= 0; i--) {
            Statement s = statements.get(i);
            if (isWorthKeeping(s)) {
                kept.add(s.result());
            }
            read(s, chunks[i]);
            want(s, i);
        }
    }

    /// Where the tiles that the block yields go; `null` for scalars.
    List<@Nullable Buffer> targets() {
        return targets;
    }

    /// The chunk of statement number i; a construct of control flow has one of its own.
    int chunk(int i) {
        return chunks[i];
    }

    /// Whether a scalar is known only inside its chunk.
    boolean isLate(Value scalar) {
        return late.contains(scalar);
    }

    /// Whether a tile that was defined in a chunk is read outside it.
    boolean outlives(Value tile, int chunk) {
        int reader = readers.getOrDefault(tile, NONE);
        return reader != NONE && reader != chunk;
    }

    /// The number of the last statement at which a tile may be read, -1 if none. What is computed
    /// wherever its result is wanted reads its operands there; a load may be such.
    int lastRead(Value tile) {
        return last.getOrDefault(tile, -1);
    }

    /// Whether a statement happens where it stands: it is a root, or a tile is kept in a buffer
    /// because it is too dear to compute twice.
    boolean standsStill(Statement s) {
        return isRoot(s) || isKept(s);
    }

    boolean isKept(Statement s) {
        return !kept.isEmpty() && !s.results().isEmpty() && kept.contains(s.result());
    }

    /// Whether a tile is the top of a chain that is cut there, so that walking one needs little
    /// stack.
    boolean isTall(Value tile) {
        return heights.getOrDefault(tile, 0) == HIGHEST - 1;
    }

    /// Whether computing a lane of a tile costs more than reading it back.
    boolean isDear(Value tile) {
        return costs.getOrDefault(tile, 0) > Costs.DEAR;
    }

    /// Whether a statement is control flow and not just the end of its block.
    static boolean isConstruct(Statement s) {
        return s.op() instanceof ControlOp && !(s.op() instanceof ControlOp.Yield);
    }

    private void measure(Statement s) {
        if (s.op() instanceof ControlOp || s.results().isEmpty()) {
            return;
        }
        int cost = Costs.of(s.op());
        int height = 0;
        if (!isRoot(s)) {
            for (Value operand : s.op().operands()) {
                if (operand.type().isBlock()) {
                    cost += costs.getOrDefault(operand, 0);
                    height = Math.max(height, heights.getOrDefault(operand, 0) + 1);
                }
            }
        }
        costs.put(s.result(), Math.min(cost, 1 << 20));
        heights.put(s.result(), height % HIGHEST);
    }

    /// Whether a tile is a float that several nests would compute, each at more than it costs to
    /// keep; or a matrix that a loop multiplies by each time; or the top of a long chain.
    private boolean isWorthKeeping(Statement s) {
        if (s.op() instanceof ControlOp || s.results().isEmpty() || isRoot(s)) {
            return false;
        }
        Value tile = s.result();
        if (!tile.type().isBlock() || !first.containsKey(tile)) {
            return false;
        }
        boolean several = !first.get(tile).equals(last.get(tile));
        boolean operand = matrices.contains(tile) && costs.getOrDefault(tile, 0) > 1;
        boolean number = tile.type().element() instanceof DType d && d.isFloat();
        return isTall(tile) || operand || several && number && isDear(tile);
    }

    /// Whether an op happens where it stands, and not wherever its result is wanted.
    static boolean isRoot(Statement s) {
        TileOp op = s.op();
        return op instanceof MemoryOp
                || op instanceof EffectOp
                || op instanceof Reduce
                || op instanceof CrossLane
                || op instanceof Fold
                || op instanceof Dot
                || op instanceof ControlOp.Yield
                || op instanceof ShapeOp.Reshape r && r.shape().rank() == 0;
    }

    private void cut(List<Statement> statements) {
        Set<Value> inChunk = new HashSet<>();
        int chunk = 0;
        for (int i = 0; i < chunks.length; i++) {
            Statement s = statements.get(i);
            if (isConstruct(s)) {
                chunks[i] = ++chunk;
                chunk++;
                inChunk.clear();
                continue;
            }
            if (s.op() instanceof MemoryOp m
                    && m.pointer().type().isBlock()
                    && (inChunk.contains(m.pointer())
                            || m.mask() != null && inChunk.contains(m.mask()))) {
                chunk++;
                inChunk.clear();
            }
            chunks[i] = chunk;
            boolean source = isRoot(s);
            boolean follows = s.op() instanceof Pure && anyOf(s.op().operands(), inChunk);
            for (Value result : s.results()) {
                if (source ? !result.type().isBlock() : follows) {
                    inChunk.add(result);
                    late.add(result);
                }
            }
        }
    }

    private static boolean anyOf(List<Value> values, Set<Value> set) {
        for (Value v : values) {
            if (set.contains(v)) {
                return true;
            }
        }
        return false;
    }

    private void read(Statement s, int chunk) {
        if (isConstruct(s)) {
            readAll(s);
            return;
        }
        boolean lazy = !standsStill(s) && !s.results().isEmpty();
        int reader = lazy ? readers.getOrDefault(s.result(), NONE) : chunk;
        for (Value operand : s.op().operands()) {
            if (operand.type().isBlock() && reader != NONE) {
                readers.merge(operand, reader, (a, b) -> a.equals(b) ? a : SEVERAL);
            }
        }
    }

    private void want(Statement s, int i) {
        if (isConstruct(s)) {
            wantAll(s, i);
            return;
        }
        boolean lazy = !standsStill(s) && !s.results().isEmpty();
        boolean load = s.op() instanceof MemoryOp.Load;
        int at = lazy || load ? last.getOrDefault(s.result(), -1) : i;
        at = lazy ? at : Math.max(at, i);
        int from = lazy ? first.getOrDefault(s.result(), at) : i;
        for (Value operand : s.op().operands()) {
            if (operand.type().isBlock() && at >= 0) {
                last.merge(operand, at, Math::max);
                first.merge(operand, from, Math::min);
            }
        }
    }

    private void wantAll(Statement s, int i) {
        for (Value operand : s.op().operands()) {
            if (operand.type().isBlock()) {
                last.merge(operand, i, Math::max);
                first.merge(operand, -1, Math::min);
            }
        }
        if (s.op() instanceof Dot dot) {
            matrices.add(dot.a());
            matrices.add(dot.b());
        }
        for (Block nested : s.op().blocks()) {
            for (Statement inner : nested.statements()) {
                wantAll(inner, i);
            }
        }
    }

    private void readAll(Statement s) {
        for (Value operand : s.op().operands()) {
            if (operand.type().isBlock()) {
                readers.put(operand, SEVERAL);
            }
        }
        for (Block nested : s.op().blocks()) {
            for (Statement inner : nested.statements()) {
                readAll(inner);
            }
        }
    }
}
