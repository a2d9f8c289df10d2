package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// The gamma function and its logarithm in fp64: polynomials near 1 and 2, recurrence up to 8 or
/// 12, Stirling's series beyond, reflection for negative x.
final class Gamma64 {
    private static final double HALF_LOG_TWO_PI = 0x1.d67f1c864beb5p-1;
    private static final double LOG_PI = 0x1.250d048e7a1bdp+0;
    private static final double ROOT_TWO_PI = 0x1.40d931ff62706p+1;

    /// `Γ(v + 3/2)` for |v| ≤ 1/2, error below 8.43e-19.
    private static final double[] GAMMA = {
        0x1.c5bf891b4ef6bp-1,
        0x1.08ea88ee561b2p-5,
        0x1.a8c4dba620d62p-2,
        -0x1.b77ac1ca2ebc4p-4,
        0x1.283bd374ea140p-3,
        -0x1.3d88cfe504937p-4,
        0x1.e022b74492dadp-5,
        -0x1.374fd5cd6a141p-5,
        0x1.a752c64df56b9p-6,
        -0x1.1a2c293acbda4p-6,
        0x1.7991ee81016cfp-7,
        -0x1.f7fc6d20efc03p-8,
        0x1.504cc8c4c0843p-8,
        -0x1.c09fa693cbfc4p-9,
        0x1.2b52a6fbf3048p-9,
        -0x1.8f2be63625a54p-10,
        0x1.084be8db95414p-10,
        -0x1.606b57e7334acp-11,
        0x1.f4d423febd85dp-12,
        -0x1.4de4bab1d6d22p-12,
        0x1.192c9a82f15fdp-13,
        -0x1.76e75bc4d1b5ap-14,
        0x1.76e8b52b8ad09p-13,
        -0x1.f3e1335b1f73ap-14
    };

    /// `log Γ(1 + v) / v` for |v| ≤ 1/2, error below 1.13e-17.
    private static final double[] NEAR_ONE = {
        -0x1.2788cfc6fb619p-1,
        0x1.a51a6625307d3p-1,
        -0x1.9a4d55beab37cp-2,
        0x1.151322ac7d8e9p-2,
        -0x1.a8b9c17a91284p-3,
        0x1.5b40cb0ff7e2cp-3,
        -0x1.2703a1e53cd44p-3,
        0x1.010b36b799ac3p-3,
        -0x1.c8066cfb76ec6p-4,
        0x1.9a01e02e1bc0ep-4,
        -0x1.748ca0044fd2dp-4,
        0x1.556b3fe9a66f6p-4,
        -0x1.3b14e848a2d53p-4,
        0x1.248e72b0a7186p-4,
        -0x1.118acc50ec441p-4,
        0x1.007509e47a025p-4,
        -0x1.d8fbcda10e84fp-5,
        0x1.be79bd2aebac5p-5,
        -0x1.ea4aa627b4073p-5,
        0x1.d2f7f4a6085fbp-5,
        -0x1.db7126487ed80p-7,
        0x1.b4fc9a43dac9fp-7,
        -0x1.28eb1f4f52ce4p-3,
        0x1.1ef5d11df4a3dp-3,
        0x1.3914b3aa0e424p-3,
        -0x1.3046d605c1822p-3,
        -0x1.cc35b376ce280p-3,
        0x1.bdb3d7629dd5ep-3
    };

    /// `log Γ(2 + v) / v` for |v| ≤ 1/2, error below 1.07e-21.
    private static final double[] NEAR_TWO = {
        0x1.b0ee6072093cep-2,
        0x1.4a34cc4a60fa6p-2,
        -0x1.13e001a557606p-4,
        0x1.51322ac7d8483p-6,
        -0x1.e404fc218f683p-8,
        0x1.7add6eadb6cbbp-9,
        -0x1.38ac5c2bf00bfp-10,
        0x1.0b36af8630f5fp-11,
        -0x1.d3fd4c7f9fa26p-13,
        0x1.a127b0f9ee692p-14,
        -0x1.78de594a1f5d8p-15,
        0x1.580dcc735f957p-16,
        -0x1.3cbd0c34c2671p-17,
        0x1.259814c96e3bdp-18,
        -0x1.11a54bc3cfe3cp-19,
        0x1.0057bc58baf67p-20,
        -0x1.e46267845840ap-22,
        0x1.c959188a8539dp-23,
        -0x1.98152dabaf411p-24,
        0x1.8367966486352p-25,
        -0x1.0cfcd77c3ec5fp-25,
        0x1.01127da9788f9p-26
    };

    /// `x (log Γ(x) - (x - ½) log x + x - ½ log 2π)` in 1/x² for x ≥ 8, error below 1.25e-20.
    private static final double[] STIRLING = {
        0x1.5555555555555p-4,
        -0x1.6c16c16c16b29p-9,
        0x1.a01a019ee0dbep-11,
        -0x1.38137ec070147p-11,
        0x1.b94f6d6592192p-11,
        -0x1.f5ff2fdcdf048p-10,
        0x1.96db40614b193p-8,
        -0x1.55b3a71b66a2ep-6
    };

    private Gamma64() {}

    static <T> T tgamma(Algebra<T> a, T x) {
        T size = a.binary(BinaryKind.MIN_NAN, a.abs(x), a.f64(190));
        T near = recurrence(a, size);
        T far = a.compare(CompareKind.GE, size, a.f64(12));
        // half of the power at a time, so that neither overflows before the result does
        T half = Power.pow64(a, size, a.mul(a.sub(size, a.f64(0.5)), a.f64(0.5)));
        T z = a.div(a.f64(1), size);
        T correction = a.mul(z, a.polynomial64(a.mul(z, z), STIRLING));
        T series = a.mul(Exponential64.exp(a, correction), a.f64(ROOT_TWO_PI));
        T first = a.mul(half, series);
        T second = a.mul(half, Exponential64.exp(a, a.neg(size)));
        T large = a.mul(first, second);
        T positive = a.select(far, large, near);
        // -π / (x sin πx Γ(|x|))
        T sine = a.mul(a.neg(x), Circle64.sinpi(a, x));
        T top = a.div(a.f64(Math.PI), sine);
        T farDown = a.div(a.div(top, first), second);
        T negative = a.select(far, farDown, a.div(top, near));
        T minus = a.compare(CompareKind.LT, x, a.f64(0));
        T pole = a.compare(CompareKind.EQ, x, a.unary(UnaryKind.FLOOR, x));
        T down = a.select(pole, a.f64(Double.NaN), negative);
        T y = a.select(minus, down, positive);
        T over = a.compare(CompareKind.GT, x, a.f64(172));
        T bounded = a.select(over, a.f64(Double.POSITIVE_INFINITY), y);
        T tiny = a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-60));
        return a.select(tiny, a.div(a.f64(1), x), bounded);
    }

    /// `Γ(x)` for 0 ≤ x < 12: that of a number in [1, 2) times or over the steps between.
    private static <T> T recurrence(Algebra<T> a, T x) {
        T small = a.compare(CompareKind.LT, x, a.f64(1));
        T whole = a.sub(a.unary(UnaryKind.FLOOR, x), a.f64(1));
        T v = a.select(small, a.sub(x, a.f64(0.5)), a.sub(a.sub(x, whole), a.f64(1.5)));
        T y = a.polynomial64(v, GAMMA);
        T product = a.f64(1);
        for (int k = 1; k <= 10; k++) {
            T reached = a.compare(CompareKind.GE, whole, a.f64(k));
            product = a.mul(product, a.select(reached, a.sub(x, a.f64(k)), a.f64(1)));
        }
        return a.select(small, a.div(y, x), a.mul(y, product));
    }

    /// `log |Γ(x)|`.
    static <T> T lgamma(Algebra<T> a, T x) {
        T size = a.abs(x);
        T small = a.compare(CompareKind.LT, size, a.f64(0.5));
        T large = a.compare(CompareKind.GE, size, a.f64(8));
        // size = base + steps, base in [1/2, 5/2)
        T steps = a.unary(UnaryKind.FLOOR, a.clamp(a.sub(size, a.f64(1.5)), a.f64(0), a.f64(7)));
        T base = a.sub(size, steps);
        T v = a.sub(a.select(small, a.add(size, a.f64(1)), base), a.f64(1));
        T nearOne = a.compare(CompareKind.LT, v, a.f64(0.5));
        T one = a.mul(v, a.polynomial64(v, NEAR_ONE));
        T u = a.sub(v, a.f64(1));
        T two = a.mul(u, a.polynomial64(u, NEAR_TWO));
        T centre = a.select(nearOne, one, two);
        T product = a.f64(1);
        for (int k = 1; k <= 6; k++) {
            T reached = a.compare(CompareKind.GE, steps, a.f64(k));
            product = a.mul(product, a.select(reached, a.sub(size, a.f64(k)), a.f64(1)));
        }
        T argument = a.select(large, size, a.select(small, size, product));
        T log = Logarithm64.log(a, argument);
        T near = a.add(centre, a.select(small, a.neg(log), log));
        T z = a.div(a.f64(1), size);
        T correction = a.fma(z, a.polynomial64(a.mul(z, z), STIRLING), a.f64(HALF_LOG_TWO_PI));
        T far = a.fma(a.sub(size, a.f64(0.5)), a.sub(log, a.f64(1)), a.sub(correction, a.f64(0.5)));
        T positive = a.select(large, far, near);
        return signed(a, x, size, positive);
    }

    /// `log(π / |x sin πx|) - log Γ(|x|)` for negative x; inf at the poles and for infinities.
    private static <T> T signed(Algebra<T> a, T x, T size, T positive) {
        T sine = a.abs(a.mul(x, Circle64.sinpi(a, x)));
        T reflected = a.sub(a.sub(a.f64(LOG_PI), Logarithm64.log(a, sine)), positive);
        T tiny = a.compare(CompareKind.LT, size, a.f64(0x1p-60));
        T minus = a.compare(CompareKind.LT, x, a.f64(0));
        T pole =
                a.and(
                        a.compare(CompareKind.LE, x, a.f64(0)),
                        a.compare(CompareKind.EQ, x, a.unary(UnaryKind.FLOOR, x)));
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T infinite = a.or(pole, a.compare(CompareKind.EQ, size, infinity));
        T y = a.select(tiny, positive, a.select(minus, reflected, positive));
        return a.select(infinite, infinity, y);
    }
}
