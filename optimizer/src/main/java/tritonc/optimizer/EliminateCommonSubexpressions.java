package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Effects;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Pure;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.tile.WritesMemory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes equal things once: an op equal to one that came before it, in the same block or one
/// around it, is that one's value.
///
/// Before: `%3 = add %1, %2; %4 = add %1, %2`. After: `%3` for both.
///
/// It does not fire between the two arms of an `if`, between the function of a fold and what stands
/// around it, for volatile loads, or for loads with a write between them; a loop that writes counts
/// as a write before its body, in it and after it.
final class EliminateCommonSubexpressions implements Rewriter.Rule {
    static final Pass PASS =
            new Pass(
                    "eliminate-common-subexpressions",
                    "Computes equal things once, equal loads included where nothing is written"
                            + " between them.",
                    Exactness.EXACT,
                    EliminateCommonSubexpressions::run);

    /// A load and how many writes came before it.
    private record Read(MemoryOp.Load load, int epoch) {}

    private Map<Object, List<Value>> known = new HashMap<>();
    // what each open block added, so that it is forgotten at the block's end
    private final Deque<List<Object>> scopes = new ArrayDeque<>();
    // what is known outside the functions being streamed, which see nothing of it
    private final Deque<Map<Object, List<Value>>> outside = new ArrayDeque<>();
    private final Set<Block> functions = Collections.newSetFromMap(new IdentityHashMap<>());
    private int epoch;

    private EliminateCommonSubexpressions() {
        scopes.push(new ArrayList<>());
    }

    private static TileKernel run(TileKernel kernel) {
        return Rewriter.rewrite(kernel, new EliminateCommonSubexpressions());
    }

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        if (op instanceof ControlOp && writes(op)) {
            epoch++;
        }
        if (op instanceof Fold fold) {
            functions.add(fold.combine());
        }
        @Nullable Object key = key(op);
        return key == null ? null : known.get(key);
    }

    @Override
    public void kept(TileOp op, List<Value> results) {
        if (op instanceof WritesMemory || op instanceof ControlOp && writes(op)) {
            epoch++;
            return;
        }
        @Nullable Object key = key(op);
        if (key != null) {
            known.put(key, results);
            scopes.getFirst().add(key);
        }
    }

    private static boolean writes(TileOp op) {
        return Effects.of(op).writes();
    }

    private @Nullable Object key(TileOp op) {
        if (op instanceof MemoryOp.Load load) {
            return load.isVolatile() ? null : new Read(load, epoch);
        }
        if (op instanceof Fold fold) {
            return ClosedFunction.renamed(fold);
        }
        return op instanceof Pure ? op : null;
    }

    @Override
    public void enter(Block old) {
        scopes.push(new ArrayList<>());
        if (functions.contains(old)) {
            outside.push(known);
            known = new HashMap<>();
        }
    }

    @Override
    public void leave(Block old) {
        if (functions.contains(old)) {
            known = outside.pop();
            scopes.pop();
            return;
        }
        for (Object key : scopes.pop()) {
            known.remove(key);
        }
    }
}
