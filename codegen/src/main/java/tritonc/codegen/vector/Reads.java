package tritonc.codegen.vector;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What straight-line nodes and loops take from those around them.
final class Reads {
    private Reads() {}

    /// Collects what nodes read that they do not define.
    static void outside(List<LoopNode> nodes, Set<Value> read) {
        Set<Value> defined = new HashSet<>();
        nodes.forEach(n -> defined(n, defined));
        Uses.within(
                nodes,
                v -> {
                    if (!defined.contains(v)) {
                        read.add(v);
                    }
                });
    }

    /// Collects what a node defines, within it and for those that follow.
    static void defined(LoopNode node, Set<Value> defined) {
        Results.of(node, defined::add);
        if (node instanceof Loop l) {
            defined.add(l.index());
            l.body().nodes().forEach(n -> defined(n, defined));
            l.reductions().forEach(r -> defined.add(r.result()));
        }
    }
}
