package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Writes the condition of a guarded version, or of a loop, as jumps, where nobody else asks for
/// it: a test that fails goes to the version that checks at once, and no answer is put together.
final class GuardJumps {
    private final Code code;
    private final Values values;
    private final Guarding guards;

    /// What only conditions of guarded versions ask for, by the value it gives.
    private final Map<Value, LoopNode> parts = new HashMap<>();

    private final Set<LoopNode> later = Collections.newSetFromMap(new IdentityHashMap<>());

    private final int[] reads;

    /// @param reads how often each value of the kernel is read
    GuardJumps(int[] reads, Code code, Values values, Guarding guards) {
        this.reads = reads;
        this.code = code;
        this.values = values;
        this.guards = guards;
    }

    /// Writes nodes in their order, those apart that become jumps.
    void write(List<LoopNode> nodes, Consumer<LoopNode> writer) {
        note(nodes);
        rest(nodes, writer);
    }

    /// The same for nodes behind which a condition is tested.
    void write(List<LoopNode> nodes, Value condition, Consumer<LoopNode> writer) {
        note(nodes);
        note(condition, makers(nodes));
        rest(nodes, writer);
    }

    private void rest(List<LoopNode> nodes, Consumer<LoopNode> writer) {
        for (LoopNode node : nodes) {
            if (!later.contains(node)) {
                writer.accept(node);
            }
        }
    }

    /// Goes on where a condition holds.
    void test(Value condition, Code.Block no) {
        if (parts.containsKey(condition)) {
            guards.together(() -> jump(condition, no));
        } else {
            value(condition, no);
        }
    }

    private void note(List<LoopNode> nodes) {
        Map<Value, LoopNode> makers = null;
        for (LoopNode node : nodes) {
            if (node instanceof Control.If i && i.isGuard()) {
                makers = makers == null ? makers(nodes) : makers;
                note(i.condition(), makers);
            }
        }
    }

    /// What makes each truth value of a list that is read once.
    private Map<Value, LoopNode> makers(List<LoopNode> nodes) {
        Map<Value, LoopNode> makers = new HashMap<>();
        for (LoopNode node : nodes) {
            Value result =
                    switch (node) {
                        case Guard g -> g.result();
                        case LoopNode.Compute c when isJunction(c) -> c.result();
                        default -> null;
                    };
            if (result != null && reads[result.id()] == 1) {
                makers.put(result, node);
            }
        }
        return makers;
    }

    private static boolean isJunction(LoopNode.Compute c) {
        return c.result().type() == DType.I1
                && c.op() instanceof Arithmetic.Binary b
                && (b.kind() == BinaryKind.AND || b.kind() == BinaryKind.OR);
    }

    /// Not by recursion, as a large kernel's conditions are joined one behind the other.
    private void note(Value condition, Map<Value, LoopNode> makers) {
        Deque<Value> left = new ArrayDeque<>();
        left.push(condition);
        while (!left.isEmpty()) {
            Value next = left.pop();
            LoopNode maker = makers.get(next);
            if (maker != null) {
                parts.put(next, maker);
                later.add(maker);
                Uses.of(maker, left::push);
            }
        }
    }

    private void jump(Value condition, Code.Block no) {
        switch (parts.get(condition)) {
            case Guard g -> guards.test(g, no);
            case LoopNode.Compute(Value _, Arithmetic.Binary b, var _)
                    when b.kind() == BinaryKind.OR ->
                    either(b, no);
            case LoopNode.Compute _ -> all(condition, no);
            case null, default -> value(condition, no);
        }
    }

    /// Choices come last, as what is computed in them is not there behind them.
    private void all(Value condition, Code.Block no) {
        List<Value> terms = terms(condition);
        terms.sort((x, y) -> Boolean.compare(isChoice(x), isChoice(y)));
        terms.forEach(t -> jump(t, no));
    }

    /// What a conjunction is made of, from left to right.
    private List<Value> terms(Value condition) {
        List<Value> terms = new ArrayList<>();
        Deque<Value> left = new ArrayDeque<>();
        left.push(condition);
        while (!left.isEmpty()) {
            Value next = left.pop();
            if (parts.get(next) instanceof LoopNode.Compute c
                    && c.op() instanceof Arithmetic.Binary b
                    && b.kind() == BinaryKind.AND) {
                left.push(b.b());
                left.push(b.a());
            } else {
                terms.add(next);
            }
        }
        return terms;
    }

    private boolean isChoice(Value condition) {
        return parts.get(condition) instanceof LoopNode.Compute;
    }

    /// What is there already is asked first.
    private void either(Arithmetic.Binary b, Code.Block no) {
        List<Value> both = new ArrayList<>(List.of(b.a(), b.b()));
        both.sort((x, y) -> Boolean.compare(parts.containsKey(x), parts.containsKey(y)));
        Code.Block yes = code.block();
        Code.Block second = code.block();
        guards.perhaps(() -> jump(both.getFirst(), second));
        code.jump(yes);
        code.place(second);
        guards.perhaps(() -> jump(both.getLast(), no));
        code.place(yes);
    }

    private void value(Value condition, Code.Block no) {
        Reg holds = values.of(condition);
        code.add(ScalarOp.TEST, 32, holds, holds);
        code.jump(Condition.E, no);
    }
}
