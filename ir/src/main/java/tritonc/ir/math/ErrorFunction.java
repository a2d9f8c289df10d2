package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;

/// `erf`: below 1 an odd polynomial, above it `1 - erfc(x)` with the logarithm of erfc as a
/// polynomial, whose error counts less the smaller erfc is.
final class ErrorFunction {
    private ErrorFunction() {}

    static <T> T erf32(Algebra<T> a, T x) {
        // erf(3.95) rounds to 1
        T c = a.binary(BinaryKind.MIN_NAN, a.abs(x), a.f32(3.95f));
        T y = a.select(a.compare(CompareKind.LT, c, a.f32(1)), small32(a, c), large32(a, c));
        return Exponential32.withSign(a, y, x);
    }

    /// For x ≤ 1: `x + x P(x²)`, relative error 2^-29.4.
    private static <T> T small32(Algebra<T> a, T x) {
        T p =
                a.polynomial32(
                        a.mul(x, x),
                        0x1.06eba8p-3f,
                        -0x1.81273ep-2f,
                        0x1.ce2ce6p-4f,
                        -0x1.b7f71ap-6f,
                        0x1.53f224p-8f,
                        -0x1.a3515ep-11f,
                        0x1.4771fep-14f);
        return a.fma(p, x, x);
    }

    /// For 1 ≤ x ≤ 3.95: `1 - 2^G(x)`, relative error of the result 2^-35.3 before rounding.
    private static <T> T large32(Algebra<T> a, T x) {
        T g =
                a.polynomial32(
                        x,
                        0x1.1d1c0ap-12f,
                        -0x1.a13014p0f,
                        -0x1.d3bb4cp-1f,
                        -0x1.4059p-3f,
                        0x1.29f2b6p-5f,
                        -0x1.8d98cap-8f,
                        0x1.4de976p-11f,
                        -0x1.06915cp-15f);
        // 256 above the exponent is the sign bit: the power comes out negative
        T t = a.add(g, a.f32(Exponential32.MAGIC + 127 + 256));
        T r = a.sub(g, a.sub(t, a.f32(Exponential32.MAGIC + 127 + 256)));
        T minusPower = Exponential32.exponent(a, t);
        return a.fma(Exponential32.powerOfTwo(a, r), minusPower, a.f32(1));
    }

    static <T> T erf64(Algebra<T> a, T x) {
        // erf(6) rounds to 1
        T c = a.binary(BinaryKind.MIN_NAN, a.abs(x), a.f64(6));
        T y = a.select(a.compare(CompareKind.LT, c, a.f64(1)), small64(a, c), large64(a, c));
        return Exponential64.withSign(a, y, x);
    }

    /// For x ≤ 1: `x + x P(x²)`, relative error 2^-56.3.
    private static <T> T small64(Algebra<T> a, T x) {
        T p =
                a.polynomial64(
                        a.mul(x, x),
                        0x1.06eba8214db69p-3,
                        -0x1.812746b0379e6p-2,
                        0x1.ce2f21a042b20p-4,
                        -0x1.b82ce3128499dp-6,
                        0x1.565bcd0db02fbp-8,
                        -0x1.c02db3d8ed655p-11,
                        0x1.f9a321a1252bbp-14,
                        -0x1.f4d1df39d7982p-17,
                        0x1.b9def1a4ec676p-20,
                        -0x1.5f1d36fced3fbp-23,
                        0x1.f7a414a06620ap-27,
                        -0x1.386ac845640c3p-30,
                        0x1.0579beda58827p-34);
        return a.fma(p, x, x);
    }

    /// For 1 ≤ x ≤ 6: `1 - e^G(x - 1)`, relative error of the result 2^-55.9 before rounding.
    private static <T> T large64(Algebra<T> a, T x) {
        T g =
                a.polynomial64(
                        a.sub(x, a.f64(1)),
                        -0x1.d97fbf27aa2a1p+0,
                        -0x1.51c9b0006c21ep+1,
                        -0x1.afabc11a2acf4p-1,
                        -0x1.5477f099ef296p-5,
                        0x1.48c9d3889136fp-7,
                        -0x1.033f5ae3dafe5p-9,
                        0x1.f1b07c74d08c0p-13,
                        0x1.b929cb755b278p-16,
                        -0x1.c84b3bf75ed21p-16,
                        0x1.4470c3d7052e1p-17,
                        -0x1.1dd8bca74c301p-19,
                        0x1.b4761f898f1c9p-23,
                        0x1.f9488494c8c8ep-25,
                        -0x1.216c4d77e3b36p-25,
                        0x1.2767cb9e40ddap-27,
                        -0x1.6e525ef68d66ep-30,
                        0x1.0974dab06169fp-33,
                        -0x1.5ad71a277d30ep-38);
        return a.add(a.f64(1), Exponential64.minusExp(a, g));
    }
}
