package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
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
    private final Map<Value, Value> names = new HashMap<>();
    private final IdentityHashMap<Statement, Statement> holders = new IdentityHashMap<>();
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

    /// The value that `value` is another name of, itself if it is none: a result or parameter of a
    /// loop that yields it unchanged is what it starts from, a result of an `if` whose arms yield
    /// one value is that value.
    Value resolve(Value value) {
        @Nullable Value known = names.get(value);
        if (known == null) {
            // a name met again while it is being resolved stands for itself
            names.put(value, value);
            known = resolve(value, origins.get(value));
            names.put(value, known);
        }
        // what it stood for then may have got another name since
        for (@Nullable Value next = names.get(known); next != null; next = names.get(known)) {
            if (next.equals(known)) {
                break;
            }
            known = next;
        }
        return known;
    }

    private Value resolve(Value value, @Nullable Origin from) {
        if (from == null) {
            return value;
        }
        int i = from.index;
        switch (from.statement.op()) {
            case ControlOp.For f when from.block == null -> {
                Value carried = resolve(f.carried().get(i));
                return carried.equals(f.carried().get(i)) ? value : carried;
            }
            case ControlOp.For f when i > 0 -> {
                Value first = resolve(f.inits().get(i - 1));
                Value next = resolve(f.body().yields().get(i - 1));
                return next.equals(value) || next.equals(first) ? first : value;
            }
            case ControlOp.If branch -> {
                Value yes = resolve(branch.thenBlock().yields().get(i));
                return yes.equals(resolve(branch.elseBlock().yields().get(i))) ? yes : value;
            }
            case TileOp op -> {
                return value;
            }
        }
    }

    /// Whether `value` is a name of its own, and asked for.
    boolean isKept(Value value) {
        return used.contains(value) && resolve(value).equals(value);
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
        Value of = resolve(value);
        if (used.add(of)) {
            work.push(of);
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
            case Fold f -> {
                f.xs().forEach(this::use);
                f.combine().yields().forEach(this::use);
            }
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
        mark(statement);
        use(loop.inits().get(i));
        use(loop.body().yields().get(i));
    }
}
