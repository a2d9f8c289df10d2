package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Between which numbers integers lie, as far as their definitions and the branches around them
/// tell. Read as signed or unsigned as their types are.
final class Intervals {
    private final Map<Integer, Interval> known = new HashMap<>();
    private final Map<Integer, Arithmetic> definitions = new HashMap<>();

    /// Null where nothing is known, or the value is no integer.
    @Nullable Interval of(Value v) {
        Interval i = known.get(v.id());
        return i == null ? Interval.of(v.type().element()) : i;
    }

    /// How a value is computed; null where it is not.
    @Nullable Arithmetic definition(Value v) {
        return definitions.get(v.id());
    }

    /// The number that a value is known to be, or null.
    @Nullable Long constant(Value v) {
        Interval i = of(v);
        return i != null && i.low() == i.high() ? Long.valueOf(i.low()) : null;
    }

    /// Learns what a node defines.
    void define(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> {
                definitions.put(c.result().id(), c.op());
                put(c.result(), interval(c.op()));
            }
            case LoopNode.Position p -> {
                boolean counts = p.op() instanceof ProgramOp.NumPrograms;
                long most = Integer.MAX_VALUE;
                put(p.result(), counts ? new Interval(1, most) : new Interval(0, most - 1));
            }
            default -> {}
        }
    }

    /// Learns the index of a loop.
    void define(Loop loop) {
        long from = loop.from() instanceof Amount.Constant(long f) ? f : 0;
        long to = loop.to() instanceof Amount.Constant(long t) ? t : loop.extent();
        put(loop.index(), new Interval(from, Math.max(from, to - 1)));
    }

    /// Learns the variable of a loop that turns only where its step is positive.
    void define(Control.For loop) {
        Interval lower = of(loop.lower());
        Interval upper = of(loop.upper());
        if (lower != null && upper != null && lower.low() < upper.high()) {
            put(loop.iv(), new Interval(lower.low(), upper.high() - 1));
        }
    }

    private void put(Value v, @Nullable Interval interval) {
        if (interval != null && fits(interval, v.type().element())) {
            known.put(v.id(), interval);
        } else {
            known.remove(v.id());
        }
    }

    /// Whether all of an interval are numbers of a type. Floats have none: they are rounded, also
    /// to infinity, and their quotients lie between whole numbers.
    private static boolean fits(Interval interval, ElementType type) {
        if (!(type instanceof DType d) || !d.isInteger()) {
            return false;
        }
        Interval all = Interval.of(d);
        return all == null ? interval.isNotNegative() : interval.isWithin(all);
    }

    /// Learns that a value lies in an interval.
    void learn(Value v, Interval interval) {
        Interval before = of(v);
        put(v, before == null ? interval : before.and(interval));
    }

    /// What was known before a branch.
    Map<Integer, Interval> saved() {
        return new HashMap<>(known);
    }

    /// Forgets what a branch told.
    void restore(Map<Integer, Interval> saved) {
        known.putAll(saved);
        known.keySet().retainAll(saved.keySet());
    }

    /// Learns from a condition that holds. Not by recursion, as conditions may be joined one behind
    /// the other.
    void assume(Value condition) {
        Deque<Value> left = new ArrayDeque<>();
        left.push(condition);
        while (!left.isEmpty()) {
            switch (definitions.get(left.pop().id())) {
                case Arithmetic.Binary(BinaryKind kind, Value a, Value b)
                        when kind == BinaryKind.AND -> {
                    left.push(b);
                    left.push(a);
                }
                case Arithmetic.Compare(CompareKind kind, Value a, Value b) -> assume(kind, a, b);
                case null, default -> {}
            }
        }
    }

    private void assume(CompareKind kind, Value a, Value b) {
        switch (kind) {
            case LT -> less(a, b, 1);
            case LE -> less(a, b, 0);
            case GT -> less(b, a, 1);
            case GE -> less(b, a, 0);
            case EQ -> {
                less(a, b, 0);
                less(b, a, 0);
            }
            case NE -> {}
        }
    }

    /// `a + by ≤ b`
    private void less(Value a, Value b, int by) {
        Interval x = of(a);
        Interval y = of(b);
        if (x != null && y != null && y.high() > Long.MIN_VALUE && x.low() < Long.MAX_VALUE) {
            put(a, x.and(new Interval(Long.MIN_VALUE, y.high() - by)));
            put(b, y.and(new Interval(x.low() + by, Long.MAX_VALUE)));
        }
    }

    private @Nullable Interval interval(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Constant c ->
                    c.type().element() instanceof DType d && d.isInteger() && !d.isBool()
                            ? new Interval(c.bits(), c.bits())
                            : null;
            case Arithmetic.Binary b -> {
                Interval x = of(b.a());
                Interval y = of(b.b());
                yield x == null || y == null ? null : binary(b.kind(), x, y);
            }
            case Arithmetic.Unary u -> {
                Interval x = of(u.x());
                yield x == null ? null : unary(u, x);
            }
            case Arithmetic.Select s -> {
                Interval x = of(s.ifTrue());
                Interval y = of(s.ifFalse());
                yield x == null || y == null ? null : x.or(y);
            }
            case Arithmetic.Cast c -> c.to() == DType.I1 ? null : of(c.x());
            case Arithmetic.Bitcast b -> of(b.x());
            case Arithmetic.Compare _, Arithmetic.Fma _, Arithmetic.AddPointer _ -> null;
        };
    }

    private static @Nullable Interval unary(Arithmetic.Unary u, Interval x) {
        return switch (u.kind()) {
            case NEG -> x.negated();
            case ABS -> {
                Long size = x.size();
                yield x.isNotNegative() ? x : size == null ? null : new Interval(0, size);
            }
            default -> null;
        };
    }

    private static @Nullable Interval binary(BinaryKind kind, Interval x, Interval y) {
        return switch (kind) {
            case ADD -> x.plus(y);
            case SUB -> x.minus(y);
            case MUL -> x.times(y);
            case MIN -> new Interval(Math.min(x.low(), y.low()), Math.min(x.high(), y.high()));
            case MAX -> new Interval(Math.max(x.low(), y.low()), Math.max(x.high(), y.high()));
            case DIV -> quotient(x, y);
            case REM -> remainder(x, y);
            case AND -> conjunction(x, y);
            case SHL -> isShift(y) ? x.times(power(y)) : null;
            case SHR -> isShift(y) ? new Interval(x.low() >> y.low(), x.high() >> y.low()) : null;
            case OR, XOR, MULHI, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    private static boolean isShift(Interval by) {
        return by.low() == by.high() && by.isWithin(new Interval(0, 31));
    }

    private static Interval power(Interval by) {
        return new Interval(1L << by.low(), 1L << by.low());
    }

    private static @Nullable Interval conjunction(Interval x, Interval y) {
        if (x.isNotNegative() && y.isNotNegative()) {
            return new Interval(0, Math.min(x.high(), y.high()));
        }
        return x.isNotNegative()
                ? new Interval(0, x.high())
                : y.isNotNegative() ? new Interval(0, y.high()) : null;
    }

    /// Rounded toward 0; 0 for a divisor 0.
    private static @Nullable Interval quotient(Interval x, Interval y) {
        if (y.low() > 0) {
            long least = x.low() < 0 ? x.low() / y.low() : x.low() / y.high();
            long most = x.high() < 0 ? x.high() / y.high() : x.high() / y.low();
            return new Interval(least, most);
        }
        Long size = x.size();
        if (size == null) {
            return null;
        }
        return new Interval(x.isNotNegative() && y.isNotNegative() ? 0 : -size, size);
    }

    /// Of the dividend's sign, nearer to 0 than the divisor, and not farther than the dividend.
    private static @Nullable Interval remainder(Interval x, Interval y) {
        Long divisor = y.size();
        Long size = x.size();
        if (size == null) {
            return null;
        }
        long most = divisor == null ? size : Math.min(size, Math.max(0, divisor - 1));
        return new Interval(x.isNotNegative() ? 0 : -most, x.high() <= 0 ? 0 : most);
    }
}
