package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// `x` to the power `y` as `2^(y log2|x|)`, the logarithm with about 11 bits more than the result:
/// fp32 computes in fp64, fp64 in sums of two doubles. Special cases as in IEEE 754's `pow`.
final class Power {
    private static final double LOG2E = 0x1.71547652b82fep0;
    private static final double LOG2E_LOW = 0x1.777d0ffda0d24p-56;

    private Power() {}

    static <T> T pow32(Algebra<T> a, T x, T y) {
        T wide = a.cast(a.abs(x), DType.FP64);
        T w = a.mul(a.cast(y, DType.FP64), extremes(a, wide, shortLog2(a, wide)));
        T c = a.clamp(w, a.f64(-200), a.f64(200));
        T t = a.add(c, a.f64(Exponential64.MAGIC + 1023));
        T r = a.sub(c, a.sub(t, a.f64(Exponential64.MAGIC + 1023)));
        // 2^r, relative error 2^-39.7
        T q =
                a.polynomial64(
                        r,
                        1,
                        0x1.62e42fef7a212p-1,
                        0x1.ebfbdff7c4cd9p-3,
                        0x1.c6b08df08dc29p-5,
                        0x1.3b2ab7f53eadbp-7,
                        0x1.5d872893770ccp-10,
                        0x1.4306be9ed4e53p-13,
                        0x1.00ee932a98fcap-16,
                        0x1.66365f5ec623cp-20);
        T power = a.cast(a.mul(q, Exponential64.exponent(a, t)), DType.FP32);
        T negative = a.compare(CompareKind.LT, a.bitcast(x, DType.I32), a.i32(0));
        return special(
                a,
                new Numbers<>(a.f32(0), a.f32(1), a.f32(0.5f), a.f32(Float.NaN)),
                x,
                y,
                power,
                negative);
    }

    /// `log2(x)` for positive finite normal x, relative error 2^-44.
    private static <T> T shortLog2(Algebra<T> a, T x) {
        T bits = a.bitcast(x, DType.I64);
        T e = a.shr(a.sub(bits, a.i64(Logarithm64.ROOT_HALF)), a.i64(52));
        T m = a.bitcast(a.sub(bits, a.shl(e, a.i64(52))), DType.FP64);
        T s = a.div(a.sub(m, a.f64(1)), a.add(m, a.f64(1)));
        T z = a.mul(s, s);
        // atanh(s) = s + s³ P(s²), relative error 2^-44.9
        T p =
                a.polynomial64(
                        z,
                        0x1.555555561e81ep-2,
                        0x1.999996a843912p-3,
                        0x1.2494127fd2567p-3,
                        0x1.c62ad9f045a3bp-4,
                        0x1.911971dd9768bp-4);
        T atanh = a.fma(a.mul(s, z), p, s);
        return a.fma(atanh, a.f64(2 * LOG2E), a.cast(e, DType.FP64));
    }

    static <T> T pow64(Algebra<T> a, T x, T y) {
        T positive = a.abs(x);
        Pair<T> log = log2(a, positive);
        T w = a.mul(y, extremes(a, positive, log.high));
        T inside = a.compare(CompareKind.LT, a.abs(w), a.f64(1100));
        T low = a.fma(y, log.high, a.neg(w));
        low = a.select(inside, a.fma(y, log.low, low), a.f64(0));
        T c = a.clamp(w, a.f64(-1100), a.f64(1100));
        T t = a.add(c, a.f64(Exponential64.MAGIC + 2046));
        T r = a.add(a.sub(c, a.sub(t, a.f64(Exponential64.MAGIC + 2046))), low);
        T power = Exponential64.scale(a, Exponential64.powerOfTwo(a, r), t);
        T negative = a.compare(CompareKind.LT, a.bitcast(x, DType.I64), a.i64(0));
        return special(
                a,
                new Numbers<>(a.f64(0), a.f64(1), a.f64(0.5), a.f64(Double.NaN)),
                x,
                y,
                power,
                negative);
    }

    /// The sum of two doubles, the second below half a last place of the first.
    private record Pair<T>(T high, T low) {}

    /// `log2(x)` for positive finite x with relative error 2^-64.
    private static <T> Pair<T> log2(Algebra<T> a, T x) {
        Logarithm64.Split<T> split = Logarithm64.split(a, x);
        Pair<T> s = quotient(a, split.f());
        T z = a.mul(s.high, s.high);
        T zLow = a.fma(s.high, s.high, a.neg(z));
        zLow = a.fma(a.add(s.high, s.high), s.low, zLow);
        // 2 atanh(s) = s (2 + z (2/3 + z P(z)))
        T tail = a.mul(z, tail(a, z));
        T third = a.f64(0x1.5555555555555p-1);
        T b = a.add(third, tail);
        T bLow = a.add(a.add(a.sub(third, b), tail), a.f64(0x1.5555555555555p-55));
        Pair<T> c = product(a, new Pair<>(z, zLow), new Pair<>(b, bLow));
        T d = a.add(a.f64(2), c.high);
        T dLow = a.add(a.add(a.sub(a.f64(2), d), c.high), c.low);
        Pair<T> natural = product(a, s, new Pair<>(d, dLow));
        Pair<T> g = product(a, natural, new Pair<>(a.f64(LOG2E), a.f64(LOG2E_LOW)));
        T sum = a.add(split.e(), g.high);
        return new Pair<>(sum, a.add(a.add(a.sub(split.e(), sum), g.high), g.low));
    }

    /// `f / (2 + f)`.
    private static <T> Pair<T> quotient(Algebra<T> a, T f) {
        T d = a.add(f, a.f64(2));
        T dLow = a.sub(f, a.sub(d, a.f64(2)));
        T q = a.div(f, d);
        T rest = a.fma(a.neg(q), dLow, a.fma(a.neg(q), d, f));
        return new Pair<>(q, a.div(rest, d));
    }

    private static <T> Pair<T> product(Algebra<T> a, Pair<T> x, Pair<T> y) {
        T high = a.mul(x.high, y.high);
        T cross = a.fma(x.high, y.low, a.mul(x.low, y.high));
        return new Pair<>(high, a.add(a.fma(x.high, y.high, a.neg(high)), cross));
    }

    /// `(2 atanh(s) - 2 s - 2/3 s³) / s⁵` for z = s², relative error of the logarithm 2^-65.3.
    private static <T> T tail(Algebra<T> a, T z) {
        return a.polynomial64(
                z,
                0x1.9999999999996p-2,
                0x1.2492492493041p-2,
                0x1.c71c71c57ed72p-3,
                0x1.745d18331a9dcp-3,
                0x1.3b13627f0a27ep-3,
                0x1.1120be203ce38p-3,
                0x1.de320f8a58ab0p-4,
                0x1.eb1cdc1007670p-4);
    }

    /// The logarithm, with log 0 = -inf and log inf = inf.
    private static <T> T extremes(Algebra<T> a, T x, T log) {
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T y = a.select(a.compare(CompareKind.EQ, x, infinity), infinity, log);
        T minus = a.f64(Double.NEGATIVE_INFINITY);
        return a.select(a.compare(CompareKind.EQ, x, a.f64(0)), minus, y);
    }

    /// Constants of the dtype at hand.
    private record Numbers<T>(T zero, T one, T half, T nan) {}

    /// `power` = |x|^y made x^y.
    private static <T> T special(Algebra<T> a, Numbers<T> is, T x, T y, T power, T negative) {
        T whole = a.compare(CompareKind.EQ, a.unary(UnaryKind.RINT, y), y);
        T half = a.mul(y, is.half);
        T uneven = a.compare(CompareKind.NE, a.unary(UnaryKind.RINT, half), half);
        T flip = a.and(negative, a.and(whole, uneven));
        // |x| = 1 needs no logarithm; y may be infinite
        T one = a.compare(CompareKind.EQ, a.abs(x), is.one);
        T magnitude = a.select(one, is.one, power);
        T signed = a.select(flip, a.neg(magnitude), magnitude);
        // x - x is 0 for finite x alone
        T finite = a.compare(CompareKind.EQ, a.sub(x, x), is.zero);
        T root = a.and(a.compare(CompareKind.LT, x, is.zero), finite);
        T broken = a.and(root, a.unary(UnaryKind.NOT, whole));
        T number = a.compare(CompareKind.EQ, x, x);
        number = a.and(number, a.compare(CompareKind.EQ, y, y));
        T bad = a.or(broken, a.unary(UnaryKind.NOT, number));
        T result = a.select(bad, is.nan, signed);
        T unit = a.compare(CompareKind.EQ, x, is.one);
        unit = a.or(unit, a.compare(CompareKind.EQ, y, is.zero));
        return a.select(unit, is.one, result);
    }
}
