package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// The Bessel functions of orders 0 and 1 in fp64. Below 8 they are products over their zeros (each
/// a sum of two doubles) and a polynomial of x², so that they are precise near these; from there on
/// `√(2 / πx) (P cos χ - Q sin χ)` and `√(2 / πx) (P sin χ + Q cos χ)` with `χ = x - π/4` or `x -
/// 3π/4` (Hankel), which are precise to the size of the wave. The polynomials interpolate at
/// Chebyshev's points.
final class Wave64 {
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

    /// The zeros of J₀ up to 9.
    private static final double[] ZEROS_0 = {
        0x1.33d152e971b40p+1,
        -0x1.0f539d7da258ep-53,
        0x1.6148f5b2c2e45p+2,
        0x1.75054cd60a517p-54,
        0x1.14eb56cccdecap+3,
        -0x1.51970714c7c25p-52
    };

    /// The zeros of J₁ up to 11 but 0.
    private static final double[] ZEROS_1 = {
        0x1.ea75575af6f09p+1,
        -0x1.60155a9d1b256p-53,
        0x1.c0ff5f3b47250p+2,
        -0x1.b226d9d243827p-54,
        0x1.458d0d0bdfc29p+3,
        0x1.02610a51562b6p-51
    };

    /// `J₀` over its zeros, in x² - 32 up to 32, relative error below 5.8e-17.
    private static final double[] ZERO = {
        -0x1.bf5476c0ed835p-16,
        0x1.ef7b16178a92ep-21,
        -0x1.e3fa7b13ac12bp-27,
        0x1.19a1b2886dd68p-33,
        -0x1.bc248dfa432f8p-41,
        0x1.feca5d1cd8213p-49,
        -0x1.c1a7453a931c2p-57,
        0x1.39ad2e53c999ap-65,
        -0x1.64040c564e8b1p-74,
        0x1.4f8dc8bd82ed5p-83,
        -0x1.0b0eecf7ede2ap-92,
        0x1.6bf304b12280ap-102,
        -0x1.af03856efa6efp-112,
        0x1.bcd3e5d5f79f9p-122
    };

    /// `J₁ / x` over its zeros, in x² - 32 up to 32, relative error below 2.3e-16.
    private static final double[] ONE = {
        -0x1.6e07fc146ce70p-19,
        0x1.568e3cbb4ee82p-24,
        -0x1.20d17aa0a1734p-30,
        0x1.2718c18803c7ep-37,
        -0x1.9e31ea49a5d2bp-45,
        0x1.acc0923d8b137p-53,
        -0x1.56eb395dfdcb5p-61,
        0x1.b623201665560p-70,
        -0x1.ca79934602f83p-79,
        0x1.90bb69e9dfd41p-88,
        -0x1.2945d67b3b23ep-97,
        0x1.7c9936c3b2807p-107,
        -0x1.a5f91e20f9c03p-117
    };

    /// P of order 0 in 1/x² - 1/128 up to 1/128.
    private static final double[] P_0 = {
        0x1.ffb8dd328503dp-1,
        -0x1.193600c1deaf5p-4,
        0x1.9be00162243f2p-4,
        -0x1.b8d2d704d2b18p-2,
        0x1.b7eef544a532bp+1,
        -0x1.4d2ee46242c16p+5,
        0x1.54fcfbe0d21d2p+9,
        -0x1.b61b041673af4p+13,
        0x1.48f9107204609p+18,
        -0x1.202eebd60118fp+23,
        0x1.84af4636361c8p+28,
        -0x1.c069f735e546bp+33
    };

    /// Q of order 0 times x, in 1/x² - 1/128 up to 1/128.
    private static final double[] Q_0 = {
        -0x1.fdb5c0b2f3d5cp-4,
        0x1.1e9a6138fee49p-4,
        -0x1.8c843528088fbp-3,
        0x1.3135a89cfc056p+0,
        -0x1.858d1fbd6f898p+3,
        0x1.61a5694a5fffcp+7,
        -0x1.a07cee2f84454p+11,
        0x1.2b9b4634733b0p+16,
        -0x1.fb562b19f0284p+20,
        0x1.e7f90f6d6505cp+25,
        -0x1.d8d2d71045733p+30,
        0x1.0b0f12563492ap+36,
        -0x1.3343c46009016p+42,
        0x1.b76054a4a9600p+47
    };

    /// P of order 1 in 1/x² - 1/128 up to 1/128.
    private static final double[] P_1 = {
        0x1.003b716033732p+0,
        0x1.d73b8ea3c10e5p-4,
        -0x1.0b1541bfc1a50p-3,
        0x1.077626543cbbcp-1,
        -0x1.f96171be525d9p+1,
        0x1.75ea6572a7f3cp+5,
        -0x1.78b886ec4dd32p+9,
        0x1.df1be0c9c32f5p+13,
        -0x1.6d0448dc7998bp+18,
        0x1.34716193951d9p+23,
        -0x1.2c7e37bcb0e8ap+28,
        0x1.eb6c4c52846a2p+33,
        -0x1.34b5237c76148p+39
    };

    /// Q of order 1 times x, in 1/x² - 1/128 up to 1/128.
    private static final double[] Q_1 = {
        0x1.7f323705062fbp-2,
        -0x1.938da0a0a5e3dp-4,
        0x1.e8e009ca7d3ffp-3,
        -0x1.642312c7efc24p+0,
        0x1.b9302c82dc03cp+3,
        -0x1.8921a796e9a90p+7,
        0x1.c92a11591943bp+11,
        -0x1.4663e3d80bfc9p+16,
        0x1.11a164261235bp+21,
        -0x1.eec4ff815875cp+25,
        0x1.0165490ff0182p+31,
        -0x1.d8f22d800cc3ep+36,
        0x1.3a095187deeccp+42
    };

    private Wave64() {}

    static <T> T j0(Algebra<T> a, T x) {
        T size = a.abs(x);
        T far = far(a, size, 0).first;
        T y = finite(a, size, a.select(near(a, size), nearZero(a, size), far));
        return a.select(a.compare(CompareKind.LT, size, a.f64(0x1p-27)), a.f64(1), y);
    }

    static <T> T j1(Algebra<T> a, T x) {
        T size = a.abs(x);
        T far = far(a, size, 1).first;
        T y = finite(a, size, a.select(near(a, size), nearOne(a, size), far));
        T minus = a.compare(CompareKind.LT, x, a.f64(0));
        T zero = a.compare(CompareKind.EQ, x, a.f64(0));
        return a.select(zero, x, a.select(minus, a.neg(y), y));
    }

    static <T> T y0(Algebra<T> a, T x) {
        T near = SecondWave64.zero(a, x, nearZero(a, x));
        return second(a, x, near, far(a, x, 0).second);
    }

    static <T> T y1(Algebra<T> a, T x) {
        T near = SecondWave64.one(a, x, nearOne(a, x));
        // -2 / (π x), where all else is too small to matter
        T pole = a.div(a.f64(-0x1.45f306dc9c883p-1), x);
        near = a.select(a.compare(CompareKind.LT, x, a.f64(0x1p-500)), pole, near);
        return second(a, x, near, far(a, x, 1).second);
    }

    private static <T> T second(Algebra<T> a, T x, T near, T far) {
        T y = finite(a, x, a.select(near(a, x), near, far));
        T pole = a.compare(CompareKind.EQ, x, a.f64(0));
        T minus = a.compare(CompareKind.LT, x, a.f64(0));
        T right = a.select(pole, a.f64(Double.NEGATIVE_INFINITY), y);
        return a.select(minus, a.f64(Double.NaN), right);
    }

    private static <T> T near(Algebra<T> a, T x) {
        return a.compare(CompareKind.LT, x, a.f64(8));
    }

    /// `y`, or 0 at infinity.
    private static <T> T finite(Algebra<T> a, T x, T y) {
        T infinite = a.compare(CompareKind.EQ, x, a.f64(Double.POSITIVE_INFINITY));
        return a.select(infinite, a.f64(0), y);
    }

    private static <T> T nearZero(Algebra<T> a, T x) {
        return a.mul(a.polynomial64(centred(a, x), ZERO), product(a, x, ZEROS_0));
    }

    private static <T> T nearOne(Algebra<T> a, T x) {
        return a.mul(x, a.mul(a.polynomial64(centred(a, x), ONE), product(a, x, ZEROS_1)));
    }

    private static <T> T centred(Algebra<T> a, T x) {
        return a.fma(x, x, a.f64(-32));
    }

    private static <T> T product(Algebra<T> a, T x, double[] zeros) {
        T product = a.f64(1);
        for (int i = 0; i < zeros.length; i += 2) {
            T below = a.sub(a.sub(x, a.f64(zeros[i])), a.f64(zeros[i + 1]));
            product = a.mul(a.mul(product, below), a.add(x, a.f64(zeros[i])));
        }
        return product;
    }

    /// The functions of the first and of the second kind.
    private record Pair<T>(T first, T second) {}

    private static <T> Pair<T> far(Algebra<T> a, T x, int order) {
        T inverse = a.div(a.f64(1), x);
        T w = a.fma(inverse, inverse, a.f64(-0x1p-7));
        T p = a.polynomial64(w, order == 0 ? P_0 : P_1);
        T q = a.mul(inverse, a.polynomial64(w, order == 0 ? Q_0 : Q_1));
        T sine = Circle64.sin(a, x);
        T cosine = Circle64.cos(a, x);
        T sum = a.add(sine, cosine);
        T difference = a.sub(sine, cosine);
        // √2 cos χ and √2 sin χ
        T along = order == 0 ? sum : difference;
        T across = order == 0 ? difference : a.neg(sum);
        T scale = a.unary(UnaryKind.SQRT, a.mul(inverse, a.f64(TWO_OVER_PI / 2)));
        return new Pair<>(
                a.mul(scale, a.fma(p, along, a.neg(a.mul(q, across)))),
                a.mul(scale, a.fma(p, across, a.mul(q, along))));
    }
}
