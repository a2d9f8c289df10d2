package tritonc.runtime;

import tritonc.ir.type.DType;

/// A number whose dtype is stated rather than inferred, such as an `i64` that would fit in 32 bits
/// or an `fp64` (a plain Java `double` becomes fp32, as a Python float does in Triton). It is
/// passed as it stands: a launch does not specialise on its value.
///
/// @param type dtype that the kernel receives
/// @param lane the bits, low end first: integers sign- or zero-extended as the dtype is signed or
///   not, floats as their own bit pattern
public record Scalar(DType type, long lane) {
    /// `value` rounded to `type` (floats to nearest even; integers wrap).
    public static Scalar of(DType type, double value) {
        return new Scalar(type, Elements.laneOfDouble(type, value));
    }

    /// `value` as `type`; an integer keeps its low bits.
    public static Scalar of(DType type, long value) {
        return new Scalar(type, Elements.laneOfLong(type, value));
    }

    /// The value as a number; exact up to 2^53.
    public double doubleValue() {
        return Elements.toDouble(type, lane);
    }

    /// The value as an integer; a float is truncated, and saturates.
    public long longValue() {
        return Elements.toLong(type, lane);
    }

    @Override
    public String toString() {
        return type + ":" + (type.isFloat() ? Double.toString(doubleValue()) : integer());
    }

    private String integer() {
        return type == DType.U64 ? Long.toUnsignedString(lane) : Long.toString(lane);
    }
}
