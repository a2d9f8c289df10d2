package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;

/// The inverses of `erf`, `erfc` and the normal distribution in fp64: `erfinv(x) = x P(w)` with `w
/// = -log(1 - x²)`, P being a polynomial in w near 0 and in its root or that one's inverse farther
/// out (after Giles, "Approximating the erfinv function", 2010, with polynomials of our own).
final class ErrorInverse64 {
    /// P in `w - 3.125` for w < 6.25, error below 2.17e-18.
    private static final double[] CENTRE = {
        0x1.a755e7c99ae86p+0,
        0x1.ebd80d9b13df9p-3,
        -0x1.8b6c33114ea71p-8,
        -0x1.8457694835230p-11,
        0x1.879c2a20b13a0p-13,
        -0x1.d1d1f7ca61a14p-17,
        -0x1.6e8a53ca14edfp-20,
        0x1.c6b4f898a7553p-22,
        -0x1.f36cee3c60d01p-26,
        -0x1.1a9eb3bfcd07cp-28,
        0x1.20f53f519ed0ap-30,
        -0x1.dc3e5172ac9cfp-35,
        -0x1.c8a5ab52e0019p-37,
        0x1.7231a3e48d582p-39,
        -0x1.6ba68d1796bcfp-44,
        -0x1.682f41a549495p-45,
        0x1.d63b2bb633bd2p-48,
        -0x1.97658b3d58e2ep-55,
        -0x1.1ac450727647cp-53,
        0x1.2702e1128be12p-56,
        0x1.7997aa9237e9cp-61,
        -0x1.bed537ed97e92p-62,
        0x1.61fa58bed690ap-66,
        0x1.493dd47a7b686p-68,
        -0x1.98901e99d9c27p-72,
        -0x1.71e85cb7c66e7p-76
    };

    /// P in `√w - 3.25` for w < 16, error below 2.2e-19.
    private static final double[] SHOULDER = {
        0x1.8abcc380d5a48p+1,
        0x1.0158a6d641d54p+0,
        0x1.5ffcfe5b6cd12p-8,
        -0x1.ebadabb9fc1e2p-9,
        0x1.468eeca9473c8p-9,
        -0x1.ba9240da6f9aep-10,
        0x1.f3cc545c1e7cap-11,
        -0x1.7448bc3ed6379p-12,
        0x1.932e93229fceep-16,
        0x1.1e6aa721f0814p-14,
        -0x1.8cf47365f2766p-15,
        0x1.a24588f72b363p-17,
        0x1.89a0810f5beb5p-19,
        -0x1.0b95331c10addp-18,
        0x1.8d8b9a3849e0dp-20,
        -0x1.9bd8e2b2db3c8p-26,
        -0x1.060c6792a810dp-22,
        0x1.0f9151fc5e8f0p-23,
        -0x1.8a8004c9fe746p-26,
        -0x1.8315b826d2589p-27,
        0x1.3fa698b7995c4p-27,
        -0x1.77024af67f8c1p-30,
        -0x1.2ed8439f7c9a8p-31
    };

    /// P in `√w - 5` for w < 37, error below 2.23e-19.
    private static final double[] TAIL = {
        0x1.3664ddd1ad7fbp+2,
        0x1.02a30d1fba10bp+0,
        -0x1.22ea5df1c8439p-13,
        -0x1.c2f36aa150736p-13,
        0x1.3ebf4efa3bb71p-14,
        -0x1.4a34904a1e0a0p-16,
        0x1.2fbcfe2e935a5p-18,
        -0x1.0a90309d9d697p-20,
        0x1.ebe29af4532fbp-23,
        -0x1.2239337480db9p-24,
        0x1.f298235353c04p-26,
        -0x1.055c40c7eb91ap-26,
        0x1.0c7caa0ac62eap-27,
        -0x1.e5d9295644752p-29,
        0x1.6c91e803f5fb1p-30,
        -0x1.a191a97b6dbadp-32,
        0x1.0ba6e0666079fp-34,
        0x1.ecb93d4f15138p-37,
        -0x1.1e8282e4fd2cdp-36,
        0x1.b324f811656dbp-38,
        -0x1.d0cf0ea14523fp-41,
        -0x1.ef1916022bfbap-45
    };

    /// `P / √w` in `1 / √w - 0.1015625`, error below 1.69e-18.
    private static final double[] FAR = {
        0x1.fa4373ae2f906p-1,
        -0x1.5c812ac856ab5p-3,
        -0x1.5e67631e4199fp-2,
        0x1.9cb50291ee861p+0,
        -0x1.050e253e43836p+2,
        0x1.f13b1e25ab8b6p+3,
        -0x1.38ab108d811f7p+6,
        0x1.ba385a7f69884p+8,
        -0x1.53f729ef6dbf9p+11,
        0x1.16cab8ad803d4p+14,
        -0x1.e03ec7f01782fp+16,
        0x1.ad4fc87bd0fa1p+19,
        -0x1.8b8db2af4f12cp+22,
        0x1.7cc44a9692661p+25,
        -0x1.7779981caa1f0p+28,
        0x1.31c7434f5be6cp+31,
        -0x1.f0a5847b50559p+33,
        0x1.5d1f6e9365166p+38,
        -0x1.002f64c786c84p+42,
        -0x1.14e216e520dd9p+45,
        0x1.1c948b205c1e2p+49,
        0x1.2adbd2fdaf00bp+53,
        -0x1.e0b2795b4a504p+56,
        -0x1.c3dc4783bc88ap+59,
        0x1.61eacdae27d23p+63,
        0x1.c43853824bfc1p+65,
        -0x1.387d2bc966ab5p+69
    };

    private ErrorInverse64() {}

    static <T> T erfinv(Algebra<T> a, T x) {
        T size = a.abs(x);
        T one = a.f64(1);
        T outer = a.compare(CompareKind.GT, size, a.f64(0.5));
        T product = a.mul(a.sub(one, size), a.add(one, size));
        T inner = a.neg(a.mul(x, x));
        T log = Logarithm64.log1p(a, a.select(outer, a.sub(product, one), inner));
        T w = a.neg(a.select(outer, Logarithm64.log(a, product), log));
        return a.mul(x, ratio(a, w));
    }

    /// `erfinv(1 - x)`, from x itself.
    static <T> T erfcinv(Algebra<T> a, T x) {
        return a.mul(a.sub(a.f64(1), x), ratio(a, weight(a, x)));
    }

    /// `-log(x (2 - x))`.
    private static <T> T weight(Algebra<T> a, T x) {
        return a.neg(Logarithm64.log(a, a.mul(x, a.sub(a.f64(2), x))));
    }

    /// `-√2 erfcinv(2x)`.
    static <T> T normcdfinv(Algebra<T> a, T x) {
        // the sum with 0 lets no zero be negative
        return a.fma(erfcinv(a, a.add(x, x)), a.f64(-0x1.6a09e667f3bcdp0), a.f64(0));
    }

    /// `erfinv(x) / x` for w from 0 to 760; inf for inf, NaN for NaN.
    private static <T> T ratio(Algebra<T> a, T w) {
        T root = a.unary(UnaryKind.SQRT, w);
        T far = a.mul(root, a.polynomial64(a.sub(a.div(a.f64(1), root), a.f64(0.1015625)), FAR));
        T tail = a.polynomial64(a.sub(root, a.f64(5)), TAIL);
        T shoulder = a.polynomial64(a.sub(root, a.f64(3.25)), SHOULDER);
        T centre = a.polynomial64(a.sub(w, a.f64(3.125)), CENTRE);
        T outer = a.select(a.compare(CompareKind.LT, w, a.f64(37)), tail, far);
        T inner = a.select(a.compare(CompareKind.LT, w, a.f64(16)), shoulder, outer);
        return a.select(a.compare(CompareKind.LT, w, a.f64(6.25)), centre, inner);
    }
}
