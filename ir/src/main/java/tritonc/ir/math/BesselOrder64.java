package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.util.List;

/// The Bessel functions of an integer order in fp64, by the recurrence `C(k+1) = 2k/x C(k) -
/// C(k-1)`. Upwards from the orders 0 and 1 it is stable for `Y`, and for `J` up to the argument.
/// For orders above, `J` begins with 0 and 1 well above the order and goes down; what comes out is
/// a multiple of the true values, which the known ones of the orders 0 and 1 tell.
///
/// Source: the backward recurrence is J. C. P. Miller's (*Bessel Functions, Part II*, British
/// Association, 1952).
public final class BesselOrder64 {
    /// What changes from step to step: steps left, the order, the values of the order before and of
    /// this one, and the value of the order asked for where the recurrence passes it.
    private record State<T>(T left, T order, T before, T now, T answer) {
        static <T> State<T> of(List<T> all) {
            return new State<>(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
        }

        List<T> all() {
            return List.of(left, order, before, now, answer);
        }
    }

    private BesselOrder64() {}

    /// `J_n(x)` where `n` is of i32 and `x` of `type`, fp32 or fp64; NaN for negative orders.
    public static <T> T jn(Looping<T> a, DType type, T n, T x) {
        T order = a.cast(n, DType.FP64);
        return type == DType.FP64
                ? jn(a, order, x)
                : a.cast(jn(a, order, a.cast(x, DType.FP64)), type);
    }

    /// `Y_n(x)`, likewise; NaN for negative arguments too, -∞ at 0.
    public static <T> T yn(Looping<T> a, DType type, T n, T x) {
        T order = a.cast(n, DType.FP64);
        return type == DType.FP64
                ? yn(a, order, x)
                : a.cast(yn(a, order, a.cast(x, DType.FP64)), type);
    }

    private static <T> T jn(Looping<T> a, T n, T x) {
        T size = a.abs(x);
        T zeroth = Wave64.j0(a, size);
        T first = Wave64.j1(a, size);
        T upwards = a.compare(CompareKind.LE, n, size);
        // below 2^-1075 for sure
        T vanishes =
                a.or(
                        a.compare(CompareKind.GT, n, a.fma(a.f64(2), size, a.f64(2000))),
                        a.compare(CompareKind.LT, size, a.f64(0x1p-600)));
        T top = start(a, n);
        T steps = a.select(upwards, a.sub(n, a.f64(1)), top);
        T outside = a.or(vanishes, outside(a, n, size));
        State<T> begin =
                new State<>(
                        a.select(outside, a.f64(0), steps),
                        a.select(upwards, a.f64(1), top),
                        a.select(upwards, zeroth, a.f64(0)),
                        a.select(upwards, first, a.f64(1)),
                        a.f64(0));
        T by = a.select(upwards, a.f64(1), a.f64(-1));
        State<T> end = run(a, begin, n, size, by);
        T larger = a.compare(CompareKind.GE, a.abs(zeroth), a.abs(first));
        T scale = a.div(a.select(larger, zeroth, first), a.select(larger, end.now(), end.before()));
        T found = a.select(upwards, end.now(), a.mul(end.answer(), scale));
        found = a.select(a.or(vanishes, infinite(a, size)), a.f64(0), found);
        T low = a.select(a.compare(CompareKind.EQ, n, a.f64(0)), zeroth, first);
        found = a.select(a.compare(CompareKind.LE, n, a.f64(1)), low, found);
        T odd = a.and(a.cast(n, DType.I64), a.i64(1));
        T turned = a.compare(CompareKind.LT, a.bitcast(x, DType.I64), a.i64(0));
        T negative = a.and(turned, a.compare(CompareKind.NE, odd, a.i64(0)));
        found = a.select(negative, a.neg(found), found);
        T defined = a.compare(CompareKind.GE, n, a.f64(0));
        T number = a.compare(CompareKind.EQ, x, x);
        return a.select(a.and(defined, number), found, a.f64(Double.NaN));
    }

    private static <T> T yn(Looping<T> a, T n, T x) {
        T zeroth = Wave64.y0(a, x);
        T first = Wave64.y1(a, x);
        T steps = a.select(outside(a, n, x), a.f64(0), a.sub(n, a.f64(1)));
        State<T> begin = new State<>(steps, a.f64(1), zeroth, first, a.f64(0));
        State<T> end = run(a, begin, n, x, a.f64(1));
        T found = a.select(a.compare(CompareKind.EQ, n, a.f64(0)), zeroth, end.now());
        T defined = a.compare(CompareKind.GE, n, a.f64(0));
        return a.select(defined, found, a.f64(Double.NaN));
    }

    /// An order from which a recurrence down to `n` and further is right to all places.
    private static <T> T start(Algebra<T> a, T n) {
        T above = a.unary(UnaryKind.SQRT, a.mul(n, a.f64(200)));
        return a.unary(UnaryKind.FLOOR, a.add(a.add(n, a.f64(30)), above));
    }

    /// Where there is nothing to recur: orders below 2, arguments that are no positive number.
    private static <T> T outside(Algebra<T> a, T n, T x) {
        T inner = a.compare(CompareKind.GT, x, a.f64(0));
        T finite = a.compare(CompareKind.LT, x, a.f64(Double.POSITIVE_INFINITY));
        T several = a.compare(CompareKind.GE, n, a.f64(2));
        T all = a.and(several, a.and(inner, finite));
        return a.compare(CompareKind.EQ, all, a.constant(DType.I1, 0));
    }

    private static <T> T infinite(Algebra<T> a, T x) {
        return a.compare(CompareKind.EQ, x, a.f64(Double.POSITIVE_INFINITY));
    }

    private static <T> State<T> run(Looping<T> a, State<T> begin, T n, T x, T by) {
        List<T> last =
                a.repeat(
                        begin.all(),
                        s -> isActive(a, State.of(s)),
                        s -> step(a, State.of(s), n, x, by).all());
        return State.of(last);
    }

    private static <T> T isActive(Algebra<T> a, State<T> s) {
        T more = a.compare(CompareKind.GT, s.left(), a.f64(0));
        // Y has run off: it never comes back
        return a.and(more, a.compare(CompareKind.GT, s.now(), a.f64(Double.NEGATIVE_INFINITY)));
    }

    private static <T> State<T> step(Algebra<T> a, State<T> s, T n, T x, T by) {
        T active = isActive(a, s);
        T down = a.compare(CompareKind.LT, by, a.f64(0));
        T factor = a.div(a.add(s.order(), s.order()), x);
        T next = a.fma(factor, s.now(), a.neg(s.before()));
        T answer = a.select(a.compare(CompareKind.EQ, s.order(), n), s.now(), s.answer());
        T scale = a.select(down, towardsOne(a, next), a.f64(1));
        return new State<>(
                a.select(active, a.sub(s.left(), a.f64(1)), s.left()),
                a.select(active, a.add(s.order(), by), s.order()),
                a.select(active, a.mul(s.now(), scale), s.before()),
                a.select(active, a.mul(next, scale), s.now()),
                a.select(active, a.mul(answer, scale), s.answer()));
    }

    /// A power of two that makes a large number one from 1 to 2; 1 for others.
    private static <T> T towardsOne(Algebra<T> a, T x) {
        T exponent = a.and(a.bitcast(x, DType.I64), a.i64(0x7ff0000000000000L));
        T inverse = a.bitcast(a.binary(BinaryKind.SUB, a.i64(2046L << 52), exponent), DType.FP64);
        T large = a.compare(CompareKind.GT, a.abs(x), a.f64(0x1p100));
        return a.select(large, inverse, a.f64(1));
    }
}
