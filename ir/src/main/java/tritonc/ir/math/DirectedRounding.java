package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Arithmetic that rounds up, down or towards zero, made of arithmetic that rounds to nearest: the
/// sign of what it lost tells whether the neighbour is the answer. In fp32 the exact result, or the
/// nearest fp64, which is a float only where it is exact, stands in fp64.
public final class DirectedRounding {
    private DirectedRounding() {}

    public static <T> T add(Algebra<T> a, DType type, Direction to, T x, T y) {
        if (to == Direction.NEAREST) {
            return a.add(x, y);
        }
        T wideX = FloatFunctions.widen(a, type, x);
        T wideY = FloatFunctions.widen(a, type, y);
        T sum = a.add(wideX, wideY);
        T grown = a.sub(sum, wideX);
        // what the sum lost (Knuth's two-sum)
        T lost = a.add(a.sub(wideX, a.sub(sum, grown)), a.sub(wideY, grown));
        T rounded =
                type == DType.FP64
                        ? finiteSum(a, to, wideX, wideY, sum, lost)
                        : narrow(a, to, sum, lost);
        return to == Direction.DOWN ? zeroDown(a, type, rounded, x, y) : rounded;
    }

    public static <T> T mul(Algebra<T> a, DType type, Direction to, T x, T y) {
        if (to == Direction.NEAREST) {
            return a.mul(x, y);
        }
        if (type == DType.FP32) {
            T product = a.mul(a.cast(x, DType.FP64), a.cast(y, DType.FP64));
            return narrow(a, to, product, a.f64(0));
        }
        T product = a.mul(x, y);
        T e = a.add(FloatFunctions.exponent(a, x), FloatFunctions.exponent(a, y));
        T shown = FloatFunctions.scaled(a, a.abs(product), a.sub(a.i64(0), e));
        T mx = a.abs(FloatFunctions.significand(a, x));
        T my = a.abs(FloatFunctions.significand(a, y));
        T lost = a.fma(mx, my, a.neg(shown));
        return guarded(a, x, y, product, magnitude(a, to, product, lost));
    }

    public static <T> T div(Algebra<T> a, DType type, Direction to, T x, T y) {
        if (to == Direction.NEAREST) {
            return a.div(x, y);
        }
        if (type == DType.FP32) {
            T quotient = a.div(a.cast(x, DType.FP64), a.cast(y, DType.FP64));
            return narrow(a, to, quotient, a.f64(0));
        }
        T quotient = a.div(x, y);
        T e = a.sub(FloatFunctions.exponent(a, y), FloatFunctions.exponent(a, x));
        T shown = FloatFunctions.scaled(a, a.abs(quotient), e);
        T mx = a.abs(FloatFunctions.significand(a, x));
        T my = a.abs(FloatFunctions.significand(a, y));
        T lost = a.fma(a.neg(shown), my, mx);
        return guarded(a, x, y, quotient, magnitude(a, to, quotient, lost));
    }

    public static <T> T sqrt(Algebra<T> a, DType type, Direction to, T x) {
        if (to == Direction.NEAREST) {
            return a.unary(UnaryKind.SQRT, x);
        }
        if (type == DType.FP32) {
            return narrow(a, to, a.unary(UnaryKind.SQRT, a.cast(x, DType.FP64)), a.f64(0));
        }
        T root = a.unary(UnaryKind.SQRT, x);
        T tiny = a.compare(CompareKind.LT, x, a.f64(0x1p-800));
        T scaledX = a.select(tiny, a.mul(x, a.f64(0x1p400)), x);
        T scaledRoot = a.select(tiny, a.mul(root, a.f64(0x1p200)), root);
        T lost = a.fma(a.neg(scaledRoot), scaledRoot, scaledX);
        return guarded(a, x, a.f64(1), root, magnitude(a, to, root, lost));
    }

    /// `x y + z` of fp32, rounded once.
    public static <T> T fma32(Algebra<T> a, Direction to, T x, T y, T z) {
        if (to == Direction.NEAREST) {
            return a.fma(x, y, z);
        }
        T product = a.mul(a.cast(x, DType.FP64), a.cast(y, DType.FP64));
        T wideZ = a.cast(z, DType.FP64);
        T sum = a.add(product, wideZ);
        T grown = a.sub(sum, product);
        T lost = a.add(a.sub(product, a.sub(sum, grown)), a.sub(wideZ, grown));
        T rounded = narrow(a, to, sum, lost);
        return to == Direction.DOWN
                ? a.select(
                        a.compare(CompareKind.EQ, sum, a.f64(0)),
                        a.cast(zeroDown(a, DType.FP64, sum, product, wideZ), DType.FP32),
                        rounded)
                : rounded;
    }

    /// fp64 to fp32.
    public static <T> T narrow(Algebra<T> a, Direction to, T x) {
        return narrow(a, to, x, a.f64(0));
    }

    /// An integer of `from` to the float `type`.
    public static <T> T fromInteger(Algebra<T> a, DType from, DType type, Direction to, T x) {
        T nearest = a.cast(x, type);
        if (to == Direction.NEAREST) {
            return nearest;
        }
        T back = a.cast(nearest, from);
        double beyond = Math.scalb(1.0, from.isUnsigned() ? from.bits() : from.bits() - 1);
        // the cast back saturates there
        T over = a.compare(CompareKind.EQ, nearest, FloatFunctions.number(a, type, beyond));
        T above = a.or(over, a.compare(CompareKind.GT, back, x));
        return step(a, type, to, nearest, above, a.compare(CompareKind.LT, back, x));
    }

    /// The float of `x + lost`, `lost` being less than half a last place of `x`.
    private static <T> T narrow(Algebra<T> a, Direction to, T x, T lost) {
        T nearest = a.cast(x, DType.FP32);
        if (to == Direction.NEAREST) {
            return nearest;
        }
        T wide = a.cast(nearest, DType.FP64);
        T same = a.compare(CompareKind.EQ, wide, x);
        T above =
                a.or(
                        a.compare(CompareKind.GT, wide, x),
                        a.and(same, a.compare(CompareKind.LT, lost, a.f64(0))));
        T below =
                a.or(
                        a.compare(CompareKind.LT, wide, x),
                        a.and(same, a.compare(CompareKind.GT, lost, a.f64(0))));
        return step(a, DType.FP32, to, nearest, above, below);
    }

    private static <T> T finiteSum(Algebra<T> a, Direction to, T x, T y, T sum, T lost) {
        T infinity = a.f64(Double.POSITIVE_INFINITY);
        T finite =
                a.and(
                        a.compare(CompareKind.LT, a.abs(x), infinity),
                        a.compare(CompareKind.LT, a.abs(y), infinity));
        T over = a.and(finite, a.compare(CompareKind.EQ, sum, infinity));
        T under = a.and(finite, a.compare(CompareKind.EQ, sum, a.neg(infinity)));
        T above = a.or(over, a.compare(CompareKind.LT, lost, a.f64(0)));
        T below = a.or(under, a.compare(CompareKind.GT, lost, a.f64(0)));
        return step(a, DType.FP64, to, sum, above, below);
    }

    /// `y`, whose magnitude is `lost` (of either scale) below the exact one, to the wanted side.
    private static <T> T magnitude(Algebra<T> a, Direction to, T y, T lost) {
        T negative = a.compare(CompareKind.LT, a.bitcast(y, DType.I64), a.i64(0));
        T zero = a.f64(0);
        T signed = a.select(negative, a.neg(lost), lost);
        T above = a.compare(CompareKind.LT, signed, zero);
        T below = a.compare(CompareKind.GT, signed, zero);
        return step(a, DType.FP64, to, y, above, below);
    }

    /// `exact` where an operand is 0, infinite or NaN, else `rounded`.
    private static <T> T guarded(Algebra<T> a, T x, T y, T exact, T rounded) {
        return a.select(a.and(usual(a, x), usual(a, y)), rounded, exact);
    }

    private static <T> T usual(Algebra<T> a, T x) {
        T size = a.abs(x);
        return a.and(
                a.compare(CompareKind.GT, size, a.f64(0)),
                a.compare(CompareKind.LT, size, a.f64(Double.POSITIVE_INFINITY)));
    }

    /// `y` or its neighbour, where it lies above or below the exact value.
    private static <T> T step(Algebra<T> a, DType type, Direction to, T y, T above, T below) {
        T zero = FloatFunctions.number(a, type, 0);
        T bits = FloatFunctions.bits(a, type, y);
        T one = FloatFunctions.integer(a, type, 1);
        T positive = a.compare(CompareKind.GT, y, zero);
        T negative = a.compare(CompareKind.LT, y, zero);
        T isZero = a.compare(CompareKind.EQ, y, zero);
        T least = a.bitcast(one, type);
        T outward = a.bitcast(a.add(bits, one), type);
        T inward = a.bitcast(a.sub(bits, one), type);
        return switch (to) {
            case NEAREST -> y;
            case ZERO -> a.select(a.or(a.and(positive, above), a.and(negative, below)), inward, y);
            case DOWN ->
                    a.select(
                            above,
                            a.select(isZero, a.neg(least), a.select(positive, inward, outward)),
                            y);
            case UP ->
                    a.select(
                            below, a.select(isZero, least, a.select(negative, inward, outward)), y);
        };
    }

    /// A sum that is exactly 0 is -0 when rounded down, unless both operands are +0.
    private static <T> T zeroDown(Algebra<T> a, DType type, T sum, T x, T y) {
        T either = a.or(FloatFunctions.bits(a, type, x), FloatFunctions.bits(a, type, y));
        T zero = FloatFunctions.number(a, type, 0);
        T plus = a.compare(CompareKind.EQ, either, FloatFunctions.integer(a, type, 0));
        T signed = a.select(plus, zero, FloatFunctions.number(a, type, -0.0));
        return a.select(a.compare(CompareKind.EQ, sum, zero), signed, sum);
    }
}
