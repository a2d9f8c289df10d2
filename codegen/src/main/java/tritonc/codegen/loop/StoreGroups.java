package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The stores of a chunk that become one nest: it computes all that they store to a lane, then
/// stores it, in the order of the tile program. What several of them are computed from is so read
/// or computed once, and a tile may be replaced though more than one of them reads it.
///
/// Stores are taken together that go over the same box of lanes and share something dear to compute
/// or to read. The nest stands where the last of them does. So the others are put off: past nothing
/// that may fault, is seen outside or writes memory, and past loads only that read other bytes. As
/// their lanes take turns, no two of them may touch the same byte. Where that is not known now,
/// [#conditions] must hold.
final class StoreGroups {
    /// More streams than this at a time are more than processors follow, and more pairs of stores
    /// to test than is worth it.
    private static final int MOST = 8;

    /// Read by several that do not belong together.
    private static final int SEVERAL = -1;

    private final Separation separation;
    private final BlockPlan block;
    private final int number;
    private final List<Statement> statements;
    private final ChunkAccesses accesses;
    private final Bindings bindings;

    /// One a statement, `null` for those that are no stores with a plan.
    private final @Nullable Group[] groups;

    private final Set<Value> released = new HashSet<>();
    private final Set<Value> conditions = new LinkedHashSet<>();

    private static final class Group {
        final List<AccessPlan> stores = new ArrayList<>();
        final Set<Value> read = new HashSet<>();
        final List<AccessPlan> loads = new ArrayList<>();
        int end;
    }

    /// What is known of the accesses of a chunk.
    interface ChunkAccesses {
        /// The plan of an access to a block, `null` if it checks itself.
        @Nullable AccessPlan planned(Statement s);

        /// Whether two accesses go through one parameter.
        boolean isSameParameter(AccessPlan a, AccessPlan b);
    }

    /// @param number the chunk's
    /// @param statements the chunk's
    StoreGroups(
            Separation separation,
            BlockPlan block,
            int number,
            List<Statement> statements,
            ChunkAccesses accesses,
            Bindings bindings) {
        this.separation = separation;
        this.block = block;
        this.number = number;
        this.statements = statements;
        this.accesses = accesses;
        this.bindings = bindings;
        groups = new @Nullable Group[statements.size()];
        boolean several = stores() > 1;
        find(several);
        if (several) {
            release();
        }
    }

    /// i1 values that must hold for the groups to be right.
    Set<Value> conditions() {
        return conditions;
    }

    /// The number of the statement where what statement number i does is done.
    int end(int i) {
        Group group = groups[i];
        return group == null ? i : group.end;
    }

    /// Whether a store is done together with others.
    boolean isFused(int i) {
        Group group = groups[i];
        return group != null && group.stores.size() > 1;
    }

    /// The stores that are done where statement number i is, a store with a plan.
    List<AccessPlan> doneAt(int i) {
        Group group = groups[i];
        return group == null || group.end != i ? List.of() : group.stores;
    }

    /// The stores that are done together with statement number i, a store with a plan.
    List<AccessPlan> with(int i) {
        Group group = groups[i];
        return group == null ? List.of() : group.stores;
    }

    /// Whether a tile that would be kept in a buffer is read in one nest only.
    boolean isReleased(Statement s) {
        return !released.isEmpty() && !s.results().isEmpty() && released.contains(s.result());
    }

    private int stores() {
        int stores = 0;
        for (Statement s : statements) {
            stores += isStore(s) ? 1 : 0;
        }
        return stores;
    }

    private boolean isStore(Statement s) {
        return s.op() instanceof MemoryOp.Store && accesses.planned(s) != null;
    }

    private void find(boolean several) {
        Group open = null;
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            AccessPlan access = s.op() instanceof MemoryOp ? accesses.planned(s) : null;
            if (access != null && s.op() instanceof MemoryOp.Store store) {
                Set<Value> read = several ? read(store) : Set.of();
                if (open == null || !joins(open, access, read)) {
                    open = new Group();
                }
                open.stores.add(access);
                open.read.addAll(read);
                open.end = i;
                groups[i] = open;
            } else if (stays(s, access)) {
                open = null;
            } else if (open != null && access != null) {
                open.loads.add(access);
            }
        }
    }

    /// Whether no store may be put off past a statement: it may fault, is seen outside, or makes a
    /// tile where another was.
    private static boolean stays(Statement s, @Nullable AccessPlan access) {
        if (s.op() instanceof MemoryOp.Load load) {
            return access == null || load.isVolatile();
        }
        return s.op() instanceof MemoryOp
                || s.op() instanceof EffectOp
                || s.op() instanceof ControlOp
                || s.op() instanceof Dot
                || s.op() instanceof Fold;
    }

    /// Whether a store may be done together with those of a group; adds the conditions.
    private boolean joins(Group group, AccessPlan store, Set<Value> read) {
        AccessPlan first = group.stores.getFirst();
        if (group.stores.size() == MOST
                || !first.shape().equals(store.shape())
                || first.shape().size() == 1
                || !first.box().from().equals(store.box().from())
                || !first.box().to().equals(store.box().to())
                || read.stream().noneMatch(group.read::contains)) {
            return false;
        }
        for (int i = 0; i < first.shape().rank(); i++) {
            if (first.isInjective(i) != store.isInjective(i)) {
                return false;
            }
        }
        List<Value> needed = new ArrayList<>();
        for (AccessPlan earlier : group.stores) {
            for (AccessPlan load : group.loads) {
                if (load.position() > earlier.position() && !lieApart(load, earlier, needed)) {
                    return false;
                }
            }
            if (!lieApart(earlier, store, needed)) {
                return false;
            }
        }
        conditions.addAll(needed);
        return true;
    }

    private boolean lieApart(AccessPlan a, AccessPlan b, List<Value> needed) {
        if (separation.isCertain(a, b)) {
            return true;
        }
        if (accesses.isSameParameter(a, b) && separation.isHopeless(a, b)) {
            return false;
        }
        needed.add(separation.test(a, b, b.statement().at()));
        return true;
    }

    /// The tiles that a store's lanes are computed from that are read, kept, or dear to compute.
    private Set<Value> read(MemoryOp.Store store) {
        Set<Value> read = new HashSet<>();
        Set<Value> seen = new HashSet<>();
        read(store.value(), seen, read);
        if (store.mask() != null) {
            read(store.mask(), seen, read);
        }
        return read;
    }

    private void read(Value tile, Set<Value> seen, Set<Value> read) {
        if (!tile.type().isBlock() || !seen.add(tile)) {
            return;
        }
        Statement s = bindings.isDefined(tile) ? bindings.definition(tile) : null;
        boolean isThere = bindings.buffer(tile) != null || s == null || BlockPlan.isRoot(s);
        if (isThere || block.isDear(tile)) {
            read.add(tile);
        }
        if (s != null && !isThere) {
            s.op().operands().forEach(operand -> read(operand, seen, read));
        }
    }

    /// Finds the tiles that need no buffer since all who read them became one nest.
    private void release() {
        Map<Value, Integer> readers = new HashMap<>();
        for (int i = statements.size() - 1; i >= 0; i--) {
            Statement s = statements.get(i);
            int reader = reader(s, i, readers);
            for (Value operand : s.op().operands()) {
                readers.merge(operand, reader, (a, b) -> a.equals(b) ? a : SEVERAL);
            }
        }
    }

    /// The number of the nest that computes a statement, or [#SEVERAL].
    private int reader(Statement s, int i, Map<Value, Integer> readers) {
        if (BlockPlan.isRoot(s) || s.results().isEmpty()) {
            return end(i);
        }
        int reader = readers.getOrDefault(s.result(), SEVERAL);
        if (!block.isKept(s)) {
            return reader;
        }
        Value tile = s.result();
        boolean inOne =
                reader != SEVERAL
                        && isFused(reader)
                        && !block.isTall(tile)
                        && !block.outlives(tile, number)
                        && tile.type().shape().size() == with(reader).getFirst().shape().size();
        if (inOne) {
            released.add(tile);
        }
        return inOne ? reader : i;
    }
}
