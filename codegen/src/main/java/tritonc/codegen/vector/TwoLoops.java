package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two loops over the same iterations, each of which does the one's and then the other's; what both
/// read or compute, once.
///
/// @param other the second loop
/// @param loop both
/// @param shared how many reads the second was spared
record TwoLoops(Loop other, Loop loop, int shared) {
    /// A read of a tensor, as far as its value depends on it.
    private record Read(Place place, @Nullable Value mask, @Nullable Value other, Type type) {}

    /// @return null where the second reads elements of buffers that the first writes, but not in
    ///   the same iteration alone
    static @Nullable TwoLoops of(Loop one, Loop other) {
        Body body = new Body();
        one.body().nodes().forEach(body::keep);
        Set<Buffer> written = new HashSet<>();
        Reads.buffers(one, new HashSet<>(), written);
        body.names.name(other.index(), one.index());
        for (LoopNode node : other.body().nodes()) {
            LoopNode renamed = body.names.node(node);
            if (!body.isThere(node, renamed)) {
                if (reads(renamed, written)) {
                    return null;
                }
                body.keep(renamed);
            }
        }
        List<Loop.Reduction> all = new ArrayList<>(one.reductions());
        all.addAll(body.names.reductions(other));
        Loop both =
                new Loop(
                        one.index(),
                        one.from(),
                        one.to(),
                        one.extent(),
                        one.isWhole(),
                        all.isEmpty() ? Loop.Axis.PARALLEL : Loop.Axis.REDUCTION,
                        all,
                        new LoopBlock(body.nodes),
                        one.at());
        return new TwoLoops(other, both, body.shared);
    }

    private static boolean reads(LoopNode node, Set<Buffer> written) {
        Set<Buffer> read = new HashSet<>();
        Reads.buffers(node, read, new HashSet<>());
        return read.stream().anyMatch(written::contains);
    }

    /// What an iteration does.
    private static final class Body {
        private final Renaming names = Renaming.ofOthers();
        private final List<LoopNode> nodes = new ArrayList<>();
        private final Map<Object, Value> known = new HashMap<>();
        private int shared;

        /// What a node computes or reads, null where that has no name.
        private static @Nullable Object key(LoopNode node) {
            return switch (node) {
                case LoopNode.Compute c -> c.op();
                case Memory.Load l -> new Read(l.place(), l.mask(), l.other(), l.result().type());
                case Memory.BufferLoad l -> l.element();
                default -> null;
            };
        }

        void keep(LoopNode node) {
            nodes.add(node);
            Object key = key(node);
            if (key != null) {
                Results.of(node, v -> known.put(key, v));
            } else if (node instanceof Memory.BufferStore s) {
                known.put(s.element(), s.value());
            }
        }

        /// Whether what a node computes or reads is there already; gives it that name.
        ///
        /// @param renamed the node as it would be here
        boolean isThere(LoopNode node, LoopNode renamed) {
            Object key = key(renamed);
            Value value = key == null ? null : known.get(key);
            if (value == null) {
                return false;
            }
            Results.of(node, v -> names.name(v, value));
            shared += node instanceof Memory ? 1 : 0;
            return true;
        }
    }
}
