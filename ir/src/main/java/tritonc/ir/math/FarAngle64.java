package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Reduces an fp64 angle of 2^45 or more by π/2: its 53-bit significand times the 192 bits of 2/π
/// that still count modulo 4 (Payne and Hanek, "Radian reduction for trigonometric functions",
/// 1983). The product has 126 bits behind the point; no double comes nearer to a multiple of π/2
/// than 2^-62, so that 64 of them count.
final class FarAngle64 {
    private static final double HALF_PI = 0x1.921fb54442d18p0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;

    /// 2/π after the point, 32 zeros before it.
    private static final long[] BITS = {
        0x00000000a2f9836eL, 0x4e441529fc2757d1L, 0xf534ddc0db629599L,
        0x3c439041fe5163abL, 0xdebbc561b7246e3aL, 0x424dd2e006492eeaL,
        0x09d1921cfe1deb1cL, 0xb129a73ee88235f5L, 0x2ebb4484e99c7026L,
        0xb45f7e413991d639L, 0x835339f49c845f8bL, 0xbdf9283b1ff897ffL,
        0xde05980fef2f118bL, 0x5a0a6d1f6d367ecfL, 0x27cb09b74f463f66L,
        0x9e5fea2d7527bac7L, 0xebe5f17b3d0739f7L, 0x8a5292ea6bfb5fb1L,
        0x1f8d5d0856033046L
    };

    private FarAngle64() {}

    /// Any angle where |x| < 2^45; NaN for infinities and NaN.
    static <T> Circle64.Angle<T> reduce(Algebra<T> a, T x) {
        T bits = a.bitcast(x, DType.U64);
        T field = a.and(a.shr(bits, u(a, 52)), u(a, 0x7ff));
        T significand = a.or(a.and(bits, u(a, 0xfffffffffffffL)), u(a, 0x10000000000000L));
        // x = m 2^(k - 1075), so bit k - 1076 of 2/π is the first that counts modulo 4
        T skipped = a.binary(BinaryKind.MAX, a.sub(signed(a, field), a.i64(1045)), a.i64(0));
        Product<T> product = multiply(a, significand, window(a, skipped));
        T turned = a.add(signed(a, product.high), a.i64(1L << 61));
        T n = a.shr(turned, a.i64(62));
        Sum<T> fraction = sum(a, a.sub(signed(a, product.high), a.shl(n, a.i64(62))), product);
        T r = a.mul(fraction.high, a.f64(HALF_PI * 0x1p-62));
        T lost = a.fma(fraction.high, a.f64(HALF_PI * 0x1p-62), a.neg(r));
        T more = a.fma(fraction.high, a.f64(HALF_PI_LOW * 0x1p-62), lost);
        T low = a.fma(fraction.low, a.f64(HALF_PI * 0x1p-62), more);
        T sign = a.and(bits, u(a, Long.MIN_VALUE));
        T minus = a.compare(CompareKind.NE, sign, u(a, 0));
        return new Circle64.Angle<>(
                a.add(flip(a, r, sign), a.sub(x, x)),
                flip(a, low, sign),
                a.select(minus, a.neg(n), n));
    }

    private static <T> T u(Algebra<T> a, long value) {
        return a.constant(DType.U64, value);
    }

    private static <T> T signed(Algebra<T> a, T x) {
        return a.bitcast(x, DType.I64);
    }

    private static <T> T flip(Algebra<T> a, T x, T sign) {
        T bits = a.binary(BinaryKind.XOR, a.bitcast(x, DType.U64), sign);
        return a.bitcast(bits, DType.FP64);
    }

    /// 192 bits, the first on top.
    private record Window<T>(T first, T second, T third) {}

    /// The bits of [#BITS] behind `skipped`, which is below 1024: the table is moved by 8, 4, 2 and
    /// 1 words as the bits of `skipped` say, then by bits.
    private static <T> Window<T> window(Algebra<T> a, T skipped) {
        List<T> words = new ArrayList<>();
        for (long word : BITS) {
            words.add(u(a, word));
        }
        for (int step = 8; step >= 1; step /= 2) {
            T moved = a.compare(CompareKind.NE, a.and(skipped, a.i64(64L * step)), a.i64(0));
            List<T> next = new ArrayList<>();
            for (int i = 0; i < step + 3; i++) {
                next.add(a.select(moved, words.get(i + step), words.get(i)));
            }
            words = next;
        }
        T by = a.bitcast(a.and(skipped, a.i64(63)), DType.U64);
        T back = a.sub(u(a, 64), by);
        List<T> w = words;
        return new Window<>(
                a.or(a.shl(w.get(0), by), a.shr(w.get(1), back)),
                a.or(a.shl(w.get(1), by), a.shr(w.get(2), back)),
                a.or(a.shl(w.get(2), by), a.shr(w.get(3), back)));
    }

    /// The upper 128 bits of a product, its two bits before the point on top: 64, 32 and 32 bits,
    /// each in u64.
    private record Product<T>(T high, T middle, T low) {}

    /// `m · w` modulo 2^192 in columns of 32 bits; the lowest column is left out.
    private static <T> Product<T> multiply(Algebra<T> a, T m, Window<T> w) {
        T mLow = low(a, m);
        T mHigh = high(a, m);
        T secondHigh = high(a, w.second);
        T secondLow = low(a, w.second);
        T thirdHigh = high(a, w.third);
        T carry = a.add(high(a, a.mul(mLow, thirdHigh)), high(a, a.mul(mHigh, low(a, w.third))));
        T column = a.mul(mLow, secondLow);
        T sum = a.add(a.add(low(a, column), a.mul(mHigh, thirdHigh)), carry);
        T next = a.mul(mLow, secondHigh);
        T nextSum = a.add(a.add(low(a, next), a.mul(mHigh, secondLow)), high(a, column));
        T nextAll = a.add(nextSum, high(a, sum));
        T upper = a.add(a.mul(m, w.first), a.mul(mHigh, secondHigh));
        T all = a.add(a.add(upper, high(a, next)), high(a, nextAll));
        return new Product<>(all, low(a, nextAll), low(a, sum));
    }

    private static <T> T low(Algebra<T> a, T x) {
        return a.and(x, u(a, 0xffffffffL));
    }

    private static <T> T high(Algebra<T> a, T x) {
        return a.shr(x, u(a, 32));
    }

    /// A number as the sum of two.
    private record Sum<T>(T high, T low) {}

    /// `whole + 2^-32 middle + 2^-64 low` in doubles: every part is exact, and so is every sum of
    /// the greater and the lesser with what it lost (Dekker).
    private static <T> Sum<T> sum(Algebra<T> a, T whole, Product<T> product) {
        T upper = a.mul(a.cast(a.shr(whole, a.i64(32)), DType.FP64), a.f64(0x1p32));
        T lower = a.cast(a.and(whole, a.i64(0xffffffffL)), DType.FP64);
        T middle = a.mul(a.cast(signed(a, product.middle), DType.FP64), a.f64(0x1p-32));
        T least = a.mul(a.cast(signed(a, product.low), DType.FP64), a.f64(0x1p-64));
        T first = a.add(upper, lower);
        T second = a.add(first, middle);
        T third = a.add(second, least);
        T lostFirst = a.sub(lower, a.sub(first, upper));
        T lostSecond = a.sub(middle, a.sub(second, first));
        T lostThird = a.sub(least, a.sub(third, second));
        return new Sum<>(third, a.add(a.add(lostFirst, lostSecond), lostThird));
    }
}
