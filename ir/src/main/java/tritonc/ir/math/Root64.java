package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.util.List;

/// Cube roots and Euclidean norms in fp64.
final class Root64 {
    private Root64() {}

    /// A third of the bits is a guess within 6 %; two of Halley's steps make it 2^-40, of which 23
    /// bits are kept so that its square is exact in the last step, which is Newton's.
    static <T> T cbrt(Algebra<T> a, T x) {
        T size = a.abs(x);
        T tiny = a.compare(CompareKind.LT, size, a.f64(0x1p-1022));
        T c = a.select(tiny, a.mul(size, a.f64(0x1p54)), size);
        T third = a.div(a.bitcast(c, DType.I64), a.i64(3));
        T t = a.bitcast(a.add(third, a.i64(0x2a9f789300000000L)), DType.FP64);
        t = halley(a, halley(a, t, c), c);
        T rounded = a.add(a.bitcast(t, DType.I64), a.i64(1L << 29));
        t = a.bitcast(a.and(rounded, a.i64(-1L << 30)), DType.FP64);
        T quotient = a.div(c, a.mul(t, t));
        T step = a.div(a.sub(quotient, t), a.add(a.add(t, t), quotient));
        T y = a.fma(t, step, t);
        T scaled = a.select(tiny, a.mul(y, a.f64(0x1p-18)), y);
        T usual =
                a.and(
                        a.compare(CompareKind.GT, size, a.f64(0)),
                        a.compare(CompareKind.LT, size, a.f64(Double.POSITIVE_INFINITY)));
        return Exponential64.withSign(a, a.select(usual, scaled, size), x);
    }

    /// `t (t³ + 2x) / (2t³ + x)`.
    private static <T> T halley(Algebra<T> a, T t, T x) {
        T cube = a.mul(a.mul(t, t), t);
        return a.mul(t, a.div(a.add(cube, a.add(x, x)), a.add(a.add(cube, cube), x)));
    }

    /// The root of the sum of the squares, without overflow in between; inf if any is infinite,
    /// even beside NaN.
    static <T> T norm(Algebra<T> a, List<T> all) {
        T greatest = a.abs(all.getFirst());
        for (T x : all.subList(1, all.size())) {
            greatest = a.binary(BinaryKind.MAX, greatest, a.abs(x));
        }
        T large = a.compare(CompareKind.GT, greatest, a.f64(0x1p500));
        T small = a.compare(CompareKind.LT, greatest, a.f64(0x1p-400));
        T down = a.select(large, a.f64(0x1p-600), a.f64(1));
        T factor = a.select(small, a.f64(0x1p600), down);
        T up = a.select(large, a.f64(0x1p600), a.f64(1));
        T inverse = a.select(small, a.f64(0x1p-600), up);
        T first = a.mul(all.getFirst(), factor);
        T high = a.mul(first, first);
        T low = a.fma(first, first, a.neg(high));
        for (T x : all.subList(1, all.size())) {
            T c = a.mul(x, factor);
            T square = a.mul(c, c);
            T sum = a.add(high, square);
            T grown = a.sub(sum, high);
            T lost = a.add(a.sub(high, a.sub(sum, grown)), a.sub(square, grown));
            low = a.add(low, a.add(lost, a.fma(c, c, a.neg(square))));
            high = sum;
        }
        T y = a.mul(a.unary(UnaryKind.SQRT, a.add(high, low)), inverse);
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        return a.select(a.compare(CompareKind.EQ, greatest, infinity), infinity, y);
    }
}
