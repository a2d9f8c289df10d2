package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Users;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Pure;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Gives a loop over the blocks of a row, whose tiles are reduced behind it, a version for rows of
/// one block. There the tiles never touch memory: they are joined as they are computed.
///
/// ```
/// %t = for %i = 0 to %n step 64 carry(…) {…}     →    %s = if 0 < %n & %n <= 64 {…, reduce}
/// %s = reduce add %t                                       else { for …, reduce }
/// ```
///
/// It does not fire where the trips are known, where start or step are not, where a tile has
/// another use than one reduction in the same block, for a body that is long, writes, multiplies
/// matrices or holds blocks of its own, or for a loop that is such a version already.
final class SplitSingleTrips implements Rewriter.Rule {
    static final Pass PASS =
            new Pass(
                    "split-single-trips",
                    "Gives a loop whose tiles are reduced behind it a version for one iteration.",
                    Exactness.EXACT,
                    kernel -> new SplitSingleTrips(kernel).run(kernel));

    /// Statements of a body that may stand twice.
    private static final int LONGEST = 64;

    private final Users users;
    private final Map<Value, TileOp> definitions = new HashMap<>();

    /// The reductions of each loop that is split, one a result; `null` for scalars.
    private final IdentityHashMap<Statement, List<@Nullable Statement>> loops =
            new IdentityHashMap<>();

    /// What stands for the results of reductions that moved into a loop's versions.
    private final IdentityHashMap<Statement, Value> reduced = new IdentityHashMap<>();

    private SplitSingleTrips(TileKernel kernel) {
        users = Users.of(kernel);
    }

    private TileKernel run(TileKernel kernel) {
        find(kernel.body(), null);
        return loops.isEmpty() ? kernel : Rewriter.rewrite(kernel, this);
    }

    /// @param otherwise the `if` whose second block it is
    private void find(Block block, ControlOp.@Nullable If otherwise) {
        for (Statement s : block.statements()) {
            s.results().forEach(r -> definitions.put(r, s.op()));
            switch (s.op()) {
                case ControlOp.For f -> {
                    List<@Nullable Statement> reductions = reductions(s, block);
                    if (reductions != null && mayStandTwice(f.body()) && isOpen(f, otherwise)) {
                        loops.put(s, reductions);
                    } else {
                        find(f.body(), null);
                    }
                }
                case ControlOp.If i -> {
                    find(i.thenBlock(), null);
                    find(i.elseBlock(), i);
                }
                case TileOp other -> other.blocks().forEach(b -> find(b, null));
            }
        }
    }

    /// The only use of each tile that a loop gives; `null` if one of them is no reduction, or if
    /// there is no tile.
    private @Nullable List<@Nullable Statement> reductions(Statement loop, Block block) {
        List<@Nullable Statement> all = new ArrayList<>();
        boolean some = false;
        for (Value result : loop.results()) {
            @Nullable Statement found = null;
            if (result.type().isBlock()) {
                found = users.count(result) == 1 ? reduction(result, block) : null;
                if (found == null) {
                    return null;
                }
                some = true;
            }
            all.add(found);
        }
        return some ? all : null;
    }

    private static @Nullable Statement reduction(Value tile, Block block) {
        for (Statement s : block.statements()) {
            if (s.op() instanceof Reduce r && r.x().equals(tile)) {
                return s;
            }
        }
        return null;
    }

    private static boolean mayStandTwice(Block body) {
        return body.statements().size() <= LONGEST
                && body.statements().stream()
                        .allMatch(s -> s.op() instanceof ControlOp.Yield || isPlain(s.op()));
    }

    private static boolean isPlain(TileOp op) {
        boolean isHarmless = op instanceof Pure || op instanceof MemoryOp.Load;
        return isHarmless && !(op instanceof Dot) && op.blocks().isEmpty();
    }

    /// Whether it is unknown how often a loop runs, but known where it starts and how it goes on.
    private boolean isOpen(ControlOp.For loop, ControlOp.@Nullable If otherwise) {
        return limit(loop) != null
                && !(definitions.get(loop.upper()) instanceof Arithmetic.Constant)
                && (otherwise == null || !isSplit(loop, otherwise));
    }

    private boolean isSplit(ControlOp.For loop, ControlOp.If parent) {
        return definitions.get(parent.condition()) instanceof Arithmetic.Binary both
                && both.kind() == BinaryKind.AND
                && definitions.get(both.a()) instanceof Arithmetic.Compare some
                && some.kind() == CompareKind.LT
                && some.a().equals(loop.lower())
                && some.b().equals(loop.upper())
                && definitions.get(both.b()) instanceof Arithmetic.Compare one
                && one.kind() == CompareKind.LE
                && one.a().equals(loop.upper());
    }

    /// The greatest upper bound with which a loop runs once; `null` if it is not known.
    private @Nullable Long limit(ControlOp.For loop) {
        if (!(loop.lower().type() instanceof DType type)
                || !type.isSigned()
                || !(definitions.get(loop.lower()) instanceof Arithmetic.Constant lower)
                || !(definitions.get(loop.step()) instanceof Arithmetic.Constant step)) {
            return null;
        }
        long most = Long.MAX_VALUE >> Long.SIZE - type.bits();
        boolean fits = step.bits() > 0 && lower.bits() <= most - step.bits();
        return fits ? lower.bits() + step.bits() : null;
    }

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        Value moved = reduced.get(old);
        if (moved != null) {
            return List.of(moved);
        }
        List<@Nullable Statement> reductions = loops.get(old);
        if (reductions == null || !(op instanceof ControlOp.For f)) {
            return null;
        }
        Builder out = rewriter.out();
        Long limit = limit((ControlOp.For) old.op());
        if (limit == null) {
            return null;
        }
        Value some = out.compare(CompareKind.LT, f.lower(), f.upper());
        Value last = out.constant(f.upper().type(), limit);
        Value one = out.compare(CompareKind.LE, f.upper(), last);
        Value condition = out.binary(BinaryKind.AND, some, one);
        Block once = out.block(List.of(), _ -> once(f, reductions, rewriter));
        Block often = out.block(List.of(), _ -> often(f, reductions, old, rewriter));
        List<Value> results = out.addAll(new ControlOp.If(condition, once, often));
        List<Value> standing = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Statement reduction = reductions.get(i);
            if (reduction != null) {
                reduced.put(reduction, results.get(i));
            }
            // the tile itself has no use any more: anything of its type may stand for it
            standing.add(reduction == null ? results.get(i) : f.inits().get(i));
        }
        return standing;
    }

    private static ControlOp.Yield once(
            ControlOp.For loop, List<@Nullable Statement> reductions, Rewriter rewriter) {
        rewriter.map(loop.iv(), loop.lower());
        for (int i = 0; i < loop.inits().size(); i++) {
            rewriter.map(loop.carried().get(i), loop.inits().get(i));
        }
        rewriter.statements(loop.body());
        List<Value> last = loop.body().yields().stream().map(rewriter::map).toList();
        return reduced(last, reductions, rewriter.out());
    }

    private static ControlOp.Yield often(
            ControlOp.For loop,
            List<@Nullable Statement> reductions,
            Statement old,
            Rewriter rewriter) {
        rewriter.out().at(old.at());
        List<Value> last = rewriter.out().addAll(rewriter.withBlocks(loop));
        return reduced(last, reductions, rewriter.out());
    }

    private static ControlOp.Yield reduced(
            List<Value> last, List<@Nullable Statement> reductions, Builder out) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < last.size(); i++) {
            Statement reduction = reductions.get(i);
            if (reduction != null && reduction.op() instanceof Reduce r) {
                out.at(reduction.at());
                Reduce here = new Reduce(r.kind(), last.get(i), r.axis(), r.order());
                results.add(out.add(here));
            } else {
                results.add(last.get(i));
            }
        }
        return new ControlOp.Yield(results);
    }
}
