package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;

/// `erfc`, `erfcx` and the normal distribution in fp64. `(1 + 2x) erfcx(x)` is one polynomial of `t
/// = (x - k) / (x + k)` for all x ≥ 0 (Shepherd and Laframboise, "Chebyshev approximation of (1 +
/// 2x) exp(x²) erfc x", 1981, with a k and a polynomial of our own).
final class ErrorTail64 {
    private static final double K = 3.75;
    private static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double ROOT_HALF_LOW = -0x1.bdd3413b26456p-55;

    /// `(1 + 2x) erfcx(x)` in t from -1 to 1, error below 1.08e-20.
    private static final double[] SCALED = {
        0x1.3ccda0b5d5dc2p+0,
        -0x1.1f367683f89a7p-3,
        0x1.d5f2948159d00p-9,
        0x1.510169d096805p-4,
        -0x1.bda9309a28838p-4,
        0x1.7a14188a99ad6p-4,
        -0x1.e0d0fa6e024a7p-5,
        0x1.d0b0037dce59bp-6,
        -0x1.3f603c33569f9p-7,
        0x1.cc3a0e20da783p-10,
        0x1.33fb240ed7d40p-12,
        -0x1.303f9d6c94458p-12,
        0x1.b144566843de0p-15,
        0x1.778a1ebe688e9p-16,
        -0x1.800955455e215p-17,
        -0x1.0523941776e8fp-20,
        0x1.d6c57660850e8p-20,
        -0x1.f4f7e776838f9p-25,
        -0x1.18fda28e2573fp-22,
        0x1.a291502e452c7p-26,
        0x1.659e06e3aafb0p-25,
        -0x1.3216e8cf314a3p-28,
        -0x1.e78dce46c47b8p-28,
        0x1.40516fa585f7cp-31,
        0x1.4a0cec09685b2p-30,
        -0x1.b66f0dd8b5978p-35,
        -0x1.736f66b8b1192p-33,
        0x1.00b49db16f55cp-39,
        0x1.e00e716f3301bp-37
    };

    private ErrorTail64() {}

    static <T> T erfc(Algebra<T> a, T x) {
        return tail(a, x, a.f64(0));
    }

    /// `erfc(x + low)`: `1 - erf` below 1/2, from there on `e^(-x²) erfcx(x)`.
    private static <T> T tail(Algebra<T> a, T x, T low) {
        T body = a.sub(a.f64(1), ErrorFunction.erf64(a, x));
        T c = a.clamp(x, a.f64(0), a.f64(28));
        T square = a.mul(c, c);
        T lost = a.fma(a.add(c, c), low, a.fma(c, c, a.neg(square)));
        T e = Exponential64.exp(a, a.neg(square));
        T scaled = scaled(a, c);
        T far = a.mul(e, a.fma(a.neg(lost), scaled, scaled));
        return a.select(a.compare(CompareKind.GE, x, a.f64(0.5)), far, body);
    }

    /// `e^(x²) erfc(x)`.
    static <T> T erfcx(Algebra<T> a, T x) {
        T size = a.abs(x);
        T right = scaled(a, a.binary(BinaryKind.MIN_NAN, size, a.f64(0x1p1000)));
        T c = a.clamp(size, a.f64(0), a.f64(40));
        T square = a.mul(c, c);
        T lost = a.fma(c, c, a.neg(square));
        T e = Exponential64.exp(a, square);
        T twice = a.add(e, e);
        T left = a.sub(a.fma(twice, lost, twice), right);
        T over = a.compare(CompareKind.LT, x, a.f64(-30));
        T negative = a.select(over, a.f64(Double.POSITIVE_INFINITY), left);
        T infinite = a.compare(CompareKind.EQ, x, a.f64(Double.POSITIVE_INFINITY));
        T positive = a.select(infinite, a.f64(0), right);
        T all = a.select(a.compare(CompareKind.LT, x, a.f64(0)), negative, positive);
        // 1 - 2x/√π + x², so that it is 1 at 0
        T near = a.fma(x, a.sub(x, a.f64(0x1.20dd750429b6dp0)), a.f64(1));
        return a.select(a.compare(CompareKind.LT, size, a.f64(0x1p-20)), near, all);
    }

    /// `erfcx(x)` for 0 ≤ x ≤ 2^1000.
    private static <T> T scaled(Algebra<T> a, T x) {
        T t = a.div(a.sub(x, a.f64(K)), a.add(x, a.f64(K)));
        return a.div(a.polynomial64(t, SCALED), a.fma(x, a.f64(2), a.f64(1)));
    }

    /// `erfc(-x / √2) / 2`, the quotient as a sum of two doubles.
    static <T> T normcdf(Algebra<T> a, T x) {
        T bounded = a.clamp(x, a.f64(-40), a.f64(40));
        T minus = a.neg(bounded);
        T high = a.mul(minus, a.f64(ROOT_HALF));
        T lost = a.fma(minus, a.f64(ROOT_HALF), a.neg(high));
        T low = a.fma(minus, a.f64(ROOT_HALF_LOW), lost);
        return a.mul(tail(a, high, low), a.f64(0.5));
    }
}
