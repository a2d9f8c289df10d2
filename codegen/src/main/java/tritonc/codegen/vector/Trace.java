package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Invariants;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The way that a kernel goes where all guards hold and its loops over blocks run once, without any
/// branches: of a program, or, where all that a program does is one loop over rows, of an iteration
/// of that.
final class Trace {
    /// What all programs compute alike.
    private final List<LoopNode> common = new ArrayList<>();

    /// What depends on the program's number alone.
    private final List<LoopNode> early = new ArrayList<>();

    /// The same, of an iteration of the loop over rows.
    private final List<LoopNode> ofRow = new ArrayList<>();

    /// Everything else, in order.
    private final List<LoopNode> steps = new ArrayList<>();

    private final List<Value> conditions = new ArrayList<>();
    private final Map<Integer, Arithmetic.Constant> constants = new HashMap<>();
    private final Map<Integer, Value> merged = new HashMap<>();
    private final BitSet known = new BitSet();
    private final BitSet late = new BitSet();
    private final Control.@Nullable For rows;

    private final Fresh fresh;

    private Trace(
            Invariants invariants, LoopKernel kernel, Control.@Nullable For rows, Fresh fresh) {
        kernel.parameters().forEach(p -> known.set(p.value().id()));
        invariants.first().forEach(n -> Results.of(n, v -> known.set(v.id())));
        invariants.first().forEach(this::constant);
        this.rows = rows;
        this.fresh = fresh;
    }

    /// @return null where there is no such way
    static @Nullable Trace of(LoopKernel kernel, Fresh fresh) {
        Invariants invariants = new Invariants(kernel);
        List<LoopNode> nodes = invariants.rest();
        if (nodes.isEmpty()) {
            return null;
        }
        if (nodes.getLast() instanceof Control.For rows) {
            Trace ofRows = new Trace(invariants, kernel, rows, fresh);
            if (ofRows.addRows(rows, nodes.subList(0, nodes.size() - 1))) {
                return ofRows;
            }
        }
        Trace trace = new Trace(invariants, kernel, null, fresh);
        return trace.add(nodes, trace.early) ? trace : null;
    }

    private boolean addRows(Control.For loop, List<LoopNode> before) {
        return loop.carried().isEmpty()
                && loop.iv().type() == DType.I32
                && add(before, early)
                && steps.isEmpty()
                && conditions.isEmpty()
                && add(loop.body().nodes(), ofRow);
    }

    List<LoopNode> common() {
        return common;
    }

    List<LoopNode> early() {
        return early;
    }

    List<LoopNode> ofRow() {
        return ofRow;
    }

    List<LoopNode> steps() {
        return steps;
    }

    /// All of them must hold; none depends on a step.
    List<Value> conditions() {
        return conditions;
    }

    /// Scalars that are known, by id.
    Map<Integer, Arithmetic.Constant> constants() {
        return constants;
    }

    /// The scalars that are computed before the steps, in order.
    List<LoopNode> scalars() {
        List<LoopNode> all = new ArrayList<>(common);
        all.addAll(early);
        all.addAll(ofRow);
        return all;
    }

    /// Lets other conditions stand for these, and drops what only those read that are left out.
    void reduce(List<Value> others) {
        conditions.clear();
        conditions.addAll(others);
        Set<Value> read = new HashSet<>();
        Consumer<Value> reads = v -> read.add(resolved(v));
        Uses.within(steps, reads);
        others.forEach(reads);
        if (rows != null) {
            List.of(rows.lower(), rows.upper(), rows.step()).forEach(reads);
        }
        for (List<LoopNode> nodes : List.of(ofRow, early, common)) {
            for (int i = nodes.size() - 1; i >= 0; i--) {
                LoopNode node = nodes.get(i);
                boolean[] isRead = {false};
                Results.of(node, v -> isRead[0] |= read.contains(v));
                if (isRead[0]) {
                    Uses.of(node, reads);
                } else {
                    nodes.remove(i);
                }
            }
        }
    }

    /// The loop over rows whose body the way goes through, null where there is none.
    Control.@Nullable For rows() {
        return rows;
    }

    /// Whether a value is the same for all programs.
    boolean isCommon(Value value) {
        return known.get(resolved(value).id());
    }

    /// Whether a step has a part in a value.
    boolean isLate(Value value) {
        return late.get(resolved(value).id());
    }

    /// The value itself, or that which a branch gave for it.
    Value resolved(Value value) {
        Value v = value;
        while (merged.containsKey(v.id())) {
            v = merged.get(v.id());
        }
        return v;
    }

    /// @param own gets what depends on the number of the program or the row
    private boolean add(List<LoopNode> nodes, List<LoopNode> own) {
        for (LoopNode node : nodes) {
            boolean fits =
                    switch (node) {
                        case LoopNode.Compute _, Guard _ -> computed(node, own);
                        case LoopNode.Position p -> {
                            boolean isOwn =
                                    p.op() instanceof ProgramOp.ProgramId && p.op().axis() == 0;
                            if (!isOwn) {
                                known.set(p.result().id());
                            }
                            yield (isOwn ? own : common).add(node);
                        }
                        case Memory.Load l -> !l.isVolatile() && step(node);
                        case Memory.Store _ -> step(node);
                        case Loop l -> isPlain(l) && step(l);
                        case Control.If i -> branch(i, own);
                        case Control.For f -> block(f, own);
                        default -> false;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// Whether a loop computes, reads and writes, and does nothing that others may be meant to see
    /// in its order.
    private static boolean isPlain(Loop loop) {
        for (LoopNode node : loop.body().nodes()) {
            boolean isPlain =
                    switch (node) {
                        case LoopNode.Compute _, Memory.BufferLoad _, Memory.BufferStore _ -> true;
                        case Memory.Load l -> !l.isVolatile();
                        case Memory.Store _ -> true;
                        case Loop l -> isPlain(l);
                        default -> false;
                    };
            if (!isPlain) {
                return false;
            }
        }
        return true;
    }

    private void constant(LoopNode node) {
        if (node instanceof LoopNode.Compute(Value result, Arithmetic.Constant c, var _)) {
            constants.put(result.id(), c);
        }
    }

    private boolean computed(LoopNode node, List<LoopNode> own) {
        constant(node);
        boolean[] is = {true, false};
        Uses.of(
                node,
                v -> {
                    is[0] &= isCommon(v);
                    is[1] |= isLate(v);
                });
        if (is[1]) {
            return step(node);
        }
        if (is[0]) {
            Results.of(node, v -> known.set(v.id()));
        }
        return (is[0] ? common : own).add(node);
    }

    private boolean step(LoopNode node) {
        Results.of(node, v -> late.set(v.id()));
        if (node instanceof Loop l) {
            l.reductions().forEach(r -> late.set(r.result().id()));
        }
        return steps.add(node);
    }

    /// A loop over blocks is passed once.
    private boolean block(Control.For loop, List<LoopNode> own) {
        boolean isAlike =
                loop.iv().type() == DType.I32
                        && isCommon(loop.lower())
                        && isCommon(loop.upper())
                        && isCommon(loop.step());
        if (!isAlike) {
            return false;
        }
        Nodes out = new Nodes(fresh, common);
        Value some = out.compare(CompareKind.LT, loop.lower(), loop.upper());
        Value far = out.binary(BinaryKind.SUB, out.wide(loop.upper()), out.wide(loop.lower()));
        Value once = out.compare(CompareKind.LE, far, out.wide(loop.step()));
        conditions.add(out.and(some, once));
        merged.put(loop.iv().id(), loop.lower());
        loop.carried().forEach(c -> merged.put(c.parameter().id(), c.init()));
        if (!add(loop.body().nodes(), own)) {
            return false;
        }
        loop.carried().forEach(c -> merged.put(c.result().id(), c.next()));
        return true;
    }

    /// A guard is passed; of other branches only one is taken that all programs take.
    private boolean branch(Control.If branch, List<LoopNode> own) {
        if (isLate(branch.condition()) || !branch.isGuard() && !isCommon(branch.condition())) {
            return false;
        }
        conditions.add(branch.condition());
        LoopBlock then = branch.thenBlock();
        if (!add(then.nodes(), own)) {
            return false;
        }
        branch.merges().forEach(m -> merged.put(m.result().id(), m.ifTrue()));
        return true;
    }
}
