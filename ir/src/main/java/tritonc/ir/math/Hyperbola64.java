package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// The hyperbolic functions and their inverses in fp64, by `expm1` and `log1p`.
final class Hyperbola64 {
    // e^x is finite below; above it e^(x/2) is squared
    private static final double LARGE = 709;
    // from here on x² + 1 = x² and 1 + x = x
    private static final double HUGE = 0x1p54;
    private static final double LN2 = 0x1.62e42fefa39efp-1;

    private Hyperbola64() {}

    /// `(m + m / (m + 1)) / 2` with `m = expm1|x|`; and the sign of x.
    static <T> T sinh(Algebra<T> a, T x) {
        T size = a.abs(x);
        T large = a.compare(CompareKind.GT, size, a.f64(LARGE));
        T m = Exponential64.expm1(a, a.select(large, a.mul(size, a.f64(0.5)), size));
        T half = a.mul(m, a.f64(0.5));
        T usual = a.mul(a.add(m, a.div(m, a.add(m, a.f64(1)))), a.f64(0.5));
        return Exponential64.withSign(a, a.select(large, a.mul(half, m), usual), x);
    }

    static <T> T cosh(Algebra<T> a, T x) {
        T size = a.abs(x);
        T large = a.compare(CompareKind.GT, size, a.f64(LARGE));
        T e = Exponential64.exp(a, a.select(large, a.mul(size, a.f64(0.5)), size));
        T half = a.mul(e, a.f64(0.5));
        return a.select(large, a.mul(half, e), a.add(half, a.div(a.f64(0.5), e)));
    }

    /// `log(x + √(x² + 1))` for positive x, as `log1p(x + x² / (1 + √(x² + 1)))`.
    static <T> T asinh(Algebra<T> a, T x) {
        T size = a.abs(x);
        T huge = a.compare(CompareKind.GT, size, a.f64(HUGE));
        T c = a.select(huge, a.f64(1), size);
        T square = a.mul(c, c);
        T root = a.unary(UnaryKind.SQRT, a.add(square, a.f64(1)));
        T more = a.add(c, a.div(square, a.add(root, a.f64(1))));
        return Exponential64.withSign(a, logarithm(a, huge, size, more), x);
    }

    /// `log(x + √(x² - 1))`, as `log1p(t + √(t² + 2t))` with `t = x - 1`; NaN below 1.
    static <T> T acosh(Algebra<T> a, T x) {
        T huge = a.compare(CompareKind.GT, x, a.f64(HUGE));
        T t = a.sub(a.select(huge, a.f64(1), x), a.f64(1));
        T root = a.unary(UnaryKind.SQRT, a.fma(t, t, a.add(t, t)));
        T y = logarithm(a, huge, x, a.add(t, root));
        return a.select(a.compare(CompareKind.LT, x, a.f64(1)), a.f64(Double.NaN), y);
    }

    /// `log1p(2x / (1 - x)) / 2` for positive x; NaN beyond 1.
    static <T> T atanh(Algebra<T> a, T x) {
        T size = a.abs(x);
        T u = a.div(a.add(size, size), a.sub(a.f64(1), size));
        T y = a.mul(Logarithm64.log1p(a, u), a.f64(0.5));
        T infinite = a.compare(CompareKind.EQ, size, a.f64(Double.POSITIVE_INFINITY));
        T tiny = a.compare(CompareKind.LT, size, a.f64(0x1p-27));
        T known = a.select(tiny, size, a.select(infinite, a.f64(Double.NaN), y));
        return Exponential64.withSign(a, known, x);
    }

    /// `log(2x)` where x is huge, else `log1p(more)`.
    private static <T> T logarithm(Algebra<T> a, T huge, T x, T more) {
        T y = Logarithm64.log1p(a, a.select(huge, x, more));
        return a.select(huge, a.add(y, a.f64(LN2)), y);
    }
}
