package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

/// `log`, `log2` and `log1p` in fp64: `x = 2^e (1 + f)` with 1 + f in [√½, √2), and `log(1 + f) = 2
/// atanh(s)` for `s = f / (2 + f)`.
final class Logarithm64 {
    static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;
    private static final long ONE = 0x3ff0000000000000L;
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    private static final double LOG10_2_HIGH = 0x1.34413509f7000p-2;
    private static final double LOG10_2_LOW = 0x1.3fde623e2566bp-43;

    private Logarithm64() {}

    static <T> T log(Algebra<T> a, T x) {
        Split<T> s = split(a, x);
        return special(a, x, x, natural(a, s.e, s.f));
    }

    static <T> T log2(Algebra<T> a, T x) {
        Split<T> s = split(a, x);
        T w = a.sub(s.f, correction(a, s.f));
        // log2(e) w = w + (log2(e) - 1) w
        T y = a.add(s.e, a.fma(w, a.f64(0x1.c551d94ae0bf8p-2), w));
        return special(a, x, x, y);
    }

    static <T> T log10(Algebra<T> a, T x) {
        Split<T> s = split(a, x);
        T minus = a.neg(correction(a, s.f));
        T w = a.add(s.f, minus);
        T lost = a.add(a.sub(s.f, w), minus);
        T product = a.mul(w, a.f64(0x1.bcb7b1526e50ep-2));
        T more = a.fma(w, a.f64(0x1.bcb7b1526e50ep-2), a.neg(product));
        T low =
                a.fma(
                        w,
                        a.f64(0x1.95355baaafad3p-57),
                        a.fma(lost, a.f64(0x1.bcb7b1526e50ep-2), more));
        // exact: e has 11 bits, the constant 42
        T high = a.mul(s.e, a.f64(LOG10_2_HIGH));
        T sum = a.add(high, product);
        T rest = a.add(a.sub(high, sum), product);
        T all = a.add(a.fma(s.e, a.f64(LOG10_2_LOW), low), rest);
        return special(a, x, x, a.add(sum, all));
    }

    /// `log(1 + x)`, as [Logarithm32#log1p].
    static <T> T log1p(Algebra<T> a, T x) {
        T u = a.add(x, a.f64(1));
        T e = a.shr(a.sub(a.bitcast(u, DType.I64), a.i64(ROOT_HALF)), a.i64(52));
        T field = a.shl(e, a.i64(52));
        T scaled = a.bitcast(a.sub(a.bitcast(x, DType.I64), field), DType.FP64);
        T power = a.binary(BinaryKind.MAX, a.sub(a.i64(ONE), field), a.i64(0));
        T f = a.add(scaled, a.sub(a.bitcast(power, DType.FP64), a.f64(1)));
        T y = special(a, x, u, natural(a, a.cast(e, DType.FP64), f));
        return a.select(a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-54)), x, y);
    }

    /// `e` as a double, `f` in [√½ - 1, √2 - 1).
    record Split<T>(T e, T f) {}

    static <T> Split<T> split(Algebra<T> a, T x) {
        T tiny = a.compare(CompareKind.LT, x, a.f64(0x1p-1022));
        T bits = a.bitcast(a.select(tiny, a.mul(x, a.f64(0x1p52)), x), DType.I64);
        T e = a.shr(a.sub(bits, a.i64(ROOT_HALF)), a.i64(52));
        T f = a.sub(a.bitcast(a.sub(bits, a.shl(e, a.i64(52))), DType.FP64), a.f64(1));
        T bias = a.select(tiny, a.f64(-52), a.f64(0));
        return new Split<>(a.add(a.cast(e, DType.FP64), bias), f);
    }

    /// `e ln 2 + log(1 + f)`; as 2s = f - s f, `log(1 + f) = f - s (f - R)`.
    private static <T> T natural(Algebra<T> a, T e, T f) {
        T low = a.fma(e, a.f64(LN2_LOW), a.neg(correction(a, f)));
        return a.fma(e, a.f64(LN2_HIGH), a.add(f, low));
    }

    /// `s (f - R)` with `2 atanh(s) = 2 s + s R`; relative error of the logarithm 2^-61.
    private static <T> T correction(Algebra<T> a, T f) {
        T s = a.div(f, a.add(f, a.f64(2)));
        T z = a.mul(s, s);
        T p =
                a.polynomial64(
                        z,
                        0x1.5555555555555p-1,
                        0x1.9999999999e03p-2,
                        0x1.249249242af04p-2,
                        0x1.c71c725963f55p-3,
                        0x1.745cde13c3691p-3,
                        0x1.3b20b1a044fb4p-3,
                        0x1.0f5c3a9b8be4cp-3,
                        0x1.0f684eef2e17ap-3);
        return a.mul(s, a.sub(f, a.mul(z, p)));
    }

    /// `y`, but inf for x = inf, -inf for u = 0, NaN for u negative or NaN.
    private static <T> T special(Algebra<T> a, T x, T u, T y) {
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T zero = a.f64(0);
        T bounded = a.select(a.compare(CompareKind.EQ, x, infinity), infinity, y);
        T outside =
                a.select(
                        a.compare(CompareKind.EQ, u, zero),
                        a.f64(Double.NEGATIVE_INFINITY),
                        a.f64(Double.NaN));
        return a.select(a.compare(CompareKind.GT, u, zero), bounded, outside);
    }
}
