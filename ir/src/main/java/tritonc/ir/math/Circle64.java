package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// `sin`, `cos` and `tan` in fp64. The angle is reduced to a sum r + low: below 2^45 by n π/2 in
/// three doubles, from there on by [FarAngle64].
final class Circle64 {
    private static final double LIMIT = 0x1p45;
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    private static final double HALF_PI_1 = 0x1.921fb54442d18p0;
    private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
    private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;

    private Circle64() {}

    static <T> T sin(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        T y = quadrant(a, angle, angle.n);
        return a.select(tiny(a, x), x, y);
    }

    static <T> T cos(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        return quadrant(a, angle, a.add(angle.n, a.i64(1)));
    }

    static <T> T tan(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        T z = a.mul(angle.r, angle.r);
        T sine = sine(a, angle, z);
        T cosine = cosine(a, angle, z);
        T odd = a.compare(CompareKind.NE, a.and(angle.n, a.i64(1)), a.i64(0));
        T above = a.select(odd, a.neg(cosine), sine);
        T y = a.div(above, a.select(odd, sine, cosine));
        return a.select(tiny(a, x), x, y);
    }

    /// `sin(π x)`; a zero has the sign of x.
    static <T> T sinpi(Algebra<T> a, T x) {
        Angle<T> angle = halfTurns(a, x);
        T y = quadrant(a, angle, angle.n);
        T zero = a.compare(CompareKind.EQ, y, a.f64(0));
        return a.select(zero, Exponential64.withSign(a, a.f64(0), x), y);
    }

    /// `cos(π x)`; no zero is negative.
    static <T> T cospi(Algebra<T> a, T x) {
        Angle<T> angle = halfTurns(a, x);
        return a.add(quadrant(a, angle, a.add(angle.n, a.i64(1))), a.f64(0));
    }

    /// The angle `π x`: turns are left out exactly, and so are quarters.
    private static <T> Angle<T> halfTurns(Algebra<T> a, T x) {
        T turns = a.unary(UnaryKind.RINT, a.mul(x, a.f64(0.5)));
        T within = a.fma(turns, a.f64(-2), x);
        T n = a.unary(UnaryKind.RINT, a.add(within, within));
        T rest = a.fma(n, a.f64(-0.5), within);
        T r = a.mul(rest, a.f64(2 * HALF_PI_1));
        T lost = a.fma(rest, a.f64(2 * HALF_PI_1), a.neg(r));
        T low = a.fma(rest, a.f64(2 * HALF_PI_2), lost);
        return new Angle<>(r, low, a.cast(n, DType.I64));
    }

    private static <T> T tiny(Algebra<T> a, T x) {
        return a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-27));
    }

    /// `x = n π/2 + r + low`, |r| ≤ π/4, low below half a last place of r; n in i64 (its low two
    /// bits).
    record Angle<T>(T r, T low, T n) {}

    private static <T> Angle<T> reduce(Algebra<T> a, T x) {
        T far = a.compare(CompareKind.GE, a.abs(x), a.f64(LIMIT));
        Angle<T> small = reduceNear(a, x);
        Angle<T> large = FarAngle64.reduce(a, x);
        return new Angle<>(
                a.select(far, large.r, small.r),
                a.select(far, large.low, small.low),
                a.select(far, large.n, small.n));
    }

    private static <T> Angle<T> reduceNear(Algebra<T> a, T x) {
        T t = a.fma(x, a.f64(TWO_OVER_PI), a.f64(Exponential64.MAGIC));
        T n = a.sub(t, a.f64(Exponential64.MAGIC));
        // exact: a multiple of the last place of HALF_PI_1 below 2
        T first = a.fma(n, a.f64(-HALF_PI_1), x);
        T next = a.mul(n, a.f64(-HALF_PI_2));
        T r = a.add(first, next);
        // what the sum and the product lost (Knuth's two-sum)
        T grown = a.sub(r, first);
        T lost = a.add(a.sub(first, a.sub(r, grown)), a.sub(next, grown));
        T low = a.add(lost, a.fma(n, a.f64(-HALF_PI_2), a.neg(next)));
        return new Angle<>(r, a.fma(n, a.f64(-HALF_PI_3), low), a.bitcast(t, DType.I64));
    }

    private static <T> T quadrant(Algebra<T> a, Angle<T> angle, T n) {
        T z = a.mul(angle.r, angle.r);
        T odd = a.compare(CompareKind.NE, a.and(n, a.i64(1)), a.i64(0));
        T magnitude = a.select(odd, cosine(a, angle, z), sine(a, angle, z));
        T sign = a.shl(a.and(n, a.i64(2)), a.i64(62));
        T bits = a.binary(BinaryKind.XOR, a.bitcast(magnitude, DType.I64), sign);
        return a.bitcast(bits, DType.FP64);
    }

    /// `sin(r + low) = r + (r w + low (1 - r²/2))`, relative error 2^-57 before rounding.
    private static <T> T sine(Algebra<T> a, Angle<T> angle, T z) {
        T w =
                a.mul(
                        z,
                        a.polynomial64(
                                z,
                                -0x1.5555555555555p-3,
                                0x1.111111111110bp-7,
                                -0x1.a01a01a018a51p-13,
                                0x1.71de3a532e40bp-19,
                                -0x1.ae64528a761ebp-26,
                                0x1.61208a51cad14p-33,
                                -0x1.aaa14a8d063a4p-41));
        T half = a.mul(z, a.f64(-0.5));
        T low = a.fma(half, angle.low, angle.low);
        return a.add(angle.r, a.fma(angle.r, w, low));
    }

    /// `cos(r + low) = 1 - r²/2 + (r⁴ C - r low)`, relative error 2^-59 before rounding.
    private static <T> T cosine(Algebra<T> a, Angle<T> angle, T z) {
        T c =
                a.polynomial64(
                        z,
                        0x1.555555555554bp-5,
                        -0x1.6c16c16c14f6cp-10,
                        0x1.a01a019c8097fp-16,
                        -0x1.27e4f7e80376ep-22,
                        0x1.1ee9d5c9bc29ep-29,
                        -0x1.8fa395d7bd8cep-37);
        T half = a.mul(z, a.f64(0.5));
        T one = a.sub(a.f64(1), half);
        T lost = a.sub(a.sub(a.f64(1), one), half);
        T tail = a.fma(a.mul(z, z), c, a.neg(a.mul(angle.r, angle.low)));
        return a.add(one, a.add(lost, tail));
    }
}
