package tritonc.codegen.vector;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
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

    /// Collects the buffers that a node touches, within it too.
    static void buffers(LoopNode node, Set<Buffer> read, Set<Buffer> written) {
        switch (node) {
            case Memory.BufferLoad l -> read.add(l.element().buffer());
            case Memory.BufferStore s -> written.add(s.element().buffer());
            case Loop l -> l.body().nodes().forEach(n -> buffers(n, read, written));
            default -> {}
        }
    }

    /// Whether a load needs no check and may be done at another time, while nobody writes.
    static boolean isFree(Memory.Load load) {
        return load.access().check() == Check.PROVED && !load.isVolatile();
    }

    /// The element of the iteration's number.
    static Memory.Element own(Buffer buffer, Value index) {
        return new Memory.Element(buffer, List.of(new Memory.Term(index, 1)), 0);
    }

    /// Whether it is the element of the iteration's number.
    static boolean isOwn(Memory.Element e, Loop loop) {
        return e.equals(own(e.buffer(), loop.index()));
    }
}
