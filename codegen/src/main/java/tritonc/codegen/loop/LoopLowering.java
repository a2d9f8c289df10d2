package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Provenance;
import tritonc.ir.analysis.Users;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Turns an optimised tile kernel, its recipes expanded, into loop nests with the same results, bit
/// for bit, and the same faults.
///
/// **Versions.** The statements of a block are cut into chunks ([BlockPlan]). A chunk whose
/// accesses are affine ([Forms]) becomes a guard and two versions. In the first, which the guard
/// allows, no affine access needs a check, masks that are boxes ([Boxes]) have become bounds, and
/// loads wait for the nest that wants their lanes ([ChunkPlan]). In the second every op is a nest
/// of its own, in the order of the tile program, and checks each access: what wraps, overlaps or
/// faults ends there. Addresses that depend on what was read are checked in both.
///
/// **Nests.** Roots are ops that happen where they stand ([Roots]): what touches memory, joins
/// lanes, multiplies matrices, is handed on by a loop, or is too dear to compute twice ([Costs]).
/// The rest is computed in the nests that want it ([Elements]). Only roots have buffers. In the
/// first version stores over one box that share what they store become one nest ([StoreGroups]).
public final class LoopLowering {
    private final Emitter out = new Emitter();
    private final Bindings bindings;
    private final Users users;
    private final Roots roots;
    private final FoldNests folds;
    private final ControlFlow control;
    private final TileMoves moves;
    private final Sites sites;
    private final Forms forms;
    private final Boxes boxes;

    private LoopLowering(TileKernel kernel, Sites sites) {
        bindings = new Bindings(TileIds.bound(kernel));
        users = Users.of(kernel);
        roots = new Roots(out, bindings, sites);
        folds = new FoldNests(out, bindings, roots);
        this.sites = sites;
        forms = new Forms(out, bindings);
        boxes = new Boxes(out, bindings, forms);
        moves = new TileMoves(out, bindings, roots);
        control = new ControlFlow(out, bindings, roots, users, this::statements);
    }

    /// The kernel as loops.
    ///
    /// @throws CompilerBug if a recipe was not expanded
    public static LoopKernel lower(TileKernel tile) {
        TileKernel kernel = CarriedOffsets.rewrite(tile);
        Sites sites = new Sites(Provenance.of(kernel));
        LoopLowering lowering = new LoopLowering(kernel, sites);
        LoopBlock body = lowering.body(kernel);
        DeadNodes alive = DeadNodes.of(body, lowering.out.valueCount());
        return new LoopKernel(
                kernel.name(),
                lowering.parameters(kernel),
                alive.buffers(),
                sites.all(),
                lowering.out.valueCount(),
                alive.body(),
                null);
    }

    private List<Parameter> parameters(TileKernel kernel) {
        List<Parameter> bound = new ArrayList<>();
        for (Parameter p : kernel.parameters()) {
            bound.add(new Parameter(p.name(), bindings.scalar(p.value()), p.divisibility()));
        }
        return bound;
    }

    private LoopBlock body(TileKernel kernel) {
        for (Parameter p : kernel.parameters()) {
            Value value = out.fresh(p.type());
            out.promise(value, p.divisibility());
            bindings.bind(p.value(), value);
        }
        statements(kernel.body(), List.of(), List.of());
        return out.close();
    }

    /// All statements of a block; the tiles that it yields are written into buffers.
    private void statements(Block block, List<Value> carried, List<@Nullable Buffer> buffers) {
        BlockPlan plan = new BlockPlan(block, buffers);
        for (int i = 0; i < carried.size(); i++) {
            Buffer buffer = buffers.get(i);
            Value next = block.yields().get(i);
            if (buffer != null && InPlace.allows(block, plan, carried.get(i), next)) {
                roots.reserve(next, buffer);
            }
        }
        List<Statement> all = block.statements();
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            Statement s = all.get(i);
            if (plan.chunk(i) != plan.chunk(first)) {
                chunk(plan, all.subList(first, i), plan.chunk(first));
                first = i;
            }
            bindings.define(s);
            if (s.op() instanceof MemoryOp) {
                sites.of(s);
            }
            if (s.op() instanceof ControlOp c) {
                control.lower(s, c);
            } else if (!BlockPlan.isRoot(s) && !plan.isLate(s.result())) {
                pure(s);
            }
        }
        chunk(plan, all.subList(first, all.size()), plan.chunk(first));
    }

    /// A chunk as two versions, the second of which checks every access where it stands; as one
    /// where nothing can be shown before.
    private void chunk(BlockPlan block, List<Statement> statements, int number) {
        if (BlockPlan.isConstruct(statements.getFirst())) {
            return;
        }
        forms.clear();
        ChunkPlan plan =
                new ChunkPlan(out, sites, bindings, forms, boxes, block, number, statements);
        Location at = statements.getFirst().at();
        Value guard = plan.isUseful() ? plan.guard(at) : null;
        reserve(block, statements, number);
        int mark = bindings.mark();
        int temporaries = out.temporaries();
        if (guard == null || out.isConstant(guard, 0)) {
            version(block, statements, null);
            List<Value> values = late(block, statements);
            leave(block, statements, number, mark, values);
            out.release(temporaries);
            return;
        }
        out.open();
        version(block, statements, plan);
        List<Value> ifTrue = late(block, statements);
        LoopBlock fast = out.close();
        bindings.rollBack(mark);
        out.release(temporaries);
        out.open();
        version(block, statements, null);
        List<Value> ifFalse = late(block, statements);
        LoopBlock checked = out.close();
        out.release(temporaries);
        List<Control.Merge> merges = merges(ifTrue, ifFalse);
        List<Value> merged = new ArrayList<>();
        merges.forEach(m -> merged.add(m.result()));
        leave(block, statements, number, mark, merged);
        out.add(new Control.If(guard, fast, checked, merges, true, at));
    }

    /// Gives the tiles that outlive a chunk buffers that both of its versions fill.
    private void reserve(BlockPlan block, List<Statement> statements, int number) {
        for (Statement s : statements) {
            if (block.standsStill(s)) {
                for (Value result : s.results()) {
                    if (result.type().isBlock() && block.outlives(result, number)) {
                        roots.reserve(result);
                    }
                }
            }
        }
    }

    /// Forgets what was bound in a chunk but what outlives it.
    ///
    /// @param scalars of [#late], as they are known from here on
    private void leave(
            BlockPlan block,
            List<Statement> statements,
            int number,
            int mark,
            List<Value> scalars) {
        List<Value> tiles = new ArrayList<>();
        List<Buffer> buffers = new ArrayList<>();
        List<Value> bound = new ArrayList<>();
        for (Statement s : statements) {
            for (Value result : s.results()) {
                Buffer buffer = bindings.buffer(result);
                if (buffer != null && block.standsStill(s) && block.outlives(result, number)) {
                    tiles.add(result);
                    buffers.add(buffer);
                } else if (isLateScalar(block, result)) {
                    bound.add(result);
                }
            }
        }
        bindings.rollBack(mark);
        for (int i = 0; i < tiles.size(); i++) {
            bindings.bind(tiles.get(i), buffers.get(i));
        }
        for (int i = 0; i < bound.size(); i++) {
            bindings.bind(bound.get(i), scalars.get(i));
        }
    }

    private boolean isLateScalar(BlockPlan block, Value result) {
        return !result.type().isBlock() && block.isLate(result) && bindings.isBound(result);
    }

    private void version(BlockPlan block, List<Statement> statements, @Nullable ChunkPlan plan) {
        roots.follow(plan);
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            if (plan == null ? block.isKept(s) : plan.isKept(s)) {
                roots.keep(s, plan != null && new ChunkMasks(plan).fillsAlong(s));
            } else if (plan != null && s.op() instanceof MemoryOp.Store && plan.access(s) != null) {
                roots.store(plan.doneAt(i));
            } else if (BlockPlan.isRoot(s)) {
                root(block, s);
            } else if (!s.results().isEmpty() && block.isLate(s.result())) {
                pure(s);
            }
        }
        roots.follow(null);
    }

    /// What a version has bound the scalars to that are known only in it.
    private List<Value> late(BlockPlan block, List<Statement> statements) {
        List<Value> values = new ArrayList<>();
        for (Statement s : statements) {
            for (Value result : s.results()) {
                if (isLateScalar(block, result)) {
                    values.add(bindings.scalar(result));
                }
            }
        }
        return values;
    }

    private List<Control.Merge> merges(List<Value> ifTrue, List<Value> ifFalse) {
        List<Control.Merge> merges = new ArrayList<>(ifTrue.size());
        for (int i = 0; i < ifTrue.size(); i++) {
            Value result = out.fresh(ifTrue.get(i).type());
            merges.add(new Control.Merge(result, ifTrue.get(i), ifFalse.get(i)));
        }
        return merges;
    }

    private void pure(Statement s) {
        switch (s.op()) {
            case Arithmetic a -> arithmetic(s, a);
            case ShapeOp shape -> shape(s, shape);
            case ProgramOp p -> bindings.bind(s.result(), out.position(p, s.at()));
            case MemoryOp _, EffectOp _, Reduce _, CrossLane _, Fold _, Dot _, ControlOp _ ->
                    throw new CompilerBug("loop", s.op().name() + " is not pure");
        }
    }

    private void root(BlockPlan block, Statement s) {
        switch (s.op()) {
            case MemoryOp m -> memory(s, m);
            case EffectOp e -> roots.effect(s, e);
            case Reduce r -> roots.reduce(s, r);
            case CrossLane c -> roots.crossLane(s, c);
            case Fold f -> folds.lower(s, f);
            case Dot d -> roots.dot(s, d);
            case ShapeOp shape -> shape(s, shape);
            case ControlOp.Yield y -> moves.assign(y.values(), block.targets(), s.at());
            case Arithmetic _, ProgramOp _, ControlOp _ ->
                    throw new CompilerBug("loop", s.op().name() + " is no root");
        }
    }

    private void arithmetic(Statement s, Arithmetic op) {
        boolean recipe =
                op instanceof Arithmetic.Unary u && u.kind().isRecipe()
                        || op instanceof Arithmetic.Binary b && b.kind().isRecipe();
        if (recipe) {
            throw new CompilerBug("loop", op.name() + " was not expanded");
        }
        if (!s.result().type().isBlock()) {
            Arithmetic scalar = (Arithmetic) op.mapOperands(bindings::scalar);
            bindings.bind(s.result(), out.compute(scalar, s.at()));
        }
    }

    private void shape(Statement s, ShapeOp op) {
        if (!s.result().type().isBlock()) {
            Value x = op.operands().getFirst();
            bindings.bind(s.result(), x.type().isBlock() ? roots.only(x) : bindings.scalar(x));
        }
    }

    private void memory(Statement s, MemoryOp op) {
        switch (op) {
            case MemoryOp.Load load -> roots.load(s, load);
            case MemoryOp.Store store -> roots.store(s, store);
            case MemoryOp.AtomicRmw atomic -> roots.atomic(s, atomic, users.isUsed(s.result()));
        }
    }
}
