package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// libdevice's exact functions of fp32 and fp64: signs, classes, exponents, neighbours, remainders.
/// `type` is the dtype of the operands.
public final class FloatFunctions {
    private FloatFunctions() {}

    /// 1 where the sign bit is set, as i32.
    public static <T> T signbit(Algebra<T> a, DType type, T x) {
        return truth(a, a.compare(CompareKind.LT, bits(a, type, x), integer(a, type, 0)));
    }

    /// Whether it is NaN.
    public static <T> T isNan(Algebra<T> a, T x) {
        return a.compare(CompareKind.NE, x, x);
    }

    /// Whether it is an infinity.
    public static <T> T isInf(Algebra<T> a, DType type, T x) {
        return infinite(a, type, x);
    }

    /// Whether it is neither infinite nor NaN.
    public static <T> T isFinite(Algebra<T> a, DType type, T x) {
        T infinity = number(a, type, Double.POSITIVE_INFINITY);
        return a.compare(CompareKind.LT, a.abs(x), infinity);
    }

    /// The magnitude of `x` with the sign of `y`.
    public static <T> T copysign(Algebra<T> a, DType type, T x, T y) {
        T sign = a.and(bits(a, type, y), signMask(a, type));
        return a.bitcast(a.or(bits(a, type, a.abs(x)), sign), type);
    }

    /// `x` held between 0 and 1; 0 for NaN.
    public static <T> T saturate(Algebra<T> a, T x) {
        return a.binary(BinaryKind.MIN, a.binary(BinaryKind.MAX, x, a.f32(0)), a.f32(1));
    }

    /// `x - y` where that is positive, else 0; NaN where either is.
    public static <T> T fdim(Algebra<T> a, DType type, T x, T y) {
        T none = a.compare(CompareKind.LE, x, y);
        return a.select(none, number(a, type, 0), a.sub(x, y));
    }

    /// To the nearest integer, halves away from zero.
    public static <T> T round(Algebra<T> a, DType type, T x) {
        T whole = a.unary(UnaryKind.TRUNC, x);
        T half = number(a, type, 0.5);
        T more = a.compare(CompareKind.GE, a.abs(a.sub(x, whole)), half);
        T step = copysign(a, type, number(a, type, 1), x);
        return a.select(more, a.add(whole, step), whole);
    }

    /// The float next to `x` on the way to `y`; `y` where they are equal.
    public static <T> T nextafter(Algebra<T> a, DType type, T x, T y) {
        T zero = number(a, type, 0);
        T one = integer(a, type, 1);
        T outward =
                a.compare(
                        CompareKind.EQ,
                        truth(a, a.compare(CompareKind.GT, y, x)),
                        truth(a, a.compare(CompareKind.GT, x, zero)));
        T bits = bits(a, type, x);
        T moved = a.bitcast(a.select(outward, a.add(bits, one), a.sub(bits, one)), type);
        T least = copysign(a, type, a.bitcast(one, type), y);
        T next = a.select(a.compare(CompareKind.EQ, x, zero), least, moved);
        T same = a.select(a.compare(CompareKind.EQ, x, y), y, next);
        T known = a.select(a.compare(CompareKind.NE, x, x), x, same);
        return a.select(a.compare(CompareKind.NE, y, y), y, known);
    }

    /// IEEE 754's remainder: `x - n y` for the integer n nearest to the quotient, even at a tie.
    public static <T> T remainder(Algebra<T> a, DType type, T x, T y) {
        T p = a.abs(y);
        T rest = a.binary(BinaryKind.REM, a.abs(x), a.add(p, p));
        T above = a.compare(CompareKind.GT, a.add(rest, rest), p);
        T once = a.sub(rest, p);
        T twice = a.select(a.compare(CompareKind.GE, a.add(once, once), p), a.sub(once, p), once);
        T magnitude = a.select(above, twice, rest);
        T sign = a.and(bits(a, type, x), signMask(a, type));
        return a.bitcast(a.binary(BinaryKind.XOR, bits(a, type, magnitude), sign), type);
    }

    /// `x 2^n`, rounded once; `n` is i32.
    public static <T> T ldexp(Algebra<T> a, DType type, T x, T n) {
        T least = a.binary(BinaryKind.MAX, n, a.i32(-3000));
        T by = a.cast(a.binary(BinaryKind.MIN, least, a.i32(3000)), DType.I64);
        if (type == DType.FP64) {
            return scaled(a, x, by);
        }
        return a.cast(scaled(a, a.cast(x, DType.FP64), by), DType.FP32);
    }

    /// `x 2^n` of fp64 with n of i64 and at most 3000: the significand times two powers, of which
    /// only the second can leave the normal numbers.
    static <T> T scaled(Algebra<T> a, T x, T n) {
        T exponent = exponent(a, x);
        T wanted = a.add(exponent, n);
        T least = a.binary(BinaryKind.MAX, wanted, a.i64(-1200));
        T e = a.binary(BinaryKind.MIN, least, a.i64(1200));
        T half = a.shr(e, a.i64(1));
        T y = a.mul(a.mul(significand(a, x), power(a, half)), power(a, a.sub(e, half)));
        T plain = a.compare(CompareKind.EQ, x, a.f64(0));
        T usual = a.compare(CompareKind.LT, a.abs(x), a.f64(Double.POSITIVE_INFINITY));
        return a.select(usual, a.select(plain, x, y), x);
    }

    /// The exponent of a finite fp64 that is not 0, as i64.
    static <T> T exponent(Algebra<T> a, T x) {
        T tiny = a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-1022));
        T bits = a.bitcast(a.select(tiny, a.mul(x, a.f64(0x1p54)), x), DType.I64);
        T field = a.and(a.shr(bits, a.i64(52)), a.i64(2047));
        return a.sub(field, a.select(tiny, a.i64(1077), a.i64(1023)));
    }

    /// `x` of fp64, finite and not 0, brought to [1, 2), with its sign.
    static <T> T significand(Algebra<T> a, T x) {
        T tiny = a.compare(CompareKind.LT, a.abs(x), a.f64(0x1p-1022));
        T bits = a.bitcast(a.select(tiny, a.mul(x, a.f64(0x1p54)), x), DType.I64);
        T kept = a.and(bits, a.i64(0x800fffffffffffffL));
        return a.bitcast(a.or(kept, a.i64(0x3ff0000000000000L)), DType.FP64);
    }

    private static <T> T power(Algebra<T> a, T n) {
        return a.bitcast(a.shl(a.add(n, a.i64(1023)), a.i64(52)), DType.FP64);
    }

    /// The exponent of `x` as a float; -inf for 0, inf for the infinities.
    public static <T> T logb(Algebra<T> a, DType type, T x) {
        T wide = widen(a, type, x);
        T e = a.cast(exponent(a, wide), DType.FP64);
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T minus = a.f64(Double.NEGATIVE_INFINITY);
        T finite = a.select(a.compare(CompareKind.EQ, wide, a.f64(0)), minus, e);
        T square = a.mul(wide, wide);
        T usual = a.compare(CompareKind.LT, a.abs(wide), infinity);
        T y = a.select(usual, finite, square);
        return type == DType.FP64 ? y : a.cast(y, DType.FP32);
    }

    /// The exponent of `x` as i32; the least i32 for 0 and NaN, the greatest for the infinities.
    public static <T> T ilogb(Algebra<T> a, DType type, T x) {
        T wide = widen(a, type, x);
        T e = a.cast(exponent(a, wide), DType.I32);
        T least = a.i32(Integer.MIN_VALUE);
        T finite = a.select(a.compare(CompareKind.EQ, wide, a.f64(0)), least, e);
        T number = a.select(a.compare(CompareKind.EQ, wide, wide), finite, least);
        T greatest = a.i32(Integer.MAX_VALUE);
        return a.select(infinite(a, DType.FP64, wide), greatest, number);
    }

    /// The same in fp64.
    static <T> T widen(Algebra<T> a, DType type, T x) {
        return type == DType.FP64 ? x : a.cast(x, DType.FP64);
    }

    static <T> T number(Algebra<T> a, DType type, double value) {
        return type == DType.FP64 ? a.f64(value) : a.f32((float) value);
    }

    /// A condition as 1 or 0 of i32.
    static <T> T truth(Algebra<T> a, T condition) {
        return a.select(condition, a.i32(1), a.i32(0));
    }

    static <T> T bits(Algebra<T> a, DType type, T x) {
        return a.bitcast(x, type == DType.FP64 ? DType.I64 : DType.I32);
    }

    static <T> T integer(Algebra<T> a, DType type, int value) {
        return type == DType.FP64 ? a.i64(value) : a.i32(value);
    }

    private static <T> T infinite(Algebra<T> a, DType type, T x) {
        return a.compare(CompareKind.EQ, a.abs(x), number(a, type, Double.POSITIVE_INFINITY));
    }

    private static <T> T signMask(Algebra<T> a, DType type) {
        return type == DType.FP64 ? a.i64(Long.MIN_VALUE) : a.i32(Integer.MIN_VALUE);
    }
}
