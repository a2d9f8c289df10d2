package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Terminator;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.tile.WritesMemory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which statements and values of a kernel its effects depend on. Results of `for`, `if` and
/// `while` count one by one: a value that a loop carries is alive only if something asks for it.
final class Liveness {
    /// Where a value comes from.
    ///
    /// @param block the block whose parameter it is; `null` for a result
    private record Origin(Statement statement, @Nullable Block block, int index) {}

    private final Map<Value, Origin> origins = new HashMap<>();
    private final Map<Statement, Statement> holders = new IdentityHashMap<>();
    private final List<Statement> roots = new ArrayList<>();
    private final Set<Statement> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> used = new HashSet<>();
    private final Deque<Value> work = new ArrayDeque<>();

    private Liveness() {}

    static Liveness of(TileKernel kernel) {
        Liveness liveness = new Liveness();
        liveness.collect(kernel.body(), null);
        for (Statement root : liveness.roots) {
            liveness.mark(root);
        }
        while (!liveness.work.isEmpty()) {
            liveness.trace(liveness.work.pop());
        }
        return liveness;
    }

    boolean isLive(Statement statement) {
        return live.contains(statement);
    }

    boolean isUsed(Value value) {
        return used.contains(value);
    }

    /// Whether what a loop carries in place `i` never changes: it yields the parameter itself, or
    /// the initial value again.
    static boolean neverChanges(ControlOp.For loop, int i) {
        Value next = loop.body().yields().get(i);
        return next.equals(loop.carried().get(i)) || next.equals(loop.inits().get(i));
    }

    private void collect(Block block, @Nullable Statement holder) {
        for (Statement statement : block.statements()) {
            if (holder != null) {
                holders.put(statement, holder);
            }
            for (int i = 0; i < statement.results().size(); i++) {
                origins.put(statement.results().get(i), new Origin(statement, null, i));
            }
            if (isRoot(statement.op())) {
                roots.add(statement);
            }
            for (Block nested : statement.op().blocks()) {
                for (int i = 0; i < nested.parameters().size(); i++) {
                    origins.put(nested.parameters().get(i), new Origin(statement, nested, i));
                }
                collect(nested, statement);
            }
        }
    }

    private static boolean isRoot(TileOp op) {
        boolean isVolatile = op instanceof MemoryOp.Load load && load.isVolatile();
        return isVolatile || op instanceof WritesMemory || op instanceof ControlOp.While;
    }

    private void use(Value value) {
        if (used.add(value)) {
            work.push(value);
        }
    }

    private void mark(Statement statement) {
        if (!live.add(statement)) {
            return;
        }
        @Nullable Statement holder = holders.get(statement);
        if (holder != null) {
            mark(holder);
        }
        switch (statement.op()) {
            case ControlOp.For f -> {
                use(f.lower());
                use(f.upper());
                use(f.step());
            }
            case ControlOp.While w -> use(w.condition().condition());
            case Terminator t -> {}
            case TileOp op -> op.operands().forEach(this::use);
        }
    }

    private void trace(Value value) {
        @Nullable Origin from = origins.get(value);
        if (from == null) {
            return;
        }
        Statement statement = from.statement;
        int i = from.index;
        switch (statement.op()) {
            case ControlOp.For f -> {
                if (from.block == null) {
                    carried(statement, f, i);
                } else if (i > 0) {
                    carried(statement, f, i - 1);
                } else {
                    mark(statement);
                }
            }
            case ControlOp.If branch -> {
                mark(statement);
                use(branch.thenBlock().yields().get(i));
                use(branch.elseBlock().yields().get(i));
            }
            case ControlOp.While loop -> {
                mark(statement);
                if (from.block == loop.before()) {
                    use(loop.inits().get(i));
                    use(loop.after().yields().get(i));
                } else {
                    use(loop.condition().values().get(i));
                }
            }
            case TileOp op -> mark(statement);
        }
    }

    private void carried(Statement statement, ControlOp.For loop, int i) {
        use(loop.inits().get(i));
        if (!neverChanges(loop, i)) {
            mark(statement);
            use(loop.body().yields().get(i));
        }
    }
}
