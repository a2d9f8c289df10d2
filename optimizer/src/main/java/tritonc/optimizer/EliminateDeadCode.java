package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Drops what no effect depends on: ops, whole loops and branches, and single values that a loop
/// carries or an `if` gives. A value that a loop carries without changing it is the value it starts
/// from.
///
/// A load that nobody uses goes too, and with it the fault it might have raised, as in Triton: no
/// program may rely on a fault.
///
/// It does not fire for stores, atomics, volatile loads, or a `while`, which might never end.
final class EliminateDeadCode {
    static final Pass PASS =
            new Pass(
                    "eliminate-dead-code",
                    "Drops what no effect depends on, loads and carried values included.",
                    Exactness.EXACT,
                    EliminateDeadCode::run);

    private final Liveness liveness;

    private EliminateDeadCode(Liveness liveness) {
        this.liveness = liveness;
    }

    private static TileKernel run(TileKernel kernel) {
        EliminateDeadCode pass = new EliminateDeadCode(Liveness.of(kernel));
        return Rewriter.rewrite(kernel, pass::rewrite);
    }

    private @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        return switch (op) {
            case ControlOp.For f -> loop(f, old, rewriter);
            case ControlOp.If i when liveness.isLive(old) -> branch(i, old, rewriter);
            case ControlOp.While w -> spin(w, old, rewriter);
            case TileOp other -> liveness.isLive(old) ? null : named(old, rewriter);
        };
    }

    private @Nullable List<Value> loop(ControlOp.For f, Statement old, Rewriter rewriter) {
        List<Integer> kept =
                chosen(
                        f.inits().size(),
                        i ->
                                liveness.isKept(old.results().get(i))
                                        || liveness.isKept(f.carried().get(i)));
        boolean live = liveness.isLive(old);
        if (live && kept.size() == f.inits().size()) {
            return null;
        }
        List<Value> results = named(old, rewriter);
        for (Value p : f.carried()) {
            rewriter.map(p, name(p, rewriter));
        }
        if (live) {
            List<Value> carried = pick(f.carried(), kept);
            carried.addFirst(f.iv());
            Block body = block(f.body(), carried, kept, rewriter);
            ControlOp.For now =
                    new ControlOp.For(f.lower(), f.upper(), f.step(), pick(f.inits(), kept), body);
            spread(rewriter.out().addAll(now), kept, results);
        }
        return results;
    }

    private @Nullable List<Value> branch(ControlOp.If op, Statement old, Rewriter rewriter) {
        int count = old.results().size();
        List<Integer> kept = chosen(count, i -> liveness.isKept(old.results().get(i)));
        if (kept.size() == count) {
            return null;
        }
        List<Value> results = named(old, rewriter);
        Block thenBlock = block(op.thenBlock(), List.of(), kept, rewriter);
        Block elseBlock = block(op.elseBlock(), List.of(), kept, rewriter);
        ControlOp.If now = new ControlOp.If(op.condition(), thenBlock, elseBlock);
        spread(rewriter.out().addAll(now), kept, results);
        return results;
    }

    private @Nullable List<Value> spin(ControlOp.While op, Statement old, Rewriter rewriter) {
        List<Value> results = new ArrayList<>(old.results());
        List<Value> starts = op.before().parameters();
        List<Integer> inside = chosen(starts.size(), i -> liveness.isKept(starts.get(i)));
        List<Value> handed = op.after().parameters();
        List<Integer> across =
                chosen(
                        results.size(),
                        i ->
                                liveness.isKept(old.results().get(i))
                                        || liveness.isKept(handed.get(i)));
        if (inside.size() == starts.size() && across.size() == results.size()) {
            return null;
        }
        starts.forEach(p -> rewriter.map(p, p));
        handed.forEach(p -> rewriter.map(p, p));
        Block before =
                nested(
                        op.before(),
                        pick(starts, inside),
                        rewriter,
                        () -> {
                            ControlOp.Condition c = op.condition();
                            return new ControlOp.Condition(
                                    rewriter.map(c.condition()),
                                    mapped(pick(c.values(), across), rewriter));
                        });
        Block after = block(op.after(), pick(handed, across), inside, rewriter);
        ControlOp.While now = new ControlOp.While(pick(op.inits(), inside), before, after);
        spread(rewriter.out().addAll(now), across, results);
        return results;
    }

    /// What stands for an old value that its own op does not give any more: the value it is another
    /// name of, or, for one that only dead ops ask for, which are streamed before they are dropped,
    /// itself.
    private Value name(Value old, Rewriter rewriter) {
        Value of = liveness.resolve(old);
        return of.equals(old) ? old : rewriter.map(of);
    }

    private List<Value> named(Statement old, Rewriter rewriter) {
        List<Value> names = new ArrayList<>(old.results().size());
        for (Value result : old.results()) {
            names.add(name(result, rewriter));
        }
        return names;
    }

    /// What ends a block that is being built.
    private interface End {
        TileOp op();
    }

    /// `old` with the parameters and yields that are kept.
    private static Block block(
            Block old, List<Value> parameters, List<Integer> kept, Rewriter rewriter) {
        return nested(
                old,
                parameters,
                rewriter,
                () -> new ControlOp.Yield(mapped(pick(old.yields(), kept), rewriter)));
    }

    private static Block nested(Block old, List<Value> parameters, Rewriter rewriter, End end) {
        List<Type> types = new ArrayList<>(parameters.size());
        for (Value p : parameters) {
            types.add(p.type());
        }
        return rewriter.out()
                .block(
                        types,
                        fresh -> {
                            for (int i = 0; i < fresh.size(); i++) {
                                rewriter.map(parameters.get(i), fresh.get(i));
                            }
                            rewriter.statements(old);
                            rewriter.out().at(old.statements().getLast().at());
                            return end.op();
                        });
    }

    private static List<Value> mapped(List<Value> old, Rewriter rewriter) {
        List<Value> now = new ArrayList<>(old.size());
        for (Value v : old) {
            now.add(rewriter.map(v));
        }
        return now;
    }

    private static List<Integer> chosen(int count, IntPredicate keep) {
        List<Integer> kept = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (keep.test(i)) {
                kept.add(i);
            }
        }
        return kept;
    }

    private static List<Value> pick(List<Value> from, List<Integer> kept) {
        List<Value> picked = new ArrayList<>(kept.size() + 1);
        for (int i : kept) {
            picked.add(from.get(i));
        }
        return picked;
    }

    /// Puts the new results in the places of the old ones.
    private static void spread(List<Value> made, List<Integer> kept, List<Value> results) {
        for (int i = 0; i < made.size(); i++) {
            results.set(kept.get(i), made.get(i));
        }
    }
}
