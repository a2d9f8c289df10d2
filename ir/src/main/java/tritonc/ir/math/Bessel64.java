package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// The modified Bessel functions of the first kind of orders 0 and 1 in fp64: powers of x² up to 8,
/// `e^x / √x` times a polynomial of 1/x beyond.
final class Bessel64 {
    /// `I₀(x)` in x² up to 64, error below 4.33e-19.
    private static final double[] ZERO = {
        0x1.0000000000000p+0,
        0x1.0000000000000p-2,
        0x1.0000000000002p-6,
        0x1.c71c71c71c6dfp-12,
        0x1.c71c71c71cbe1p-18,
        0x1.23456789a8318p-24,
        0x1.02e85c08d260ap-31,
        0x1.522a43f155552p-39,
        0x1.522a444603fe2p-47,
        0x1.0b312ee43b7c5p-55,
        0x1.5601c7e411b36p-64,
        0x1.69c76363ac35fp-73,
        0x1.41b6c17a09391p-82,
        0x1.e56f7ffb05c87p-92,
        0x1.46a4446d3e276p-101,
        0x1.31d00bad6ba1ap-111,
        0x1.20d247d00eeebp-120
    };

    /// `I₁(x) / x` in x² up to 64, error below 1.17e-20.
    private static final double[] ONE = {
        0x1.0000000000000p-1,
        0x1.0000000000000p-4,
        0x1.5555555555556p-9,
        0x1.c71c71c71c70fp-15,
        0x1.6c16c16c16d20p-21,
        0x1.845c8a0ce3807p-28,
        0x1.27e4fb77a30bbp-35,
        0x1.522a43f427f3bp-43,
        0x1.2c9758fda3036p-51,
        0x1.ab81e74959342p-60,
        0x1.f176cf1f1237fp-69,
        0x1.e260acd0c17e6p-78,
        0x1.8be972f0e252ep-87,
        0x1.159f90570389ap-96,
        0x1.5ac53da80dc82p-106,
        0x1.38dbeef3ff4f1p-116,
        0x1.08fbc76dd1df0p-125
    };

    /// `I₀(x) e^(-x) √x` in 1/x up to 1/8, error below 1.05e-17.
    private static final double[] ZERO_FAR = {
        0x1.9884533d43651p-2,
        0x1.9884533d4133bp-5,
        0x1.cb94ddbf0140ap-6,
        0x1.debad42b01020p-6,
        0x1.6ead5772f893ap-5,
        0x1.64a80d3cd551ap-4,
        0x1.5e96982013a9dp-1,
        -0x1.47797804658a5p+5,
        0x1.5c7642a88e8ebp+11,
        -0x1.12a3638e0f31bp+17,
        0x1.4d9c1db9285eap+22,
        -0x1.3c6a44a7c1403p+27,
        0x1.d933166ce357ep+31,
        -0x1.18899a8c1ff1cp+36,
        0x1.084b28a643c85p+40,
        -0x1.8b2a0d9fc19b3p+43,
        0x1.d2905a59aaed2p+46,
        -0x1.af0b929606ad8p+49,
        0x1.3311e67c5ca99p+52,
        -0x1.49bf6b26afe43p+54,
        0x1.01711d545cedfp+56,
        -0x1.131e8a75c7100p+57,
        0x1.66e8e3430e1bep+57,
        -0x1.ada2c97f3fdddp+56
    };

    /// `I₁(x) e^(-x) √x` in 1/x up to 1/8, error below 1.09e-17.
    private static final double[] ONE_FAR = {
        0x1.9884533d43650p-2,
        -0x1.32633e6df1fd8p-3,
        -0x1.7efc0e16a7ad0p-5,
        -0x1.4f1c6d2ea3700p-5,
        -0x1.d766c16b26f52p-5,
        -0x1.b6f2905fdef26p-4,
        -0x1.7689c70fd7a22p-1,
        0x1.4a21c3b06e271p+5,
        -0x1.5fc1b83696ebap+11,
        0x1.14d11d2bdbd64p+17,
        -0x1.4fb436f4878cfp+22,
        0x1.3dc7ff61dab68p+27,
        -0x1.da2750869210cp+31,
        0x1.18582d2b239c5p+36,
        -0x1.074557f1a3b54p+40,
        0x1.88272f54d7775p+43,
        -0x1.ccf0b85f533a8p+46,
        0x1.a79590dc9ccd5p+49,
        -0x1.2bd5859c6fc46p+52,
        0x1.3f827b276b64ep+54,
        -0x1.ee4068a538e44p+55,
        0x1.05118337f94f9p+57,
        -0x1.4fb110f69d6c3p+57,
        0x1.8a72ab2fc6959p+56
    };

    private Bessel64() {}

    static <T> T i0(Algebra<T> a, T x) {
        T size = a.abs(x);
        T near = a.polynomial64(a.mul(size, size), ZERO);
        return a.select(a.compare(CompareKind.LT, size, a.f64(8)), near, far(a, size, ZERO_FAR));
    }

    static <T> T i1(Algebra<T> a, T x) {
        T size = a.abs(x);
        T near = a.mul(size, a.polynomial64(a.mul(size, size), ONE));
        T inner = a.compare(CompareKind.LT, size, a.f64(8));
        return Exponential64.withSign(a, a.select(inner, near, far(a, size, ONE_FAR)), x);
    }

    private static <T> T far(Algebra<T> a, T x, double[] polynomial) {
        // half of the exponential at a time: it overflows before the quotient does
        T c = a.binary(BinaryKind.MIN_NAN, x, a.f64(750));
        T e = Exponential64.exp(a, a.mul(c, a.f64(0.5)));
        T p = a.polynomial64(a.div(a.f64(1), c), polynomial);
        return a.mul(a.mul(e, a.div(p, a.unary(UnaryKind.SQRT, c))), e);
    }
}
