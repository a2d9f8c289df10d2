package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The masks of a loop that hold in all of its first iterations, as `index < n` does in `n` of
/// them: the strips of those need no masks.
///
/// @param masks ids of truth values of the body, each the conjunction of such comparisons and of
///   nothing else; they choose lanes and are not read otherwise
/// @param needless ids of what nobody needs to compute where they hold, the masks among them
/// @param bounds the iterations in front of all of these are those in which they hold
record HeldMasks(Set<Integer> masks, Set<Integer> needless, List<Bound> bounds) {
    /// None at all.
    static final HeldMasks NONE = new HeldMasks(Set.of(), Set.of(), List.of());

    /// Terms of a sum at most.
    private static final int MOST_TERMS = 8;

    HeldMasks {
        masks = Set.copyOf(masks);
        needless = Set.copyOf(needless);
        bounds = List.copyOf(bounds);
    }

    /// That `index + left < right`, or `≤`, where sums in 32 bits do not wrap.
    record Bound(Sum left, Sum right, boolean orEqual) {
        Bound of(UnaryOperator<Value> names) {
            return new Bound(left.of(names), right.of(names), orEqual);
        }
    }

    /// A sum of i32 values from outside the loop and of a number.
    record Sum(List<Value> values, long number) {
        Sum {
            values = List.copyOf(values);
        }

        Sum of(UnaryOperator<Value> names) {
            return new Sum(values.stream().map(names).toList(), number);
        }
    }

    /// Whether all lanes of a truth value are true.
    boolean holds(Value v) {
        return masks.contains(v.id());
    }

    boolean isNeedless(Value v) {
        return needless.contains(v.id());
    }

    /// Which value a node passes on, if it does nothing else.
    @Nullable Value passed(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Select s when holds(s.condition()) -> s.ifTrue();
            case Arithmetic.Binary b when holds(b.a()) -> b.b();
            case Arithmetic.Binary b when holds(b.b()) -> b.a();
            default -> null;
        };
    }

    /// The same of other values.
    HeldMasks of(UnaryOperator<Value> names) {
        return new HeldMasks(masks, needless, bounds.stream().map(b -> b.of(names)).toList());
    }

    /// Whether there are none.
    boolean isEmpty() {
        return masks.isEmpty();
    }

    /// @param constants scalars that are known, by id
    /// @return none where one is read as a number
    static HeldMasks of(Loop loop, Map<Integer, Arithmetic.Constant> constants) {
        return new Search(loop, constants).found();
    }

    private static final class Search {
        private final Loop loop;
        private final Map<Integer, Arithmetic.Constant> constants;
        private final Map<Integer, LoopNode.Compute> computed = new HashMap<>();
        private final BitSet inside = new BitSet();
        private final Set<Integer> masks = new HashSet<>();
        private final List<Bound> bounds = new ArrayList<>();
        private boolean isRead;

        Search(Loop loop, Map<Integer, Arithmetic.Constant> constants) {
            this.loop = loop;
            this.constants = constants;
        }

        HeldMasks found() {
            if (loop.body().nodes().stream().anyMatch(Loop.class::isInstance)) {
                return NONE; // loops inside may read masks too
            }
            for (LoopNode node : loop.body().nodes()) {
                Results.of(node, v -> inside.set(v.id()));
                if (node instanceof LoopNode.Compute c) {
                    computed.put(c.result().id(), c);
                    look(c);
                }
                uses(node);
            }
            loop.reductions().forEach(r -> isRead |= isMask(r.element()));
            return isRead || bounds.isEmpty() ? NONE : new HeldMasks(masks, needless(), bounds);
        }

        private Set<Integer> needless() {
            Set<Integer> needed = new HashSet<>();
            Set<Integer> needless = new HashSet<>();
            loop.reductions().forEach(r -> needed.add(r.element().id()));
            for (LoopNode node : loop.body().nodes().reversed()) {
                if (!(node instanceof LoopNode.Compute(Value result, Arithmetic op, _))) {
                    Uses.of(node, v -> need(v, needed));
                } else if (!needed.contains(result.id())) {
                    needless.add(result.id());
                } else if (op instanceof Arithmetic.Select s && isMask(s.condition())) {
                    need(s.ifTrue(), needed);
                } else {
                    Uses.of(node, v -> need(v, needed));
                }
            }
            return needless;
        }

        private void need(Value v, Set<Integer> needed) {
            if (!isMask(v)) {
                needed.add(v.id());
            }
        }

        private void look(LoopNode.Compute c) {
            if (c.op() instanceof Arithmetic.Compare compare) {
                Bound bound = bound(compare);
                if (bound != null) {
                    bounds.add(bound);
                    masks.add(c.result().id());
                }
            } else if (c.op() instanceof Arithmetic.Binary and
                    && isConjunction(and)
                    && isMask(and.a())
                    && isMask(and.b())) {
                masks.add(c.result().id());
            }
        }

        static boolean isConjunction(Arithmetic.Binary b) {
            return b.kind() == BinaryKind.AND && b.type() == DType.I1;
        }

        /// Notes whether a mask is read otherwise than to choose lanes.
        private void uses(LoopNode node) {
            switch (node) {
                case LoopNode.Compute(_, Arithmetic.Select s, _) ->
                        isRead |= isMask(s.ifTrue()) || isMask(s.ifFalse());
                case LoopNode.Compute(_, Arithmetic.Binary b, _) when isConjunction(b) -> {}
                case Memory.Load l -> isRead |= l.other() != null && isMask(l.other());
                case Memory.Store s -> isRead |= isMask(s.value());
                default -> Uses.of(node, v -> isRead |= isMask(v));
            }
        }

        private boolean isMask(Value v) {
            return masks.contains(v.id());
        }

        private @Nullable Bound bound(Arithmetic.Compare c) {
            boolean isLess = c.kind() == CompareKind.LT || c.kind() == CompareKind.LE;
            boolean isGreater = c.kind() == CompareKind.GT || c.kind() == CompareKind.GE;
            if (!isLess && !isGreater) {
                return null;
            }
            Sum below = sum(isLess ? c.a() : c.b(), true);
            Sum above = sum(isLess ? c.b() : c.a(), false);
            boolean orEqual = c.kind() == CompareKind.LE || c.kind() == CompareKind.GE;
            return below == null || above == null ? null : new Bound(below, above, orEqual);
        }

        /// A value as a sum, were there no wrapping; null if it is none.
        ///
        /// @param withIndex whether the loop's index must be one of its terms, and once
        private @Nullable Sum sum(Value value, boolean withIndex) {
            List<Value> values = new ArrayList<>();
            List<Value> left = new ArrayList<>(List.of(value));
            long number = 0;
            int indices = 0;
            for (int i = 0; i < MOST_TERMS && !left.isEmpty(); i++) {
                Value v = left.removeLast();
                LoopNode.Compute c = computed.get(v.id());
                Long known = known(v, c);
                if (v.type() != DType.I32) {
                    return null;
                }
                if (v.id() == loop.index().id()) {
                    indices++;
                } else if (known != null) {
                    number += known;
                } else if (c != null
                        && c.op() instanceof Arithmetic.Binary b
                        && b.kind() == BinaryKind.ADD) {
                    left.add(b.a());
                    left.add(b.b());
                } else if (inside.get(v.id())) {
                    return null;
                } else {
                    values.add(v);
                }
            }
            boolean isSum = left.isEmpty() && indices == (withIndex ? 1 : 0);
            return isSum ? new Sum(values, number) : null;
        }

        private @Nullable Long known(Value v, LoopNode.@Nullable Compute c) {
            Arithmetic op = c == null ? constants.get(v.id()) : c.op();
            return op instanceof Arithmetic.Constant k ? Long.valueOf(k.bits()) : null;
        }
    }
}
