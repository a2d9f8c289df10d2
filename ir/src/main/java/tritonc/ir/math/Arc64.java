package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// The inverse functions of the circle in fp64.
final class Arc64 {
    private static final double HALF_PI = 0x1.921fb54442d18p+0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    private static final double QUARTER_PI_LOW = 0x1.1a62633145c07p-55;
    // tan(π/8) and tan(3π/8)
    private static final double NEAR = 0x1.a827999fcef31p-2;
    private static final double FAR = 0x1.3504f333f9de6p1;

    /// `(atan t / t - 1) / t²` in t² for |t| ≤ tan(π/8), error below 4.29e-20.
    private static final double[] ARCTANGENT = {
        -0x1.5555555555555p-2,
        0x1.9999999999997p-3,
        -0x1.24924924920acp-3,
        0x1.c71c71c6dda8cp-4,
        -0x1.745d17355fb40p-4,
        0x1.3b13aea92b800p-4,
        -0x1.1110ced7ae904p-4,
        0x1.e1d8e7e3671b7p-5,
        -0x1.aebd0d9afbb7ap-5,
        0x1.829c6fefc6aacp-5,
        -0x1.503a72dea3f41p-5,
        0x1.f5e70778c399ap-6,
        -0x1.c80183a6f4d8cp-7
    };

    /// `(asin s / s - 1) / s²` in s² for |s| ≤ 1/2, error below 4.19e-21.
    private static final double[] ARCSINE = {
        0x1.5555555555555p-3,
        0x1.3333333333334p-4,
        0x1.6db6db6db6c75p-5,
        0x1.f1c71c71dc217p-6,
        0x1.6e8ba2e2f8089p-6,
        0x1.1c4ec5dfe81d9p-6,
        0x1.c99964e8e2de8p-7,
        0x1.7a8b73dc1b007p-7,
        0x1.3fa92e3923959p-7,
        0x1.14f7ebcffc822p-7,
        0x1.c232290f7ae75p-8,
        0x1.1e6dafec868fcp-7,
        -0x1.641b6703bb104p-9,
        0x1.b20b9dc229eb5p-6,
        -0x1.dfdd83264a978p-6,
        0x1.06c051be25377p-5
    };

    private Arc64() {}

    static <T> T atan(Algebra<T> a, T x) {
        return Exponential64.withSign(a, sector(a, a.abs(x), a.f64(1)), x);
    }

    /// The angle of the point (x, y); y is the first operand, as in C.
    static <T> T atan2(Algebra<T> a, T y, T x) {
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T up = a.abs(y);
        T right = a.abs(x);
        T greatest = a.binary(BinaryKind.MAX_NAN, up, right);
        T large = a.compare(CompareKind.GT, greatest, a.f64(0x1p900));
        T small = a.compare(CompareKind.LT, greatest, a.f64(0x1p-900));
        T factor = a.select(large, a.f64(0x1p-100), a.select(small, a.f64(0x1p100), a.f64(1)));
        T infinite = a.compare(CompareKind.EQ, greatest, infinity);
        T rise = a.select(infinite, corner(a, up), a.mul(up, factor));
        T run = a.select(infinite, corner(a, right), a.mul(right, factor));
        T zero = a.compare(CompareKind.EQ, greatest, a.f64(0));
        T angle = sector(a, rise, a.select(zero, a.f64(1), run));
        // above -0 the angle is a right one, which needs no turning
        T beside = a.or(zero, a.compare(CompareKind.NE, x, a.f64(0)));
        T left = a.and(beside, a.compare(CompareKind.LT, a.bitcast(x, DType.I64), a.i64(0)));
        T beyond = a.sub(a.f64(2 * HALF_PI), a.sub(angle, a.f64(2 * HALF_PI_LOW)));
        return Exponential64.withSign(a, a.select(left, beyond, angle), y);
    }

    /// 1 for inf, 0 for what is finite beside it, NaN for NaN.
    private static <T> T corner(Algebra<T> a, T x) {
        T infinite = a.compare(CompareKind.EQ, x, a.f64(Double.POSITIVE_INFINITY));
        return a.select(infinite, a.f64(1), a.mul(x, a.f64(0)));
    }

    /// The angle of a point of the first quadrant: that of the point turned back by 0, 1/8 or 1/4
    /// turn, so that |t| ≤ tan(π/8).
    private static <T> T sector(Algebra<T> a, T rise, T run) {
        T steep = a.compare(CompareKind.GT, rise, a.mul(run, a.f64(FAR)));
        T flat = a.compare(CompareKind.LE, rise, a.mul(run, a.f64(NEAR)));
        T above = a.select(flat, rise, a.select(steep, a.neg(run), a.sub(rise, run)));
        T below = a.select(flat, run, a.select(steep, rise, a.add(rise, run)));
        T t = a.div(above, below);
        T z = a.mul(t, t);
        T angle = a.fma(a.mul(z, a.polynomial64(z, ARCTANGENT)), t, a.f64(0));
        T turned = a.select(steep, a.f64(HALF_PI), a.f64(HALF_PI / 2));
        T low = a.select(steep, a.f64(HALF_PI_LOW), a.f64(QUARTER_PI_LOW));
        T sum = a.add(turned, a.add(t, a.add(angle, low)));
        return a.select(flat, a.add(t, angle), sum);
    }

    static <T> T asin(Algebra<T> a, T x) {
        T size = a.abs(x);
        T outer = a.compare(CompareKind.GT, size, a.f64(0.5));
        T s = argument(a, size, outer);
        T rest = a.mul(s, series(a, s));
        T twice = a.add(s, s);
        T minus = a.sub(a.f64(HALF_PI_LOW), a.add(rest, rest));
        T y = a.select(outer, a.add(a.sub(a.f64(HALF_PI), twice), minus), a.add(s, rest));
        return Exponential64.withSign(a, y, x);
    }

    static <T> T acos(Algebra<T> a, T x) {
        T size = a.abs(x);
        T outer = a.compare(CompareKind.GT, size, a.f64(0.5));
        T left = a.compare(CompareKind.LT, x, a.f64(0));
        T s = argument(a, size, outer);
        T rest = a.mul(s, series(a, s));
        T near = a.add(a.add(s, s), a.add(rest, rest));
        T far = a.sub(a.f64(2 * HALF_PI), a.sub(near, a.f64(2 * HALF_PI_LOW)));
        T right = a.sub(a.f64(HALF_PI), a.add(s, a.sub(rest, a.f64(HALF_PI_LOW))));
        T other = a.add(a.f64(HALF_PI), a.add(s, a.add(rest, a.f64(HALF_PI_LOW))));
        return a.select(outer, a.select(left, far, near), a.select(left, other, right));
    }

    /// `asin x = π/2 - 2 asin √((1 - x) / 2)` for large x.
    private static <T> T argument(Algebra<T> a, T size, T outer) {
        T half = a.mul(a.sub(a.f64(1), size), a.f64(0.5));
        return a.select(outer, a.unary(UnaryKind.SQRT, half), size);
    }

    private static <T> T series(Algebra<T> a, T s) {
        T z = a.mul(s, s);
        return a.mul(z, a.polynomial64(z, ARCSINE));
    }
}
