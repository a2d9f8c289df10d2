package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Effects;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Pure;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes before a loop what is the same in every iteration, out of as many loops as its operands
/// allow. Every op is total, so that computing one which would not have run does no harm; loads
/// leave a loop that surely runs and writes nothing.
///
/// It does not fire for ops inside an `if` of the loop, for loads in a loop that may not run or
/// that writes, or for volatile loads.
final class HoistLoopInvariants {
    static final Pass PASS =
            new Pass(
                    "hoist-loop-invariants",
                    "Computes before a loop what is the same in every iteration.",
                    Exactness.EXACT,
                    kernel -> new HoistLoopInvariants().run(kernel));

    /// A block being walked.
    ///
    /// @param loop the loop whose iteration the block is; `null` for arms of an `if` and the body
    /// @param loads whether loads may leave it
    private record Level(@Nullable Statement loop, boolean loads) {}

    private final List<Level> levels = new ArrayList<>();
    // the level at which each value is to be had, after hoisting
    private final Map<Value, Integer> depths = new HashMap<>();
    private final Map<Value, Arithmetic.Constant> constants = new HashMap<>();
    // what goes before each loop, in order
    private final IdentityHashMap<Statement, List<Statement>> before = new IdentityHashMap<>();
    private final Set<Statement> hoisted = Collections.newSetFromMap(new IdentityHashMap<>());

    private TileKernel run(TileKernel kernel) {
        for (Parameter p : kernel.parameters()) {
            depths.put(p.value(), 0);
        }
        walk(kernel.body(), new Level(null, false));
        if (before.isEmpty()) {
            return kernel;
        }
        return Rewriter.rewrite(kernel, this::move);
    }

    private void walk(Block block, Level level) {
        levels.add(level);
        int depth = levels.size() - 1;
        for (Value p : block.parameters()) {
            depths.put(p, depth);
        }
        for (Statement statement : block.statements()) {
            int target = target(statement.op(), depth);
            for (Value result : statement.results()) {
                depths.put(result, target);
            }
            @Nullable Statement loop = target < depth ? levels.get(target + 1).loop : null;
            if (loop != null) {
                before.computeIfAbsent(loop, l -> new ArrayList<>()).add(statement);
                hoisted.add(statement);
            }
            if (statement.op() instanceof Arithmetic.Constant c) {
                constants.put(statement.result(), c);
            }
            nested(statement);
        }
        levels.removeLast();
    }

    private void nested(Statement statement) {
        switch (statement.op()) {
            case ControlOp.For f ->
                    walk(f.body(), new Level(statement, runs(f) && !Effects.of(f).writes()));
            case ControlOp.While w -> {
                boolean writes = Effects.of(w).writes();
                walk(w.before(), new Level(statement, !writes));
                walk(w.after(), new Level(statement, false));
            }
            case ControlOp.If i -> {
                walk(i.thenBlock(), new Level(null, false));
                walk(i.elseBlock(), new Level(null, false));
            }
            case TileOp other -> {}
        }
    }

    /// The outermost level to which `op` at `depth` may move.
    private int target(TileOp op, int depth) {
        boolean load = op instanceof MemoryOp.Load l && !l.isVolatile();
        if (!load && !(op instanceof Pure)) {
            return depth;
        }
        int needed = 0;
        for (Value operand : op.operands()) {
            needed = Math.max(needed, depths.getOrDefault(operand, depth));
        }
        int target = depth;
        while (target > needed
                && levels.get(target).loop != null
                && (!load || levels.get(target).loads)) {
            target--;
        }
        return target;
    }

    /// Whether the loop has at least one iteration, by its constants.
    private boolean runs(ControlOp.For loop) {
        Arithmetic.@Nullable Constant lower = constants.get(loop.lower());
        Arithmetic.@Nullable Constant upper = constants.get(loop.upper());
        Arithmetic.@Nullable Constant step = constants.get(loop.step());
        if (lower == null || upper == null || step == null) {
            return false;
        }
        boolean signed = loop.lower().type().dtype().isSigned();
        return signed
                ? step.bits() > 0 && lower.bits() < upper.bits()
                : step.bits() != 0 && Long.compareUnsigned(lower.bits(), upper.bits()) < 0;
    }

    private @Nullable List<Value> move(TileOp op, Statement old, Rewriter rewriter) {
        if (hoisted.contains(old)) {
            return old.results().stream().map(rewriter::map).toList();
        }
        List<Statement> first = before.get(old);
        if (first != null) {
            for (Statement s : first) {
                rewriter.out().at(s.at());
                TileOp moved = rewriter.withBlocks(s.op().mapOperands(rewriter::map));
                List<Value> results = rewriter.out().addAll(moved);
                for (int i = 0; i < results.size(); i++) {
                    rewriter.map(s.results().get(i), results.get(i));
                }
            }
            rewriter.out().at(old.at());
        }
        return null;
    }
}
