package tritonc.codegen.vector;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Cuts a loop with a long chain of arithmetic into several over the same iterations, each of which
/// hands some values on to the next in buffers.
///
/// A processor looks ahead over a number of instructions that wait for others, some hundred of
/// vectors' arithmetic: that is few iterations of a long chain, whose results come one behind the
/// other, and many of a short one. What the first level of the caches holds costs less to write and
/// read again than the arithmetic units idle. Iterations are independent and each keeps its order,
/// so that no bit changes.
final class Fission {
    /// Bytes of all buffers of a loop at most: the first level of the caches has 32 KiB or more.
    private static final int MOST_BYTES = 24 << 10;

    /// Values that a stage hands on at most.
    private static final int MOST_HANDED = 4;

    /// How far a cut may be from where stages would be equal, as a part of a stage.
    private static final int WINDOW = 2;

    /// The buffers of a kernel in which values are handed on, each for many loops.
    static final class Homes {
        private final List<Buffer> buffers;
        private final Map<Home, Buffer> known = new HashMap<>();

        /// @param buffers of the kernel; gets those that are added
        Homes(List<Buffer> buffers) {
            this.buffers = buffers;
        }

        private record Home(ElementType type, int extent, int number) {}

        /// @param number of the value among those of a loop
        Buffer of(ElementType type, int extent, int number) {
            return known.computeIfAbsent(
                    new Home(type, extent, number),
                    h -> {
                        Buffer buffer = new Buffer(buffers.size(), h.type(), Shape.of(h.extent()));
                        buffers.add(buffer);
                        return buffer;
                    });
        }
    }

    private final Loop loop;
    private final List<LoopNode> nodes;

    /// Operations of a stage, about.
    private final int wanted;

    private final Fresh fresh;

    /// By the number of a value's definer: whether each stage computes or reads it for itself, as
    /// it comes from the index alone, or from memory that the loop has not written to yet.
    private final BitSet free = new BitSet();

    private final Map<Value, Integer> definers = new HashMap<>();

    /// By the number of a value's definer: the last node that reads it.
    private final int[] lastUse;

    private Fission(Loop loop, int wanted, Fresh fresh) {
        this.wanted = wanted;
        this.loop = loop;
        this.nodes = loop.body().nodes();
        this.fresh = fresh;
        this.lastUse = new int[nodes.size()];
    }

    /// The loop, cut where that pays.
    ///
    /// @param plan how it would run whole
    static List<Loop> of(Loop loop, LoopPlan plan, VectorFile file, Fresh fresh, Homes homes) {
        boolean mayPay =
                loop.extent() >= file.iterations()
                        && loop.axis() != Loop.Axis.ORDERED
                        && loop.body().nodes().size() >= fromWhich(file.operations())
                        && plan.steps().stream().allMatch(Arms.Plain.class::isInstance)
                        && loop.body().nodes().stream().allMatch(Fission::isPlain);
        if (!mayPay) {
            return List.of(loop);
        }
        Fission fission = new Fission(loop, file.operations(), fresh);
        fission.lookThrough();
        List<Integer> cuts = fission.cuts();
        return cuts.isEmpty() ? List.of(loop) : fission.stages(cuts, homes);
    }

    /// Whether nothing shows of when a node runs, but for those of the same iteration.
    private static boolean isPlain(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute _, Memory.BufferLoad _, Memory.BufferStore _ -> true;
            case Memory.Load l -> Reads.isFree(l);
            case Memory.Store s -> LoopPlan.isProved(s.access());
            default -> false;
        };
    }

    private void lookThrough() {
        for (int i = 0; i < nodes.size(); i++) {
            LoopNode node = nodes.get(i);
            int at = i;
            boolean[] isFree = {node instanceof LoopNode.Compute || isLoad(node)};
            Uses.of(
                    node,
                    v -> {
                        Integer definer = definers.get(v);
                        if (definer != null) {
                            lastUse[definer] = at;
                            isFree[0] &= free.get(definer) && !isLoad(nodes.get(definer));
                        }
                    });
            free.set(i, isFree[0]);
            Results.of(node, v -> definers.put(v, at));
        }
        int written = 0;
        while (written < nodes.size() && !isStore(nodes.get(written))) {
            written++;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (isLoad(nodes.get(i)) && lastUse[i] > written) {
                free.clear(i);
            }
        }
    }

    private static boolean isLoad(LoopNode node) {
        return node instanceof Memory.Load || node instanceof Memory.BufferLoad;
    }

    private static boolean isStore(LoopNode node) {
        return node instanceof Memory.Store || node instanceof Memory.BufferStore;
    }

    private boolean isWork(int node) {
        return nodes.get(node) instanceof LoopNode.Compute && !free.get(node);
    }

    /// Operations from which on a loop is cut.
    private static int fromWhich(int wanted) {
        return wanted * 9 / 5;
    }

    /// Where stages but the first begin; none where it does not pay.
    private List<Integer> cuts() {
        int all = 0;
        for (int i = 0; i < nodes.size(); i++) {
            all += isWork(i) ? 1 : 0;
        }
        if (all < fromWhich(wanted)) {
            return List.of();
        }
        int[] alive = alive();
        for (int count = (all + wanted / 2) / wanted; count > 1; count--) {
            List<Integer> cuts = cuts(all, count, alive);
            if (!cuts.isEmpty() && bytes(cuts) <= MOST_BYTES) {
                return cuts;
            }
        }
        return List.of();
    }

    /// The cuts for as many stages, none if there are none.
    ///
    /// @param all operations
    private List<Integer> cuts(int all, int stages, int[] alive) {
        List<Integer> cuts = new ArrayList<>();
        int window = all / stages / WINDOW;
        for (int n = 1; n < stages; n++) {
            int after = cuts.isEmpty() ? 0 : cuts.getLast();
            int cut = cut(n * all / stages, window, after, alive);
            if (cut < 0) {
                return List.of();
            }
            cuts.add(cut);
        }
        return cuts;
    }

    /// The place with fewest values alive, behind about `work` operations; -1 if there is none.
    ///
    /// @param after it lies behind this one
    private int cut(int work, int window, int after, int[] alive) {
        int best = -1;
        int nearest = 0;
        int done = 0;
        for (int i = 0; i < nodes.size(); i++) {
            int distance = Math.abs(done - work);
            if (i > after && distance <= window && alive[i] <= MOST_HANDED) {
                int more = best < 0 ? -1 : Integer.compare(alive[i], alive[best]);
                if (more < 0 || more == 0 && distance < nearest) {
                    best = i;
                    nearest = distance;
                }
            }
            done += isWork(i) ? 1 : 0;
        }
        return best;
    }

    /// For each node how many values are handed on to it and those behind it; too many where one
    /// cannot be.
    private int[] alive() {
        int[] alive = new int[nodes.size() + 1];
        for (int i = 0; i < nodes.size(); i++) {
            if (!free.get(i)) {
                int definer = i;
                Results.of(
                        nodes.get(i),
                        v -> {
                            boolean can = v.type() instanceof DType t && t != DType.I1;
                            int count = can ? 1 : MOST_HANDED + 1;
                            alive[definer + 1] += count;
                            alive[Math.max(definer, lastUse[definer]) + 1] -= count;
                        });
            }
        }
        for (int i = 1; i < alive.length; i++) {
            alive[i] += alive[i - 1];
        }
        return alive;
    }

    private List<Value> handedTo(int cut) {
        List<Value> handed = new ArrayList<>();
        for (int i = 0; i < cut; i++) {
            if (!free.get(i) && lastUse[i] >= cut) {
                Results.of(nodes.get(i), handed::add);
            }
        }
        return handed;
    }

    private long bytes(List<Integer> cuts) {
        Set<Value> handed = new HashSet<>();
        cuts.forEach(c -> handed.addAll(handedTo(c)));
        long bytes = 0;
        for (Value v : handed) {
            bytes += (long) VectorFile.laneBytes(v.type().element()) * loop.extent();
        }
        return bytes;
    }

    private List<Loop> stages(List<Integer> cuts, Homes homes) {
        Map<Value, Buffer> handed = new HashMap<>();
        for (int cut : cuts) {
            for (Value v : handedTo(cut)) {
                int number = handed.size();
                handed.computeIfAbsent(v, _ -> homes.of(v.type().element(), loop.extent(), number));
            }
        }
        List<Loop> stages = new ArrayList<>();
        for (int n = 0; n <= cuts.size(); n++) {
            int from = n == 0 ? 0 : cuts.get(n - 1);
            int to = n == cuts.size() ? nodes.size() : cuts.get(n);
            stages.add(stage(from, to, n == cuts.size(), handed));
        }
        return stages;
    }

    /// The nodes from `from` to below `to` as a loop.
    private Loop stage(int from, int to, boolean isLast, Map<Value, Buffer> homes) {
        Value index = fresh.of(loop.index().type());
        Renaming names = new Renaming(fresh, v -> v);
        names.name(loop.index(), index);
        List<LoopNode> body = new ArrayList<>();
        for (int i : needed(from, to)) {
            LoopNode node = nodes.get(i);
            if (free.get(i) || i >= from) {
                body.add(names.node(node));
                handOn(node, names, index, homes, body);
            } else {
                Results.of(node, v -> body.add(take(v, names, index, homes)));
            }
        }
        List<Loop.Reduction> reductions = new ArrayList<>();
        for (Loop.Reduction r : loop.reductions()) {
            Integer definer = definers.get(r.element());
            boolean isHere = definer == null ? isLast : definer >= from && definer < to;
            if (isHere) {
                Value element = names.of(r.element());
                reductions.add(new Loop.Reduction(r.result(), r.kind(), r.order(), element));
            }
        }
        return new Loop(
                index,
                loop.from(),
                loop.to(),
                loop.extent(),
                loop.isWhole(),
                reductions.isEmpty() ? Loop.Axis.PARALLEL : Loop.Axis.REDUCTION,
                reductions,
                new LoopBlock(body),
                loop.at());
    }

    /// The nodes of a stage and those before it whose values it reads, in order.
    private List<Integer> needed(int from, int to) {
        BitSet needed = new BitSet();
        for (Loop.Reduction r : loop.reductions()) {
            Integer definer = definers.get(r.element());
            if (definer != null && definer >= from && definer < to) {
                needed.set(definer);
            }
        }
        for (int i = to - 1; i >= 0; i--) {
            boolean isOwn = i >= from && !free.get(i);
            if (isOwn || needed.get(i)) {
                needed.set(i);
                if (isOwn || free.get(i)) {
                    Uses.of(
                            nodes.get(i),
                            v -> {
                                Integer definer = definers.get(v);
                                if (definer != null) {
                                    needed.set(definer);
                                }
                            });
                }
            }
        }
        return needed.stream().boxed().toList();
    }

    private void handOn(
            LoopNode node,
            Renaming names,
            Value index,
            Map<Value, Buffer> homes,
            List<LoopNode> body) {
        Results.of(
                node,
                v -> {
                    Buffer home = homes.get(v);
                    if (home != null) {
                        body.add(
                                new Memory.BufferStore(
                                        Reads.own(home, index), names.of(v), node.at()));
                    }
                });
    }

    private LoopNode take(Value v, Renaming names, Value index, Map<Value, Buffer> homes) {
        Value taken = fresh.of(v.type());
        names.name(v, taken);
        return new Memory.BufferLoad(
                taken, Reads.own(Objects.requireNonNull(homes.get(v)), index), loop.at());
    }
}
