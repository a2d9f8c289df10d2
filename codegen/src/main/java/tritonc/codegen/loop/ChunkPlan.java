package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Elementwise;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fast version of a chunk: which accesses are affine, which loads may wait until their lanes
/// are wanted, and what must hold for that.
///
/// A load may wait if nothing between its place and the last op that wants it writes what it reads.
/// Of a write through another parameter a guard shows that it lies elsewhere, or at least begins at
/// the same address, lane for lane, and is itself what the load is for. A write through the same
/// parameter must be of that kind for certain; else the load is done where it stands. Stores may be
/// one nest with others ([StoreGroups]) and are then done later than they stand.
final class ChunkPlan {
    /// Conversions between a load and a product that are looked through.
    private static final int MOST_CASTS = 4;

    private final Emitter out;
    private final Sites sites;
    private final List<Statement> statements;
    private final BlockPlan block;
    private final int number;

    /// The first and the last nest that reads a tile.
    private final Map<Value, Integer> first = new HashMap<>();

    private final Map<Value, Integer> last = new HashMap<>();
    private final Set<Value> handedOn = new HashSet<>();
    private final IdentityHashMap<Statement, AccessPlan> accesses = new IdentityHashMap<>();
    private final Map<Value, AccessPlan> waiting = new HashMap<>();
    private final Map<Value, Statement> definitions = new HashMap<>();
    private final Set<Value> conditions = new LinkedHashSet<>();
    private final Regions regions;
    private final Separation separation;
    private final StoreGroups groups;
    private final MovedLanes lanes = new MovedLanes(this);

    /// @param number the chunk's
    /// @param statements all statements from the chunk's first to its last, in order
    ChunkPlan(
            Emitter out,
            Sites sites,
            Bindings bindings,
            Forms forms,
            Boxes boxes,
            BlockPlan block,
            int number,
            List<Statement> statements) {
        this.out = out;
        this.block = block;
        this.number = number;
        this.sites = sites;
        this.statements = statements;
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            s.results().forEach(r -> definitions.put(r, s));
            if (s.op() instanceof MemoryOp op) {
                access(s, op, i, forms, boxes);
            }
        }
        Bases bases = new Bases(out);
        regions = regions(bases);
        separation = new Separation(out, bases, regions);
        groups = groups(bindings);
        for (int i = statements.size() - 1; i >= 0; i--) {
            read(statements.get(i), i);
        }
        conditions.addAll(groups.conditions());
    }

    private StoreGroups groups(Bindings bindings) {
        StoreGroups.ChunkAccesses known =
                new StoreGroups.ChunkAccesses() {
                    @Override
                    public @Nullable AccessPlan planned(Statement s) {
                        return access(s);
                    }

                    @Override
                    public boolean isSameParameter(AccessPlan a, AccessPlan b) {
                        return ChunkPlan.this.isSameParameter(a, b);
                    }
                };
        return new StoreGroups(separation, block, number, statements, known, bindings);
    }

    private Regions regions(Bases bases) {
        Regions all = new Regions(bases);
        for (Statement s : statements) {
            AccessPlan access = access(s);
            int parameter = access == null ? Site.UNKNOWN : sites.get(s).parameter();
            if (access != null && parameter != Site.UNKNOWN) {
                all.add(access, parameter);
            }
        }
        all.join();
        return all;
    }

    private void access(Statement s, MemoryOp op, int i, Forms forms, Boxes boxes) {
        Form form = forms.of(op.pointer());
        if (form != null) {
            Box box = boxes.of(op.pointer().type().shape(), op.mask(), s.at());
            AccessPlan plan = new AccessPlan(s, op, i, form, box);
            accesses.put(s, plan);
        }
    }

    /// The plan of an access, `null` if it checks itself.
    @Nullable AccessPlan access(Statement s) {
        AccessPlan plan = accesses.get(s);
        return plan != null && plan.op().pointer().type().isBlock() ? plan : null;
    }

    /// The plan of a load that is done wherever its lanes are wanted, `null` for all others.
    @Nullable AccessPlan waiting(Value load) {
        return waiting.get(load);
    }

    /// Whether what a matrix is computed from lies in memory column by column, its columns without
    /// gaps.
    boolean isByColumns(Value matrix) {
        Value tile = matrix;
        int rank = tile.type().shape().rank();
        AccessPlan load = waiting(tile);
        for (int i = 0; load == null && i < MOST_CASTS; i++) {
            Statement s = definitions.get(tile);
            if (s == null
                    || !(s.op() instanceof Elementwise)
                    || s.op().operands().size() != 1
                    || isKept(s)) {
                return false;
            }
            tile = s.op().operands().getFirst();
            load = waiting(tile);
        }
        if (load == null || rank < 2) {
            return false;
        }
        List<Amount> strides = load.form().coefficients();
        return strides.get(rank - 2).is(load.bytes()) && !strides.get(rank - 1).is(load.bytes());
    }

    /// Whether there is anything to gain.
    boolean isUseful() {
        for (Statement s : statements) {
            if (s.op() instanceof MemoryOp && access(s) != null) {
                return true;
            }
        }
        return false;
    }

    private void want(List<Value> operands, int from, int to) {
        for (Value operand : operands) {
            if (operand.type().isBlock()) {
                first.merge(operand, from, Math::min);
                last.merge(operand, to, Math::max);
            }
        }
    }

    private void read(Statement s, int i) {
        if (!standsStill(s)) {
            Integer wanted = s.results().isEmpty() ? null : last.get(s.result());
            if (wanted != null) {
                want(s.op().operands(), first.getOrDefault(s.result(), wanted), wanted);
            }
            return;
        }
        int position = groups.end(i);
        if (s.op() instanceof Scan scan) {
            Integer reader = onlyStore(scan, s.result());
            if (reader != null) {
                handedOn.add(s.result());
                position = reader;
            }
        }
        if (s.op() instanceof MemoryOp.Load load && access(s) != null) {
            Integer wanted = last.get(s.result());
            AccessPlan plan = access(s);
            if (plan != null
                    && !load.isVolatile()
                    && !block.outlives(s.result(), number)
                    && (wanted == null || mayWait(plan, wanted))) {
                waiting.put(s.result(), plan);
                position = wanted == null ? i : wanted;
            }
        }
        want(s.op().operands(), position, position);
    }

    /// The number of the stores that alone read what a scan gives, lane by lane, null if others do
    /// too: then a block of lanes may be scanned and stored before the next is read.
    private @Nullable Integer onlyStore(Scan scan, Value result) {
        Integer reader = last.get(result);
        int count = result.type().shape().size();
        if (reader == null
                || !reader.equals(first.get(result))
                || scan.reverse()
                || count != result.type().shape().dim(scan.axis())
                || block.outlives(result, number)) {
            return null;
        }
        AccessPlan store = access(statements.get(reader));
        if (store == null || !(store.op() instanceof MemoryOp.Store)) {
            return null;
        }
        boolean isLanewise =
                groups.with(reader).stream().noneMatch(w -> lanes.areMoved(w.statement(), result));
        return isLanewise && store.shape().size() == count ? reader : null;
    }

    /// Whether the lanes of a scan are handed on, as [ScanNest] says.
    boolean isHandedOn(Value scanned) {
        return handedOn.contains(scanned);
    }

    /// Whether a tile is computed where it stands: not wherever its lanes are wanted.
    boolean standsStill(Statement s) {
        return block.standsStill(s) && !groups.isReleased(s);
    }

    /// Whether a tile is kept in a buffer because several nests would compute it.
    boolean isKept(Statement s) {
        return block.isKept(s) && !groups.isReleased(s);
    }

    /// The stores of the nest that stands where statement number i does; none if that is a store
    /// that is done later.
    List<AccessPlan> doneAt(int i) {
        return groups.doneAt(i);
    }

    /// Whether a load may wait for the op at `wanted`; adds the conditions.
    private boolean mayWait(AccessPlan load, int wanted) {
        List<Value> needed = new ArrayList<>();
        for (int i = load.position() + 1; i <= wanted; i++) {
            Statement s = statements.get(i);
            if (!(s.op() instanceof MemoryOp op)
                    || op instanceof MemoryOp.Load
                    || groups.end(i) > wanted) {
                continue;
            }
            AccessPlan write = accesses.get(s);
            boolean ordered =
                    op instanceof MemoryOp.AtomicRmw a && a.semantic() != Semantic.RELAXED;
            if (write == null || ordered || !mayWait(load, write, wanted, needed)) {
                return false;
            }
        }
        conditions.addAll(needed);
        return true;
    }

    /// Whether a load may wait for the nest at `wanted` in spite of a write in it or before.
    private boolean mayWait(AccessPlan load, AccessPlan write, int wanted, List<Value> needed) {
        Location at = write.statement().at();
        int i = write.position();
        boolean isFused = groups.isFused(i) && groups.end(i) == wanted;
        Value laneForLane = groups.end(i) == wanted ? laneForLane(load, write) : null;
        if (!isSameParameter(load, write)) {
            needed.add(separation.test(load, write, laneForLane, at));
        } else if (laneForLane != null && load.form().base().equals(write.form().base())) {
            needed.add(laneForLane);
        } else if (!isFused || separation.isHopeless(load, write)) {
            return false;
        } else {
            needed.add(separation.test(load, write, at));
        }
        return true;
    }

    private boolean isSameParameter(AccessPlan a, AccessPlan b) {
        int of = sites.get(a.statement()).parameter();
        return of != Site.UNKNOWN && of == sites.get(b.statement()).parameter();
    }

    /// An i1 that is true only where, if both begin at one address, lane i of the write is what
    /// lane i of the load read, and no other lane of the load is wanted for it and what is written
    /// with it; `null` where nothing is known of it.
    private @Nullable Value laneForLane(AccessPlan load, AccessPlan write) {
        if (!load.shape().equals(write.shape())
                || load.bytes() != write.bytes()
                || !load.form().coefficients().equals(write.form().coefficients())) {
            return null;
        }
        List<AccessPlan> stores = groups.with(write.position());
        for (AccessPlan store : stores.isEmpty() ? List.of(write) : stores) {
            if (lanes.areMoved(store.statement(), load.statement().result())) {
                return null;
            }
        }
        return separation.injective(write, write.statement().at());
    }

    /// What defines a tile, if the chunk does.
    @Nullable Statement definition(Value tile) {
        return definitions.get(tile);
    }

    List<Statement> statements() {
        return statements;
    }

    boolean outlives(Value tile) {
        return block.outlives(tile, number);
    }

    /// An i1 that allows the fast version.
    Value guard(Location at) {
        for (Statement s : statements) {
            if (s.op() instanceof MemoryOp) {
                AccessPlan plan = access(s);
                if (plan != null) {
                    conditions(plan);
                }
            }
        }
        Value all = out.constant(DType.I1, 1, at);
        for (Value condition : conditions) {
            if (!isImplied(condition)) {
                all = out.binary(BinaryKind.AND, all, condition, at);
            }
        }
        return all;
    }

    /// Whether a condition says that one of two things holds of which one is a condition itself.
    private boolean isImplied(Value condition) {
        return out.definition(condition) instanceof Arithmetic.Binary either
                && either.kind() == BinaryKind.OR
                && (conditions.contains(either.a()) || conditions.contains(either.b()));
    }

    private void conditions(AccessPlan plan) {
        Location at = plan.statement().at();
        conditions.addAll(plan.box().allowed());
        conditions.addAll(plan.form().allowed());
        for (Form.Need need : plan.form().needs()) {
            List<Sweep> whole = Forms.sweeps(plan.shape(), need.coefficients());
            if (!Guards.isMet(out, need, whole)) {
                conditions.add(Guards.fits(out, need, plan.sweeps(need.coefficients()), at));
            }
        }
        int parameter = sites.get(plan.statement()).parameter();
        conditions.add(Guards.inside(out, parameter, regions.of(plan), at));
    }
}
