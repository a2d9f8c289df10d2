package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes two loops over the same iterations one where both read the same lanes, as the sum and the
/// largest of a row do: each lane is read and computed once, and what the one waits for the other
/// fills.
///
/// The second loop moves up to the first, together with the scalars that it needs. Both only read
/// tensors, without checks, and nothing between them writes to one; so nothing shows of the order
/// but the contents of buffers, which the two and what stands between them must not share, except
/// that the second may read the very element that the same iteration of the first has written.
final class JoinedLoops {
    /// Nodes that a loop goes by at most, so that long kernels take no long time.
    private static final int MOST_PASSED = 32;

    private final VectorFile file;
    private final List<Site> sites;

    private JoinedLoops(VectorFile file, List<Site> sites) {
        this.file = file;
        this.sites = sites;
    }

    /// The body of a kernel. Versions that check every access stay as they are.
    static LoopBlock of(LoopKernel kernel, VectorFile file) {
        return new JoinedLoops(file, kernel.sites()).block(kernel.body());
    }

    private LoopBlock block(LoopBlock block) {
        List<LoopNode> nodes = new ArrayList<>(block.nodes().size());
        block.nodes().forEach(n -> nodes.add(within(n)));
        return new LoopBlock(paired(nodes));
    }

    private LoopNode within(LoopNode node) {
        return switch (node) {
            case Control.For f -> f.with(block(f.body()));
            case Control.If i ->
                    i.with(
                            block(i.thenBlock()),
                            i.isGuard() ? i.elseBlock() : block(i.elseBlock()));
            case Control.While w -> w.with(block(w.before()), block(w.after()));
            case Loop l when loops(l.body().nodes()) > 0 -> l.with(block(l.body()));
            default -> node;
        };
    }

    private static long loops(List<LoopNode> nodes) {
        return nodes.stream().filter(Loop.class::isInstance).count();
    }

    private List<LoopNode> paired(List<LoopNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Loop) {
                i = joinedFrom(i, nodes);
            }
        }
        return nodes;
    }

    /// Joins all loops to one that can be.
    ///
    /// @param first number of that loop
    /// @return its number then
    private int joinedFrom(int first, List<LoopNode> nodes) {
        int at = first;
        Loop loop = (Loop) nodes.get(at);
        Passed passed = new Passed(loop);
        for (int i = at + 1; i < nodes.size(); i++) {
            Loop both = nodes.get(i) instanceof Loop l ? passed.joined(l) : null;
            if (both != null) {
                List<LoopNode> needed = passed.needed(nodes.remove(i));
                nodes.subList(at + 1, i).removeIf(needed::contains);
                nodes.set(at, both);
                nodes.addAll(at, needed);
                at += needed.size();
                i = at;
                passed = new Passed(both);
            } else if (!passed.goesBy(nodes.get(i))) {
                return at;
            }
        }
        return at;
    }

    /// Whether a loop reads tensors, without checks, and touches buffers, and nothing else.
    private static boolean isQuiet(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute _, LoopNode.Position _, Guard _ -> true;
            case Memory.Load l -> Reads.isFree(l);
            case Memory.BufferLoad _, Memory.BufferStore _ -> true;
            case Loop l ->
                    l.axis() != Loop.Axis.ORDERED
                            && l.body().nodes().stream().allMatch(JoinedLoops::isQuiet);
            default -> false;
        };
    }

    /// Collects what a loop may find in buffers or reads from tensors.
    private static void sources(Loop loop, Set<Object> all) {
        for (LoopNode node : loop.body().nodes()) {
            switch (node) {
                case Memory.Load l -> all.add(l.access().site());
                case Memory.BufferLoad l -> all.add(l.element().buffer());
                case Memory.BufferStore s -> all.add(s.element().buffer());
                case Loop l -> sources(l, all);
                default -> {}
            }
        }
    }

    /// A loop, and the nodes behind it that another would have to go by to be joined to it.
    private final class Passed {
        private final Loop loop;
        private final boolean isQuiet;
        private final List<LoopNode> nodes = new ArrayList<>();

        /// What is known only behind the loop.
        private final Set<Value> late = new HashSet<>();

        private final Set<Buffer> read = new HashSet<>();
        private final Set<Buffer> written = new HashSet<>();

        /// What the loop reads: buffers, and the numbers of sites.
        private final Set<Object> sources = new HashSet<>();

        Passed(Loop loop) {
            this.loop = loop;
            isQuiet = isQuiet(loop);
            sources(loop, sources);
            loop.reductions().forEach(r -> late.add(r.result()));
        }

        /// Whether loops behind a node can still be joined.
        boolean goesBy(LoopNode node) {
            if (!isQuiet || nodes.size() == MOST_PASSED || !isQuiet(node)) {
                return false;
            }
            nodes.add(node);
            Reads.buffers(node, read, written);
            boolean[] isLate = {node instanceof Loop};
            Uses.of(node, v -> isLate[0] |= late.contains(v));
            if (isLate[0] || node instanceof Memory.BufferLoad) {
                Reads.defined(node, late);
            }
            return true;
        }

        /// The loop and another one as one, null if they stay two.
        @Nullable Loop joined(Loop other) {
            boolean isAlike =
                    isQuiet
                            && loop.from().equals(other.from())
                            && loop.to().equals(other.to())
                            && loop.extent() == other.extent()
                            && isQuiet(other)
                            && readsAlike(other);
            if (!isAlike || readsLate(other) || !areApart(other)) {
                return null;
            }
            TwoLoops two = TwoLoops.of(loop, other);
            return two == null ? null : isOnce(two) ? two.loop() : inside(two);
        }

        private boolean readsAlike(Loop other) {
            Set<Object> own = new HashSet<>();
            sources(other, own);
            return own.stream().anyMatch(sources::contains);
        }

        private boolean readsLate(Loop other) {
            Set<Value> outside = new HashSet<>();
            Reads.outside(List.of(other), outside);
            return outside.stream().anyMatch(late::contains);
        }

        /// Whether the other loop's buffers are its own, but for what [TwoLoops] sees to.
        private boolean areApart(Loop other) {
            Set<Buffer> mine = new HashSet<>(read);
            Reads.buffers(loop, mine, mine);
            mine.addAll(written);
            Set<Buffer> reads = new HashSet<>();
            Set<Buffer> writes = new HashSet<>();
            Reads.buffers(other, reads, writes);
            return reads.stream().noneMatch(written::contains)
                    && writes.stream().noneMatch(mine::contains);
        }

        private boolean isOnce(TwoLoops two) {
            return two.shared() > 0
                    && loops(two.loop().body().nodes()) == 0
                    && fits(loop, two.other(), two.loop());
        }

        private @Nullable Loop inside(TwoLoops two) {
            List<LoopNode> body = two.loop().body().nodes();
            List<LoopNode> joined = paired(new ArrayList<>(body));
            return loops(joined) < loops(body) ? two.loop().with(new LoopBlock(joined)) : null;
        }

        /// The nodes that must stand before a loop.
        List<LoopNode> needed(LoopNode other) {
            Set<Value> wanted = new LinkedHashSet<>();
            Reads.outside(List.of(other), wanted);
            List<LoopNode> needed = new ArrayList<>();
            for (LoopNode node : nodes.reversed()) {
                Set<Value> made = new HashSet<>();
                Results.of(node, made::add);
                if (made.stream().anyMatch(wanted::contains)) {
                    needed.addFirst(node);
                    Uses.of(node, wanted::add);
                }
            }
            return needed;
        }
    }

    /// Whether the loops run by vectors of as many lanes, none with fewer of them side by side for
    /// it, and whether their partials leave half of the registers to others.
    private boolean fits(Loop one, Loop other, Loop both) {
        LoopPlan first = LoopPlan.of(one, file, sites);
        LoopPlan second = LoopPlan.of(other, file, sites);
        LoopPlan plan = LoopPlan.of(both, file, sites);
        if (first == null || second == null || plan == null) {
            return false;
        }
        int partials = 0;
        for (Loop.Reduction r : both.reductions()) {
            partials += plan.copies() * file.registers(r.result().type().element(), plan.lanes());
        }
        return first.lanes() == plan.lanes()
                && second.lanes() == plan.lanes()
                && plan.abreast() >= Math.min(first.abreast(), second.abreast())
                && 2 * partials <= file.count();
    }
}
