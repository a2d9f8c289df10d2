package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The body of an innermost loop, written again with its 64-bit integers as [Split]s. The sum
/// itself is computed where it is asked for as it is: stored, joined, converted.
final class NarrowBody {
    private final Loop loop;
    private final Fresh fresh;
    private final Intervals intervals;
    private final Levels levels;
    private final NarrowOps ops;
    private final BitSet varying = new BitSet();
    private final Map<Integer, Split> splits = new HashMap<>();

    /// What defines values that nobody has asked for yet.
    private final Map<Integer, LoopNode.Compute> waiting = new HashMap<>();

    private final Map<Arithmetic, Value> done = new HashMap<>();
    private final List<LoopNode> out;
    private Location at = Location.NONE;

    NarrowBody(Loop loop, Fresh fresh, Intervals intervals, Levels levels) {
        this.loop = loop;
        this.fresh = fresh;
        this.intervals = intervals;
        this.levels = levels;
        this.out = levels.enter(loop.index());
        this.ops = new NarrowOps(this, intervals, levels);
        varying.set(loop.index().id());
    }

    /// The loop over the new body.
    Loop narrowed() {
        loop.body().nodes().forEach(this::write);
        loop.reductions().forEach(r -> ask(r.element()));
        levels.leave();
        return loop.with(new LoopBlock(out));
    }

    private void write(LoopNode node) {
        at = node.at();
        boolean[] varies = {false};
        Uses.of(node, v -> varies[0] |= varies(v));
        if (!varies[0]) {
            levels.define(node);
        } else if (node instanceof LoopNode.Compute c) {
            varying.set(c.result().id());
            if (isNarrowed(c)) {
                return;
            }
        } else {
            Results.of(node, v -> varying.set(v.id()));
        }
        Uses.of(node, this::ask);
        intervals.define(node);
        out.add(node);
    }

    boolean varies(Value v) {
        return varying.get(v.id());
    }

    /// Whether the node is not needed as it is.
    private boolean isNarrowed(LoopNode.Compute c) {
        if (isWide(c.result().type().element())) {
            Split split = ops.split(c.op());
            if (split == null) {
                return false;
            }
            intervals.define(c);
            splits.put(c.result().id(), split);
            waiting.put(c.result().id(), c);
            return true;
        }
        Arithmetic narrow = ops.narrowed(c.op());
        if (narrow == null) {
            return false;
        }
        LoopNode.Compute node = new LoopNode.Compute(c.result(), narrow, c.at());
        intervals.define(node);
        out.add(node);
        return true;
    }

    static boolean isWide(ElementType type) {
        return type == DType.I64 || type == DType.U64;
    }

    /// How a 64-bit integer that varies is split; null where it is not.
    @Nullable Split split(Value v) {
        return splits.get(v.id());
    }

    /// A varying result, or one of the body at least.
    Value compute(Arithmetic op) {
        Value known = done.get(op);
        if (known != null) {
            return known;
        }
        if (op.operands().stream().noneMatch(this::varies)) {
            return levels.compute(op);
        }
        op.operands().forEach(this::ask);
        Value result = fresh.of(op.type());
        varying.set(result.id());
        LoopNode.Compute node = new LoopNode.Compute(result, op, at);
        intervals.define(node);
        out.add(node);
        done.put(op, result);
        return result;
    }

    /// Sees to it that a value is computed as it is.
    private void ask(Value v) {
        LoopNode.Compute c = waiting.remove(v.id());
        Split split = splits.get(v.id());
        if (c == null || split == null) {
            return;
        }
        ElementType type = v.type().element();
        Arithmetic wide = new Arithmetic.Cast(split.lanes(), type, Rounding.RTNE);
        Value base = split.base();
        Arithmetic whole =
                base == null
                        ? wide
                        : new Arithmetic.Binary(
                                BinaryKind.ADD, levels.cast(base, type), compute(wide));
        out.add(new LoopNode.Compute(v, whole, c.at()));
    }
}
