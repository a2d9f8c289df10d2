package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

/// `log`, `log2` and `log1p` in fp32: `x = 2^e (1 + f)` with 1 + f in [√½, √2), where the logarithm
/// of 1 + f is a polynomial.
final class Logarithm32 {
    private static final int ROOT_HALF = 0x3f3504f3;
    private static final int ONE = 0x3f800000;
    private static final float LN2 = 0x1.62e43p-1f;

    private Logarithm32() {}

    static <T> T log(Algebra<T> a, T x) {
        Split<T> s = split(a, x);
        return special(a, x, x, natural(a, s.e, s.f));
    }

    static <T> T log2(Algebra<T> a, T x) {
        Split<T> s = split(a, x);
        // log2(1 + f) / f - 1, relative error of the logarithm 2^-26.4
        T q =
                a.polynomial32(
                        s.f,
                        0x1.c551dap-2f,
                        -0x1.71546cp-1f,
                        0x1.ec6f94p-2f,
                        -0x1.715d38p-2f,
                        0x1.27b7cep-2f,
                        -0x1.ea97fep-3f,
                        0x1.9ac244p-3f,
                        -0x1.803a88p-3f,
                        0x1.ad0f3ep-3f,
                        -0x1.2b907ep-3f);
        return special(a, x, x, a.add(s.e, a.fma(q, s.f, s.f)));
    }

    /// `log(1 + x)`: the exponent comes from the rounded sum, f from x itself: `f = x 2^-e + (2^-e
    /// - 1)`.
    static <T> T log1p(Algebra<T> a, T x) {
        T u = a.add(x, a.f32(1));
        T e = a.shr(a.sub(a.bitcast(u, DType.I32), a.i32(ROOT_HALF)), a.i32(23));
        T field = a.shl(e, a.i32(23));
        T scaled = a.bitcast(a.sub(a.bitcast(x, DType.I32), field), DType.FP32);
        // 2^-127 and 2^-128 count as 0
        T power = a.binary(BinaryKind.MAX, a.sub(a.i32(ONE), field), a.i32(0));
        T f = a.add(scaled, a.sub(a.bitcast(power, DType.FP32), a.f32(1)));
        T y = special(a, x, u, natural(a, a.cast(e, DType.FP32), f));
        return a.select(a.compare(CompareKind.LT, a.abs(x), a.f32(0x1p-25f)), x, y);
    }

    /// `e` as a float, `f` in [√½ - 1, √2 - 1).
    private record Split<T>(T e, T f) {}

    private static <T> Split<T> split(Algebra<T> a, T x) {
        T tiny = a.compare(CompareKind.LT, x, a.f32(0x1p-126f));
        T bits = a.bitcast(a.select(tiny, a.mul(x, a.f32(0x1p23f)), x), DType.I32);
        T e = a.shr(a.sub(bits, a.i32(ROOT_HALF)), a.i32(23));
        T f = a.sub(a.bitcast(a.sub(bits, a.shl(e, a.i32(23))), DType.FP32), a.f32(1));
        T bias = a.select(tiny, a.f32(-23), a.f32(0));
        return new Split<>(a.add(a.cast(e, DType.FP32), bias), f);
    }

    /// `e ln 2 + log(1 + f)`.
    private static <T> T natural(Algebra<T> a, T e, T f) {
        // (log(1 + f) - f) / f², relative error of the logarithm 2^-26.9
        T w =
                a.polynomial32(
                        f,
                        -0.5f,
                        0x1.555554p-2f,
                        -0x1.000228p-2f,
                        0x1.99a036p-3f,
                        -0x1.547226p-3f,
                        0x1.22d614p-3f,
                        -0x1.0d8038p-3f,
                        0x1.0567aep-3f,
                        -0x1.38da3ap-4f);
        return a.fma(e, a.f32(LN2), a.fma(w, a.mul(f, f), f));
    }

    /// `y`, but inf for x = inf, -inf for u = 0, NaN for u negative or NaN.
    private static <T> T special(Algebra<T> a, T x, T u, T y) {
        T infinity = a.f32(Float.POSITIVE_INFINITY);
        T zero = a.f32(0);
        T bounded = a.select(a.compare(CompareKind.EQ, x, infinity), infinity, y);
        T outside =
                a.select(
                        a.compare(CompareKind.EQ, u, zero),
                        a.f32(Float.NEGATIVE_INFINITY),
                        a.f32(Float.NaN));
        return a.select(a.compare(CompareKind.GT, u, zero), bounded, outside);
    }
}
