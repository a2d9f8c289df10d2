package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Exact arithmetic on single lanes, as `tritonc.ir.tile` represents them and states the numbers:
/// the one definition of what every primitive op computes. Constant folding and the interpreter
/// call it; code generators are tested against it.
///
/// A result that is NaN is the dtype's one quiet NaN with a clear sign (`0x7fc00000` in fp32), save
/// from the functions that only move or flip bits: `neg`, `abs`, `select`, `bitcast`. Readers treat
/// all NaNs as one value ([#sameLane]), so that other executors may leave other bits in theirs.
public final class Lanes {
    private Lanes() {}

    /// `kind(x)` for the kinds that are no recipes.
    ///
    /// @throws IllegalArgumentException if the kind is a recipe or does not take `dtype`
    public static long unary(UnaryKind kind, DType dtype, long x) {
        return dtype.isFloat()
                ? LaneFloats.unary(kind, dtype, x)
                : LaneIntegers.unary(kind, dtype, x);
    }

    /// `kind(a, b)` for the kinds that are no recipes.
    ///
    /// @throws IllegalArgumentException if the kind is a recipe or does not take `dtype`
    public static long binary(BinaryKind kind, DType dtype, long a, long b) {
        return dtype.isFloat()
                ? LaneFloats.binary(kind, dtype, a, b)
                : LaneIntegers.binary(kind, dtype, a, b);
    }

    /// Whether `a kind b` holds; pointers compare as unsigned addresses.
    public static boolean compare(CompareKind kind, ElementType type, long a, long b) {
        if (!(type instanceof DType dtype)) {
            return LaneIntegers.holds(kind, Long.compareUnsigned(a, b));
        }
        return dtype.isFloat()
                ? LaneFloats.compare(kind, dtype, a, b)
                : LaneIntegers.holds(kind, LaneIntegers.order(dtype, a, b));
    }

    /// `ifTrue` where the `i1` lane is 1; bits are kept.
    public static long select(long condition, long ifTrue, long ifFalse) {
        return condition != 0 ? ifTrue : ifFalse;
    }

    /// `a * b + c` rounded once; floats of 16 bits and more.
    public static long fma(DType dtype, long a, long b, long c) {
        return LaneFloats.fma(dtype, a, b, c);
    }

    /// The value of a lane in another format, as [tritonc.ir.tile.Arithmetic.Cast] says. `rounding`
    /// only touches floats that become narrower floats; from integers it is always to nearest even.
    public static long cast(ElementType from, ElementType to, long x, Rounding rounding) {
        if (from instanceof DType source && to instanceof DType target) {
            return source == target ? x : LaneCasts.cast(source, target, x, rounding);
        }
        return x;
    }

    /// The bits of a lane read as another format of the same width.
    public static long bitcast(DType from, DType to, long x) {
        return fromBits(to, toBits(from, x));
    }

    /// The lane's bits as memory holds them, zero-extended.
    public static long toBits(DType dtype, long lane) {
        return dtype.bits() == 64 ? lane : lane & (1L << dtype.bits()) - 1;
    }

    /// The lane whose low bits are `bits`; what lies above the dtype's width is ignored.
    public static long fromBits(DType dtype, long bits) {
        return dtype.isFloat() ? toBits(dtype, bits) : LaneIntegers.wrap(dtype, bits);
    }

    /// The lane of a number, rounded to nearest even into a float format, truncated and saturated
    /// into an integer one.
    public static long ofDouble(DType dtype, double x) {
        return cast(DType.FP64, dtype, Double.doubleToLongBits(x), Rounding.RTNE);
    }

    /// The lane of an integer: wrapped into an integer format, rounded into a float one.
    public static long ofLong(DType dtype, long x) {
        return dtype.isFloat()
                ? LaneCasts.cast(DType.I64, dtype, x, Rounding.RTNE)
                : LaneIntegers.wrap(dtype, x);
    }

    /// The value of a lane; exact for floats and for integers up to 53 bits.
    public static double toDouble(DType dtype, long lane) {
        return dtype.isFloat()
                ? LaneFloats.toDouble(dtype, lane)
                : Double.longBitsToDouble(cast(dtype, DType.FP64, lane, Rounding.RTNE));
    }

    public static boolean isNaN(DType dtype, long lane) {
        return LaneFloats.isNaN(dtype, lane);
    }

    /// The quiet NaN that arithmetic gives in `dtype`; the largest number of fp8e4b15, which has
    /// none.
    public static long nan(DType dtype) {
        return LaneFloats.fromDouble(dtype, Double.NaN, Rounding.RTNE);
    }

    /// Whether a reader may tell the lanes apart: all NaNs are equal, `-0` and `+0` are not.
    public static boolean sameLane(ElementType type, long a, long b) {
        return a == b || type instanceof DType d && isNaN(d, a) && isNaN(d, b);
    }

    static IllegalArgumentException refused(Object kind, DType dtype) {
        return new IllegalArgumentException(kind + " of " + dtype + " is no primitive");
    }
}
