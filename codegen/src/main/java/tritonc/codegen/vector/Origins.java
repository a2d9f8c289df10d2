package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the scalars of a kernel come from.
final class Origins {
    private final Map<Integer, LoopNode> computed = new HashMap<>();
    private final Map<Integer, Integer> order = new HashMap<>();
    private final Set<Integer> common = new HashSet<>();

    Origins(LoopKernel kernel) {
        kernel.parameters().forEach(p -> common.add(p.value().id()));
        block(kernel.body());
    }

    private void block(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            switch (node) {
                case LoopNode.Compute c -> computed(c.result(), c);
                case Guard g -> computed(g.result(), g);
                case LoopNode.Position p -> {
                    if (p.op() instanceof ProgramOp.NumPrograms) {
                        common.add(p.result().id());
                    }
                }
                case Control.For f -> block(f.body());
                case Control.If i -> {
                    block(i.thenBlock());
                    block(i.elseBlock());
                }
                case Control.While w -> {
                    block(w.before());
                    block(w.after());
                }
                case Loop l -> block(l.body());
                case Vector.Strip s -> block(s.body());
                case Vector.Product p -> Uses.blocks(p).forEach(this::block);
                default -> {}
            }
        }
    }

    private void computed(Value result, LoopNode node) {
        order.put(result.id(), order.size());
        computed.put(result.id(), node);
        if (operands(node).stream().allMatch(this::isCommon)) {
            common.add(result.id());
        }
    }

    /// Whether the value is the same for all programs of a launch.
    boolean isCommon(Value value) {
        return common.contains(value.id());
    }

    /// Whether the value is computed from others and nothing else.
    boolean isComputed(Value value) {
        return computed.containsKey(value.id());
    }

    /// The node that computes a value, or null.
    @Nullable LoopNode node(Value value) {
        return computed.get(value.id());
    }

    /// What a computed value is computed from, as far as programs differ in it.
    List<Value> differing(Value value) {
        List<Value> all = new ArrayList<>();
        LoopNode node = computed.get(value.id());
        if (node != null) {
            operands(node).stream().filter(v -> !isCommon(v)).forEach(all::add);
        }
        return all;
    }

    /// A number that is higher for values that are computed later; -1 for those that are not.
    int order(Value value) {
        return order.getOrDefault(value.id(), -1);
    }

    private static List<Value> operands(LoopNode node) {
        List<Value> all = new ArrayList<>();
        Uses.of(node, all::add);
        return all;
    }
}
