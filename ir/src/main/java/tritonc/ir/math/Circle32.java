package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

/// `sin`, `cos` and `tan` in fp32, for every finite x. The angle is reduced to |r| ≤ π/4 in fp64:
/// below 2^40 by subtracting n π/2 (π/2 as two doubles, the products exact by fma), from there on
/// by multiplying the 24-bit significand with the bits of 2/π that still count modulo 4 (Payne and
/// Hanek, "Radian reduction for trigonometric functions", 1983). All of it stays in fp64 until the
/// result is rounded.
final class Circle32 {
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    private static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    // 2/π after the point, 32 bits at a time
    private static final long[] BITS = {
        0xa2f9836e4e441529L, 0x4e441529fc2757d1L, 0xfc2757d1f534ddc0L,
        0xf534ddc0db629599L, 0xdb6295993c439041L, 0x3c439041fe5163abL
    };

    private Circle32() {}

    static <T> T sin(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        return quadrant(a, angle.r, angle.n);
    }

    static <T> T cos(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        return quadrant(a, angle.r, a.add(angle.n, a.i32(1)));
    }

    static <T> T tan(Algebra<T> a, T x) {
        Angle<T> angle = reduce(a, x);
        T z = a.mul(angle.r, angle.r);
        T sine = sine(a, angle.r, z);
        T cosine = cosine(a, z);
        T odd = a.compare(CompareKind.NE, a.and(angle.n, a.i32(1)), a.i32(0));
        T above = a.select(odd, a.neg(cosine), sine);
        return a.cast(a.div(above, a.select(odd, sine, cosine)), DType.FP32);
    }

    /// `x = n π/2 + r`, |r| ≤ π/4: r in fp64, n in i32 (its low two bits).
    private record Angle<T>(T r, T n) {}

    private static <T> Angle<T> reduce(Algebra<T> a, T x) {
        T wide = a.cast(x, DType.FP64);
        T t = a.fma(wide, a.f64(TWO_OVER_PI), a.f64(Exponential64.MAGIC));
        T n = a.sub(t, a.f64(Exponential64.MAGIC));
        T r = a.fma(n, a.f64(-HALF_PI_LOW), a.fma(n, a.f64(-HALF_PI_HIGH), wide));
        Angle<T> far = reduceFar(a, x);
        // NaN for infinities
        T farR = a.add(far.r, a.sub(wide, wide));
        T isFar = a.compare(CompareKind.GE, a.abs(x), a.f32(0x1p40f));
        T low = a.cast(a.bitcast(t, DType.I64), DType.I32);
        return new Angle<>(a.select(isFar, farR, r), a.select(isFar, far.n, low));
    }

    /// For |x| ≥ 2^40. x = m 2^(k - 150) with exponent field k, so the first bit of 2/π that counts
    /// modulo 4 is number k - 151, behind k - 152 bits that do not.
    private static <T> Angle<T> reduceFar(Algebra<T> a, T x) {
        T bits = a.bitcast(x, DType.I32);
        T field = a.and(a.shr(bits, a.i32(23)), a.i32(255));
        T significand = a.or(a.and(bits, a.i32(0x7fffff)), a.i32(0x800000));
        T negative = a.compare(CompareKind.LT, bits, a.i32(0));
        T m = a.cast(a.select(negative, a.neg(significand), significand), DType.I64);
        T skipped = a.sub(field, a.i32(152));
        T shift = a.bitcast(a.cast(a.and(skipped, a.i32(31)), DType.I64), DType.U64);
        T first = window(a, skipped, 0);
        T next = window(a, skipped, 2);
        T back = a.sub(a.constant(DType.U64, 64), shift);
        T high = a.or(a.shl(first, shift), a.shr(next, back));
        T low = a.shr(a.shl(next, shift), a.constant(DType.U64, 32));
        // two bits before the point, 62 behind it
        T product =
                a.add(
                        a.mul(m, a.bitcast(high, DType.I64)),
                        a.shr(a.mul(m, a.bitcast(low, DType.I64)), a.i64(32)));
        T n = a.shr(a.add(product, a.i64(1L << 61)), a.i64(62));
        T fraction = a.sub(product, a.shl(n, a.i64(62)));
        T r = a.mul(a.cast(fraction, DType.FP64), a.f64(HALF_PI_HIGH * 0x1p-62));
        return new Angle<>(r, a.cast(n, DType.I32));
    }

    /// The 64 bits of 2/π that start `at` words after the word that holds bit `skipped`.
    private static <T> T window(Algebra<T> a, T skipped, int at) {
        T bits = a.constant(DType.U64, BITS[at]);
        for (int word = 1; word < 4; word++) {
            T reached = a.compare(CompareKind.GE, skipped, a.i32(32 * word));
            bits = a.select(reached, a.constant(DType.U64, BITS[at + word]), bits);
        }
        return bits;
    }

    /// `sin(r + n π/2)`.
    private static <T> T quadrant(Algebra<T> a, T r, T n) {
        T z = a.mul(r, r);
        T odd = a.compare(CompareKind.NE, a.and(n, a.i32(1)), a.i32(0));
        T magnitude = a.cast(a.select(odd, cosine(a, z), sine(a, r, z)), DType.FP32);
        T sign = a.shl(a.and(n, a.i32(2)), a.i32(30));
        T bits = a.binary(BinaryKind.XOR, a.bitcast(magnitude, DType.I32), sign);
        return a.bitcast(bits, DType.FP32);
    }

    /// `sin r = r + r w`, relative error 2^-37.5. The constant 0 makes w of r = -0 positive, which
    /// keeps the sum -0.
    private static <T> T sine(Algebra<T> a, T r, T z) {
        T w =
                a.polynomial64(
                        z,
                        0,
                        -0x1.5555554c68d75p-3,
                        0x1.11110863d5be3p-7,
                        -0x1.a00f79db3b2e3p-13,
                        0x1.6cd0ace489db7p-19);
        return a.fma(r, w, r);
    }

    /// Relative error 2^-33.
    private static <T> T cosine(Algebra<T> a, T z) {
        return a.polynomial64(
                z, 1, -0.5, 0x1.55554a088d08ep-5, -0x1.6c0c2e2ea1312p-10, 0x1.99ea03ecd06e0p-16);
    }
}
