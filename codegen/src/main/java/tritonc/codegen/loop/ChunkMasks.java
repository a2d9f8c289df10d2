package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Elementwise;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which masks of a chunk bound the lanes that reductions and buffers are made from.
final class ChunkMasks {
    private final ChunkPlan chunk;

    ChunkMasks(ChunkPlan chunk) {
        this.chunk = chunk;
    }

    /// Whether a tile that is kept may be filled by the reduction that comes next, lane by lane as
    /// it joins them: the reduction depends on it, and who reads it later reads only lanes that the
    /// reduction meets.
    boolean fillsAlong(Statement kept) {
        int at = chunk.statements().indexOf(kept);
        Reduce next = null;
        for (int i = at + 1; i < chunk.statements().size() && next == null; i++) {
            Statement s = chunk.statements().get(i);
            if (s.op() instanceof Reduce r) {
                next = r;
            } else if (chunk.standsStill(s)) {
                return false;
            }
        }
        if (next == null
                || chunk.outlives(kept.result())
                || !next.x().type().shape().equals(kept.result().type().shape())
                || !lanewise(next.x(), kept.result(), new HashSet<>())) {
            return false;
        }
        AccessPlan bounding = bounding(next);
        return bounding == null || readsWithin(kept.result(), next, bounding);
    }

    /// Whether `tile` reads `other` at its own lanes, among others perhaps.
    private boolean lanewise(Value tile, Value other, Set<Value> seen) {
        if (tile.equals(other)) {
            return true;
        }
        Statement s = chunk.definition(tile);
        if (s == null || !seen.add(tile) || !(s.op() instanceof Elementwise) || chunk.isKept(s)) {
            return false;
        }
        for (Value operand : s.op().operands()) {
            if (lanewise(operand, other, seen)) {
                return true;
            }
        }
        return false;
    }

    /// Whether all who read `tile`, `first` left out, are stores over the same part of its axis.
    private boolean readsWithin(Value tile, Reduce first, AccessPlan bounding) {
        int axis = first.axis();
        for (Statement s : chunk.statements()) {
            if (!chunk.standsStill(s) || s.op() == first || !reachesOperand(s, tile)) {
                continue;
            }
            AccessPlan plan = s.op() instanceof MemoryOp.Store ? chunk.access(s) : null;
            boolean within =
                    plan != null
                            && plan.shape().equals(tile.type().shape())
                            && plan.box().from().get(axis).equals(bounding.box().from().get(axis))
                            && plan.box().to().get(axis).equals(bounding.box().to().get(axis))
                            && !new MovedLanes(chunk).areMoved(s, tile);
            if (!within) {
                return false;
            }
        }
        return true;
    }

    private boolean reachesOperand(Statement s, Value tile) {
        for (Value operand : s.op().operands()) {
            Statement definition = chunk.definition(operand);
            if (operand.equals(tile)
                    || definition != null && new MovedLanes(chunk).reaches(definition, tile)) {
                return true;
            }
        }
        return false;
    }

    /// An access whose mask bounds the axis that a reduction joins, and on which the reduction's
    /// operand depends lane by lane; `null` if there is none.
    @Nullable AccessPlan bounding(Reduce op) {
        List<AccessPlan> all = bounding(op.x(), op.axis());
        return all.isEmpty() ? null : all.getFirst();
    }

    /// The accesses that a tile depends on lane by lane whose masks bound an axis.
    private List<AccessPlan> bounding(Value tile, int axis) {
        List<AccessPlan> all = new ArrayList<>();
        bounding(tile, axis, new HashSet<>(), all);
        return all;
    }

    private void bounding(Value tile, int axis, Set<Value> seen, List<AccessPlan> all) {
        Statement s = chunk.definition(tile);
        if (s == null || !seen.add(tile)) {
            return;
        }
        if (s.op() instanceof MemoryOp.Load load && chunk.waiting(tile) != null) {
            add(bounded(load.mask(), axis), all);
            return;
        }
        if (s.op() instanceof Arithmetic.Select select) {
            add(bounded(select.condition(), axis), all);
        }
        if (s.op() instanceof Elementwise) {
            for (Value operand : s.op().operands()) {
                bounding(operand, axis, seen, all);
            }
        }
    }

    private static void add(@Nullable AccessPlan found, List<AccessPlan> all) {
        if (found != null && !all.contains(found)) {
            all.add(found);
        }
    }

    private @Nullable AccessPlan bounded(@Nullable Value mask, int axis) {
        for (Statement s : chunk.statements()) {
            AccessPlan plan = s.op() instanceof MemoryOp ? chunk.access(s) : null;
            if (plan != null
                    && mask != null
                    && mask.equals(plan.op().mask())
                    && plan.box().exact()
                    && plan.box().bounds(axis)) {
                return plan;
            }
        }
        return null;
    }

    /// The last axis along which masks cut off the end of a tile's lanes, by the accesses that the
    /// tile depends on lane by lane; `null` if there is none.
    @Nullable Division dividing(Value tile) {
        Shape shape = tile.type().shape();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if (shape.dim(axis) == 1) {
                continue;
            }
            int at = axis;
            List<AccessPlan> found =
                    bounding(tile, axis).stream().filter(a -> divides(a, at)).toList();
            if (!found.isEmpty()) {
                return new Division(found, axis);
            }
        }
        return null;
    }

    /// The same for an access itself.
    @Nullable Division division(AccessPlan access) {
        for (int axis = access.shape().rank() - 1; axis >= 0; axis--) {
            if (access.box().bounds(axis) && divides(access, axis)) {
                return new Division(List.of(access), axis);
            }
        }
        return null;
    }

    private static boolean divides(AccessPlan access, int axis) {
        return access.box().from().get(axis).is(0)
                && !access.box().to().get(axis).is(access.shape().dim(axis));
    }
}
