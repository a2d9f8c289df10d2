package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A nest of loops in which lanes are chosen by comparing sums of their indices and of values from
/// outside.
final class MaskedNest {
    /// Terms of a sum at most, and comparisons of a condition: a sum of sums of each other has
    /// terms without end.
    private static final int MOST_TERMS = 64;

    private final Loop nest;
    private final Map<Integer, Arithmetic.Constant> constants;
    private final Map<Integer, LoopNode.Compute> computed = new HashMap<>();
    private final Set<Integer> inside = new HashSet<>();
    private final Map<Integer, Loop> indices = new HashMap<>();
    private final Set<Arithmetic.Select> settled = new HashSet<>();
    private final Set<Arithmetic.Compare> masks = new LinkedHashSet<>();
    private long lanes;

    private MaskedNest(Loop nest, Map<Integer, Arithmetic.Constant> constants) {
        this.nest = nest;
        this.constants = constants;
    }

    /// @param constants scalars that are known, by id
    /// @return null where no lanes are chosen so
    static @Nullable MaskedNest of(Loop nest, Map<Integer, Arithmetic.Constant> constants) {
        MaskedNest masked = new MaskedNest(nest, constants);
        if (!masked.read(nest, 1)) {
            return null;
        }
        masked.computed.values().forEach(masked::settle);
        return masked.settled.isEmpty() ? null : masked;
    }

    /// How many lanes the nest has at most.
    long lanes() {
        return lanes;
    }

    /// Whether there are only nodes of the kinds that can be written again.
    private boolean read(Loop loop, long around) {
        long here = around * loop.extent();
        lanes = Math.max(lanes, here);
        indices.put(loop.index().id(), loop);
        inside.add(loop.index().id());
        for (LoopNode node : loop.body().nodes()) {
            Results.of(node, v -> inside.add(v.id()));
            boolean isKnown =
                    switch (node) {
                        case LoopNode.Compute c -> {
                            computed.put(c.result().id(), c);
                            yield true;
                        }
                        case Loop l -> {
                            l.reductions().forEach(r -> inside.add(r.result().id()));
                            yield read(l, here);
                        }
                        case Memory.Atomic _ -> false;
                        case Memory _ -> true;
                        default -> false;
                    };
            if (!isKnown) {
                return false;
            }
        }
        return true;
    }

    private void settle(LoopNode.Compute c) {
        if (c.op() instanceof Arithmetic.Select s
                && s.condition().type() == DType.I1
                && s.ifTrue().type() instanceof DType) {
            Set<Arithmetic.Compare> parts = new LinkedHashSet<>();
            if (collect(s.condition(), parts)) {
                settled.add(s);
                masks.addAll(parts);
            }
        }
    }

    /// Collects the comparisons whose conjunction a condition is; whether it is one of sums, and of
    /// few.
    private boolean collect(Value condition, Set<Arithmetic.Compare> parts) {
        Deque<Value> left = new ArrayDeque<>(List.of(condition));
        for (int i = 0; i < MOST_TERMS && !left.isEmpty(); i++) {
            LoopNode.Compute c = computed.get(left.pop().id());
            switch (c == null ? null : c.op()) {
                case Arithmetic.Binary b when b.kind() == BinaryKind.AND -> {
                    left.push(b.b());
                    left.push(b.a());
                }
                case Arithmetic.Compare compare
                        when isOrder(compare.kind())
                                && sum(compare.a()) != null
                                && sum(compare.b()) != null ->
                        parts.add(compare);
                case null, default -> {
                    return false;
                }
            }
        }
        return left.isEmpty();
    }

    private static boolean isOrder(CompareKind kind) {
        return kind != CompareKind.EQ && kind != CompareKind.NE;
    }

    /// The sum of i32 values from outside, and of a number from `least` to `most`.
    private record Sum(List<Value> values, long least, long most) {}

    /// A value as a sum, were there no wrapping; null if it is none, or one of many.
    private @Nullable Sum sum(Value value) {
        List<Value> values = new ArrayList<>();
        long least = 0;
        long most = 0;
        Deque<Value> left = new ArrayDeque<>(List.of(value));
        for (int i = 0; i < MOST_TERMS && !left.isEmpty(); i++) {
            Value v = left.pop();
            LoopNode.Compute c = computed.get(v.id());
            Loop loop = indices.get(v.id());
            Long number = number(v);
            if (v.type() != DType.I32) {
                return null;
            }
            if (loop != null) {
                most += loop.extent() - 1;
            } else if (number != null) {
                least += number;
                most += number;
            } else if (c != null
                    && c.op() instanceof Arithmetic.Binary b
                    && b.kind() == BinaryKind.ADD) {
                left.push(b.b());
                left.push(b.a());
            } else if (inside.contains(v.id())) {
                return null;
            } else {
                values.add(v);
            }
        }
        return left.isEmpty() ? new Sum(values, least, most) : null;
    }

    private @Nullable Long number(Value v) {
        LoopNode.Compute c = computed.get(v.id());
        Arithmetic op = c == null ? constants.get(v.id()) : c.op();
        return op instanceof Arithmetic.Constant k ? Long.valueOf(k.bits()) : null;
    }

    /// An i1: all lanes are chosen for certain.
    ///
    /// @param out gets the test
    Value holds(Fresh fresh, List<LoopNode> out) {
        Test test = new Test(fresh, out);
        masks.forEach(test::add);
        return test.all;
    }

    /// The test as it is written, in 64 bits, so that nothing wraps.
    private final class Test {
        private final Fresh fresh;
        private final List<LoopNode> out;
        private final Map<Sum, Value> sums = new HashMap<>();
        private Value all;

        Test(Fresh fresh, List<LoopNode> out) {
            this.fresh = fresh;
            this.out = out;
            this.all = number(DType.I1, 1);
        }

        void add(Arithmetic.Compare c) {
            Sum a = sum(c.a());
            Sum b = sum(c.b());
            if (a == null || b == null) {
                throw new IllegalStateException("no sums: " + c);
            }
            boolean isLess = c.kind() == CompareKind.LT || c.kind() == CompareKind.LE;
            fits(a);
            fits(b);
            Value left = plus(a, isLess ? a.most() : a.least());
            Value right = plus(b, isLess ? b.least() : b.most());
            and(new Arithmetic.Compare(c.kind(), left, right));
        }

        /// That the sum does not wrap in 32 bits.
        private void fits(Sum sum) {
            Value least = number(DType.I64, Integer.MIN_VALUE);
            Value most = number(DType.I64, Integer.MAX_VALUE);
            and(new Arithmetic.Compare(CompareKind.GE, plus(sum, sum.least()), least));
            and(new Arithmetic.Compare(CompareKind.LE, plus(sum, sum.most()), most));
        }

        private void and(Arithmetic.Compare c) {
            all = compute(new Arithmetic.Binary(BinaryKind.AND, all, compute(c)));
        }

        private Value plus(Sum sum, long number) {
            return sums.computeIfAbsent(
                    new Sum(sum.values(), number, number),
                    s -> {
                        Value total = number(DType.I64, number);
                        for (Value v : sum.values()) {
                            Value wide = compute(new Arithmetic.Cast(v, DType.I64, Rounding.RTNE));
                            total = compute(new Arithmetic.Binary(BinaryKind.ADD, total, wide));
                        }
                        return total;
                    });
        }

        private Value number(DType type, long bits) {
            return compute(new Arithmetic.Constant(type, bits));
        }

        private Value compute(Arithmetic op) {
            Value result = fresh.of(op.type());
            out.add(new LoopNode.Compute(result, op, nest.at()));
            return result;
        }
    }

    /// The nest for when all lanes are chosen.
    Loop unmasked() {
        Loop without = unmasked(nest);
        Set<Integer> used = new HashSet<>();
        uses(without, used);
        return cleared(without, used);
    }

    private Loop unmasked(Loop loop) {
        List<LoopNode> nodes = new ArrayList<>();
        for (LoopNode node : loop.body().nodes()) {
            switch (node) {
                case Loop l -> nodes.add(unmasked(l));
                case LoopNode.Compute(Value result, Arithmetic.Select s, var at)
                        when settled.contains(s) && result.type() instanceof DType d ->
                        nodes.add(
                                new LoopNode.Compute(
                                        result, new Arithmetic.Bitcast(s.ifTrue(), d), at));
                default -> nodes.add(node);
            }
        }
        return loop.with(new LoopBlock(nodes));
    }

    /// Collects what is read, from the end to the beginning, by what is there for something.
    private static void uses(Loop loop, Set<Integer> used) {
        Uses.of(loop, v -> used.add(v.id()));
        loop.reductions().forEach(r -> used.add(r.element().id()));
        for (LoopNode node : loop.body().nodes().reversed()) {
            if (node instanceof Loop l) {
                uses(l, used);
            } else if (!(node instanceof LoopNode.Compute c) || used.contains(c.result().id())) {
                Uses.of(node, v -> used.add(v.id()));
            }
        }
    }

    private static Loop cleared(Loop loop, Set<Integer> used) {
        List<LoopNode> nodes = new ArrayList<>();
        for (LoopNode node : loop.body().nodes()) {
            if (node instanceof Loop l) {
                nodes.add(cleared(l, used));
            } else if (!(node instanceof LoopNode.Compute c) || used.contains(c.result().id())) {
                nodes.add(node);
            }
        }
        return loop.with(new LoopBlock(nodes));
    }
}
