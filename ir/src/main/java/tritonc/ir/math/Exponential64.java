package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

/// `exp`, `exp2`, `expm1` and `tanh` in fp64, as in [Exponential32].
final class Exponential64 {
    /// 1.5 · 2^52: a double of this size has no bits after the point.
    static final double MAGIC = 0x1.8p52;

    private static final double LOG2E = 0x1.71547652b82fep0;
    // ln 2 as the sum of two doubles
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    private static final double LN10_HIGH = 0x1.26bb1bbb55516p+1;
    private static final double LN10_LOW = -0x1.f48ad494ea3e9p-53;

    /// From 710 on the result is inf, from -746 on 0. Here n is -2046, where both factors of
    /// [#scale] are 0, as in [Exponential32].
    private static final double LEAST = -1418;

    /// The same where the power is one of two.
    private static final double LEAST_OF_TWO = -2046;

    private Exponential64() {}

    static <T> T exp(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f64(LEAST), a.f64(710));
        T t = a.fma(c, a.f64(LOG2E), a.f64(MAGIC + 2046));
        T r = reduce(a, c, a.sub(t, a.f64(MAGIC + 2046)));
        return scale(a, smallExp(a, r), t);
    }

    static <T> T exp2(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f64(LEAST_OF_TWO), a.f64(1025));
        T t = a.add(c, a.f64(MAGIC + 2046));
        T r = a.sub(c, a.sub(t, a.f64(MAGIC + 2046)));
        return scale(a, powerOfTwo(a, r), t);
    }

    /// `10^x = 2^n e^r` with `r = (x - n log10(2)) ln 10`.
    static <T> T exp10(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f64(-330), a.f64(310));
        T t = a.fma(c, a.f64(0x1.a934f0979a371p+1), a.f64(MAGIC + 2046));
        T n = a.sub(t, a.f64(MAGIC + 2046));
        T rest = a.fma(n, a.f64(-0x1.34413509f79ffp-2), c);
        T low = a.mul(n, a.f64(0x1.9dc1da994fd21p-59));
        T sum = a.add(rest, low);
        T lost = a.add(a.sub(rest, sum), low);
        T high = a.mul(sum, a.f64(LN10_HIGH));
        T more = a.fma(sum, a.f64(LN10_HIGH), a.neg(high));
        T tail = a.add(a.fma(sum, a.f64(LN10_LOW), more), a.mul(lost, a.f64(LN10_HIGH)));
        T p = smallExp(a, high);
        return scale(a, a.fma(p, tail, p), t);
    }

    /// `e^x - 1`.
    static <T> T expm1(Algebra<T> a, T x) {
        T c = a.clamp(x, a.f64(-40), a.f64(710));
        T t = a.fma(c, a.f64(LOG2E), a.f64(MAGIC + 1022));
        T v = smallExpm1(a, reduce(a, c, a.sub(t, a.f64(MAGIC + 1022))));
        T half = exponent(a, t);
        T y = a.fma(half, v, a.sub(half, a.f64(0.5)));
        T tiny = a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-54));
        return a.select(tiny, x, a.add(y, y));
    }

    /// Below 1/2 an odd polynomial, else `m / (m + 2)` with `m = expm1(2|x|)`; and the sign of x.
    static <T> T tanh(Algebra<T> a, T x) {
        T c = a.binary(BinaryKind.MIN_NAN, a.abs(x), a.f64(20));
        T t = a.fma(c, a.f64(2 * LOG2E), a.f64(MAGIC + 1023));
        T v = smallExpm1(a, reduce(a, a.add(c, c), a.sub(t, a.f64(MAGIC + 1023))));
        T power = exponent(a, t);
        T m = a.fma(power, v, a.sub(power, a.f64(1)));
        T large = a.div(m, a.add(m, a.f64(2)));
        T small = a.compare(CompareKind.LT, c, a.f64(0.5));
        return withSign(a, a.select(small, smallTanh(a, c), large), x);
    }

    /// `e^x` for -700 ≤ x ≤ 0, times -1.
    static <T> T minusExp(Algebra<T> a, T x) {
        // 2048 above the exponent is the sign bit
        T t = a.fma(x, a.f64(LOG2E), a.f64(MAGIC + 1023 + 2048));
        T r = reduce(a, x, a.sub(t, a.f64(MAGIC + 1023 + 2048)));
        return a.mul(smallExp(a, r), exponent(a, t));
    }

    /// `tanh x = x + x w` for 0 ≤ x ≤ 1/2, relative error 2^-57.
    private static <T> T smallTanh(Algebra<T> a, T x) {
        T z = a.mul(x, x);
        T p =
                a.polynomial64(
                        z,
                        -0x1.5555555555554p-2,
                        0x1.1111111110f7cp-3,
                        -0x1.ba1ba1b9fba8dp-5,
                        0x1.664f4878a838ap-6,
                        -0x1.226e338322fb3p-7,
                        0x1.d6d362a730221p-9,
                        -0x1.7d9afb77921e6p-10,
                        0x1.34ea2a6c2bd66p-11,
                        -0x1.edfee65bc6bafp-13,
                        0x1.6c1c946415abep-14,
                        -0x1.6fc08485b7039p-16);
        return a.fma(a.mul(z, p), x, x);
    }

    /// `y`, which is not negative, with the sign of `x`.
    static <T> T withSign(Algebra<T> a, T y, T x) {
        T sign = a.and(a.bitcast(x, DType.I64), a.i64(Long.MIN_VALUE));
        return a.bitcast(a.or(a.bitcast(y, DType.I64), sign), DType.FP64);
    }

    /// `2^r` for |r| ≤ 1/2, relative error 2^-55.5.
    static <T> T powerOfTwo(Algebra<T> a, T r) {
        return a.polynomial64(
                r,
                1,
                0x1.62e42fefa39efp-1,
                0x1.ebfbdff82c58fp-3,
                0x1.c6b08d704a0d6p-5,
                0x1.3b2ab6fba4ea8p-7,
                0x1.5d87fe78a125dp-10,
                0x1.430912f8596d2p-13,
                0x1.ffcbfc7af911bp-17,
                0x1.62c0229af9a67p-20,
                0x1.b524d0794d066p-24,
                0x1.e4cd9bc2e59c0p-28,
                0x1.ea14ced759390p-32,
                0x1.c6db2d2f43925p-36);
    }

    /// The double whose exponent field (with the sign above it) is the integer in the low bits of
    /// `t`.
    static <T> T exponent(Algebra<T> a, T t) {
        return a.bitcast(a.shl(a.bitcast(t, DType.I64), a.i64(52)), DType.FP64);
    }

    /// `x - n ln 2`.
    private static <T> T reduce(Algebra<T> a, T x, T n) {
        return a.fma(n, a.f64(-LN2_LOW), a.fma(n, a.f64(-LN2_HIGH), x));
    }

    /// `e^r` for |r| ≤ ln 2 / 2, relative error 2^-56.
    private static <T> T smallExp(Algebra<T> a, T r) {
        return a.polynomial64(
                r,
                1,
                1,
                0x1.0000000000006p-1,
                0x1.5555555555560p-3,
                0x1.5555555551a75p-5,
                0x1.111111110b67cp-7,
                0x1.6c16c180f01d5p-10,
                0x1.a01a01d374e2dp-13,
                0x1.a019a13565040p-16,
                0x1.71dd881fd1159p-19,
                0x1.28a80f41209e9p-22,
                0x1.b045266a2977bp-26);
    }

    /// `e^r - 1` for |r| ≤ ln 2 / 2, relative error 2^-56.2.
    private static <T> T smallExpm1(Algebra<T> a, T r) {
        T q =
                a.polynomial64(
                        r,
                        0x1.0000000000001p-1,
                        0x1.5555555555557p-3,
                        0x1.5555555554d37p-5,
                        0x1.11111111100d9p-7,
                        0x1.6c16c16f0be15p-10,
                        0x1.a01a01abea4a9p-13,
                        0x1.a019f3919b3b1p-16,
                        0x1.71de0228563fbp-19,
                        0x1.28022a6803e6bp-22,
                        0x1.af4dffed1ee3cp-26,
                        0x1.e631a0ee3e9e7p-30);
        return a.fma(q, a.mul(r, r), r);
    }

    /// `p · 2^n` in two steps; `t` holds n + 2046 in its low bits.
    static <T> T scale(Algebra<T> a, T p, T t) {
        T bits = a.bitcast(t, DType.I64);
        T half = a.shr(bits, a.i64(1));
        T first = a.bitcast(a.shl(half, a.i64(52)), DType.FP64);
        T second = a.bitcast(a.shl(a.sub(bits, half), a.i64(52)), DType.FP64);
        return a.mul(a.mul(p, first), second);
    }
}
