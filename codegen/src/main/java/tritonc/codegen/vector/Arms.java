package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds what only the first operands of selects ask for, where it is long enough to be jumped over
/// when no lane takes it: the way of `sin` for great angles, say.
///
/// All selects of one condition are joined at the place of the first. What they need besides and
/// stands behind it moves in front of it; where that depends on the first itself, or reads memory
/// behind something that writes, the nodes stay as they are.
final class Arms {
    /// Fewer nodes than this cost less than a jump that was guessed wrongly.
    private static final int WORTH = 24;

    private final List<? extends LoopNode> nodes;
    private final BitSet varying;

    /// The numbers of the nodes that read a value.
    private final Map<Integer, List<Integer>> readers = new HashMap<>();

    private final Map<Integer, Integer> definers = new HashMap<>();

    /// Values read after the last node.
    private final BitSet kept;

    /// One after the other: a node, or an arm.
    sealed interface Step {}

    record Plain(LoopNode node) implements Step {}

    /// @param body computes the first operands of `selects`, and nothing that others read
    record Arm(Value condition, List<Step> body, List<LoopNode.Compute> selects) implements Step {
        /// The operands and the result of a select of the arm.
        static Arithmetic.Select select(LoopNode.Compute c) {
            return (Arithmetic.Select) c.op();
        }
    }

    private Arms(List<? extends LoopNode> nodes, BitSet varying, BitSet kept) {
        this.nodes = nodes;
        this.varying = varying;
        this.kept = kept;
        for (int i = 0; i < nodes.size(); i++) {
            int reader = i;
            Uses.of(
                    nodes.get(i),
                    v -> readers.computeIfAbsent(v.id(), k -> new ArrayList<>()).add(reader));
            switch (nodes.get(i)) {
                case LoopNode.Compute c -> definers.put(c.result().id(), i);
                case Memory.Load l -> definers.put(l.result().id(), i);
                case Memory.BufferLoad l -> definers.put(l.result().id(), i);
                default -> {}
            }
        }
    }

    /// @param varying ids of the values that differ between lanes
    /// @param kept ids of values that are read after the last node
    static List<Step> of(List<? extends LoopNode> nodes, BitSet varying, BitSet kept) {
        return nodes.size() < WORTH ? plain(nodes) : new Arms(nodes, varying, kept).steps();
    }

    private static List<Step> plain(List<? extends LoopNode> nodes) {
        List<Step> steps = new ArrayList<>();
        nodes.forEach(n -> steps.add(new Plain(n)));
        return steps;
    }

    /// The greatest arm is taken out first, the others are looked for in what is left.
    private List<Step> steps() {
        Cut best = null;
        for (List<Integer> selects : conditions().values()) {
            Cut cut = cut(selects);
            if (cut != null && (best == null || cut.size() > best.size())) {
                best = cut;
            }
        }
        return best == null ? plain(nodes) : steps(best);
    }

    /// The selects whose lanes differ in their condition, by condition.
    private Map<Integer, List<Integer>> conditions() {
        Map<Integer, List<Integer>> all = new TreeMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof LoopNode.Compute(_, Arithmetic.Select s, _)
                    && varying.get(s.condition().id())) {
                all.computeIfAbsent(s.condition().id(), k -> new ArrayList<>()).add(i);
            }
        }
        return all;
    }

    /// @param cone the nodes of the arm
    /// @param selects what reads them
    /// @param moved nodes that must come before the first select
    private record Cut(BitSet cone, List<Integer> selects, BitSet moved) {
        int size() {
            return cone.cardinality();
        }
    }

    private @Nullable Cut cut(List<Integer> selects) {
        BitSet cone = cone(selects);
        if (cone.cardinality() < WORTH) {
            return null;
        }
        List<Integer> reading = new ArrayList<>();
        for (int s : selects) {
            Integer definer = definers.get(select(s).ifTrue().id());
            if (definer != null && cone.get(definer)) {
                reading.add(s);
            }
        }
        BitSet moved = moved(cone, reading);
        return moved == null ? null : new Cut(cone, reading, moved);
    }

    private Arithmetic.Select select(int node) {
        return Arm.select((LoopNode.Compute) nodes.get(node));
    }

    /// What is read by itself and as the first operand of the selects only.
    private BitSet cone(List<Integer> selects) {
        BitSet cone = new BitSet();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i) instanceof LoopNode.Compute c && !kept.get(c.result().id())) {
                List<Integer> by = readers.getOrDefault(c.result().id(), List.of());
                boolean all = !by.isEmpty();
                for (int reader : by) {
                    all &= cone.get(reader) || selects.contains(reader) && isArm(reader, c);
                }
                cone.set(i, all);
            }
        }
        return cone;
    }

    private boolean isArm(int select, LoopNode.Compute c) {
        int id = c.result().id();
        Arithmetic.Select s = select(select);
        return s.ifTrue().id() == id && s.ifFalse().id() != id && s.condition().id() != id;
    }

    /// What the arm and the selects need that stands behind the first select; null where it cannot
    /// be moved.
    private @Nullable BitSet moved(BitSet cone, List<Integer> selects) {
        int first = selects.getFirst();
        BitSet moved = new BitSet();
        for (int i = nodes.size() - 1; i > first; i--) {
            if (cone.get(i) || selects.contains(i) || moved.get(i)) {
                for (int needed : needed(i)) {
                    if (needed >= first && !cone.get(needed)) {
                        moved.set(needed);
                    }
                }
            }
        }
        boolean can = selects.stream().noneMatch(moved::get);
        return can && moved.stream().allMatch(i -> maySkip(first, i)) ? moved : null;
    }

    /// Whether a node gives the same in front of node `first`, once it has what it reads: memory is
    /// not written between.
    private boolean maySkip(int first, int node) {
        return switch (nodes.get(node)) {
            case LoopNode.Compute _ -> true;
            case Memory.Load _, Memory.BufferLoad _ ->
                    nodes.subList(first, node).stream().allMatch(Arms::writesNothing);
            default -> false;
        };
    }

    private static boolean writesNothing(LoopNode node) {
        return node instanceof LoopNode.Compute
                || node instanceof Memory.Load
                || node instanceof Memory.BufferLoad;
    }

    /// The nodes that define what a node reads.
    private List<Integer> needed(int node) {
        List<Integer> all = new ArrayList<>();
        Uses.of(
                nodes.get(node),
                v -> {
                    Integer definer = definers.get(v.id());
                    if (definer != null) {
                        all.add(definer);
                    }
                });
        return all;
    }

    private List<Step> steps(Cut cut) {
        int first = cut.selects.getFirst();
        List<LoopNode> before = new ArrayList<>();
        List<LoopNode> after = new ArrayList<>();
        List<LoopNode> body = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (cut.cone.get(i)) {
                body.add(nodes.get(i));
            } else if (!cut.selects.contains(i)) {
                (i < first || cut.moved.get(i) ? before : after).add(nodes.get(i));
            }
        }
        List<LoopNode.Compute> selects = new ArrayList<>();
        cut.selects.forEach(s -> selects.add((LoopNode.Compute) nodes.get(s)));
        BitSet results = new BitSet();
        selects.forEach(s -> results.set(Arm.select(s).ifTrue().id()));
        BitSet later = (BitSet) kept.clone();
        body.forEach(n -> Uses.of(n, v -> later.set(v.id())));
        selects.forEach(n -> Uses.of(n, v -> later.set(v.id())));
        after.forEach(n -> Uses.of(n, v -> later.set(v.id())));
        List<Step> steps = new ArrayList<>(of(before, varying, later));
        steps.add(
                new Arm(
                        Arm.select(selects.getFirst()).condition(),
                        of(body, varying, results),
                        selects));
        steps.addAll(of(after, varying, kept));
        return steps;
    }
}
