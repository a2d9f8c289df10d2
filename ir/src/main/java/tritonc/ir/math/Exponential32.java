package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

/// `exp`, `exp2`, `expm1` and `tanh` in fp32. All reduce to `2^n · p(r)` with n the nearest integer
/// to the logarithm: adding [#MAGIC] rounds to an integer and leaves it in the low bits, where a
/// shift by 23 makes it an exponent.
public final class Exponential32 {
    /// 1.5 · 2^23: a float of this size has no bits after the point.
    public static final float MAGIC = 0x1.8p23f;

    /// 1 / ln 2.
    public static final float LOG2E = 0x1.715476p0f;

    /// With [#LN2_LOW] ln 2, as the sum of two floats.
    public static final float LN2_HIGH = 0x1.62e43p-1f;

    public static final float LN2_LOW = -0x1.05c61p-29f;

    /// From 89 on the result is inf, from -104 on 0. Here n is -254, where both factors of [#scale]
    /// are 0: on the way to that result nothing underflows, which takes processors long.
    private static final float LEAST = -176;

    /// The same where the power is one of two.
    private static final float LEAST_OF_TWO = -254;

    private Exponential32() {}

    static <T> T exp(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f32(LEAST), a.f32(89));
        T t = a.fma(c, a.f32(LOG2E), a.f32(MAGIC + 254));
        T n = a.sub(t, a.f32(MAGIC + 254));
        T r = reduce(a, c, n);
        // e^r for |r| ≤ ln 2 / 2, relative error 2^-28.2
        T p =
                a.polynomial32(
                        r,
                        1,
                        1,
                        0x1.fffffcp-2f,
                        0x1.55548cp-3f,
                        0x1.555858p-5f,
                        0x1.123da6p-7f,
                        0x1.6ac144p-10f);
        return scale(a, p, t);
    }

    static <T> T exp2(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f32(LEAST_OF_TWO), a.f32(129));
        T t = a.add(c, a.f32(MAGIC + 254));
        T r = a.sub(c, a.sub(t, a.f32(MAGIC + 254)));
        return scale(a, powerOfTwo(a, r), t);
    }

    /// `e^x - 1`.
    static <T> T expm1(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f32(-18), a.f32(89));
        T t = a.fma(c, a.f32(LOG2E), a.f32(MAGIC + 126));
        T v = smallExpm1(a, reduce(a, c, a.sub(t, a.f32(MAGIC + 126))));
        // (2^n (v + 1) - 1) as twice its half, so that 2^128 is never needed
        T half = exponent(a, t);
        T y = a.fma(half, v, a.sub(half, a.f32(0.5f)));
        T tiny = a.compare(CompareKind.LT, a.abs(x), a.f32(0x1p-25f));
        return a.select(tiny, x, a.add(y, y));
    }

    /// Below 1/2 an odd polynomial, else `m / (m + 2)` with `m = expm1(2|x|)`; and the sign of x.
    static <T> T tanh(Algebra<T> a, T x) {
        T c = a.binary(BinaryKind.MIN_NAN, a.abs(x), a.f32(10));
        T t = a.fma(c, a.f32(2 * LOG2E), a.f32(MAGIC + 127));
        T v = smallExpm1(a, reduce(a, a.add(c, c), a.sub(t, a.f32(MAGIC + 127))));
        T power = exponent(a, t);
        T m = a.fma(power, v, a.sub(power, a.f32(1)));
        T large = a.div(m, a.add(m, a.f32(2)));
        T small = a.compare(CompareKind.LT, c, a.f32(0.5f));
        return withSign(a, a.select(small, smallTanh(a, c), large), x);
    }

    /// `tanh x = x + x w` for 0 ≤ x ≤ 1/2, relative error 2^-31.
    private static <T> T smallTanh(Algebra<T> a, T x) {
        T z = a.mul(x, x);
        T p =
                a.polynomial32(
                        z,
                        -0x1.555552p-2f,
                        0x1.110f6p-3f,
                        -0x1.b99506p-5f,
                        0x1.5d4a92p-6f,
                        -0x1.b5c192p-8f);
        return a.fma(a.mul(z, p), x, x);
    }

    /// `y`, which is not negative, with the sign of `x`.
    static <T> T withSign(Algebra<T> a, T y, T x) {
        T sign = a.and(a.bitcast(x, DType.I32), a.i32(Integer.MIN_VALUE));
        return a.bitcast(a.or(a.bitcast(y, DType.I32), sign), DType.FP32);
    }

    /// `2^r` for |r| ≤ 1/2, relative error 2^-27.5.
    static <T> T powerOfTwo(Algebra<T> a, T r) {
        return a.polynomial32(
                r,
                1,
                0x1.62e432p-1f,
                0x1.ebfbe6p-3f,
                0x1.c6ada6p-5f,
                0x1.3b21c8p-7f,
                0x1.5fc0bp-10f,
                0x1.4bb688p-13f);
    }

    /// The float whose exponent field (with the sign above it) is the integer in the low bits of
    /// `t`.
    static <T> T exponent(Algebra<T> a, T t) {
        return a.bitcast(a.shl(a.bitcast(t, DType.I32), a.i32(23)), DType.FP32);
    }

    /// `x - n ln 2`.
    private static <T> T reduce(Algebra<T> a, T x, T n) {
        return a.fma(n, a.f32(-LN2_LOW), a.fma(n, a.f32(-LN2_HIGH), x));
    }

    /// `e^r - 1` for |r| ≤ ln 2 / 2, relative error 2^-31.
    private static <T> T smallExpm1(Algebra<T> a, T r) {
        T q =
                a.polynomial32(
                        r,
                        0x1.0p-1f,
                        0x1.555554p-3f,
                        0x1.5554eap-5f,
                        0x1.1113acp-7f,
                        0x1.6d4c68p-10f,
                        0x1.9c5ed4p-13f);
        return a.fma(q, a.mul(r, r), r);
    }

    /// `p · 2^n` in two steps of about n/2, so that neither factor leaves the normal floats and a
    /// subnormal result is rounded once; `t` holds n + 254 in its low bits.
    private static <T> T scale(Algebra<T> a, T p, T t) {
        T bits = a.bitcast(t, DType.I32);
        T half = a.shr(bits, a.i32(1));
        T first = a.bitcast(a.shl(half, a.i32(23)), DType.FP32);
        T second = a.bitcast(a.shl(a.sub(bits, half), a.i32(23)), DType.FP32);
        return a.mul(a.mul(p, first), second);
    }
}
