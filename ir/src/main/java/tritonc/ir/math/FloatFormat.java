package tritonc.ir.math;

import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

/// The float formats narrower than fp32, each exactly representable in a double. A value is sign,
/// exponent and `mantissa` bits; exponent field 0 holds zero and the subnormals.
///
/// Facts: fp16 is IEEE 754 binary16; bf16 is the upper half of binary32; e4nv and e5 are E4M3 and
/// E5M2 of the OCP 8-bit Floating Point Specification 1.0; e4b8 and e5b16 are the "fnuz" formats of
/// Noune et al. (arXiv 2206.02915): one zero, and NaN where minus zero would be; e4b15 is Triton's
/// own (bias 15, neither infinity nor NaN).
///
/// Casts to an 8-bit format saturate, as the `satfinite` conversions that Triton emits for NVIDIA:
/// what lies beyond the largest finite number, infinities included, becomes that number.
public enum FloatFormat {
    FP16(10, 15, 0x7BFF, 0x7E00, 0x7C00),
    BF16(7, 127, 0x7F7F, 0x7FC0, 0x7F80),
    E4NV(3, 7, 0x7E, 0x7F, FloatFormat.ABSENT),
    E4B8(3, 8, 0x7F, 0x80, FloatFormat.ABSENT),
    E4B15(3, 15, 0x7F, FloatFormat.ABSENT, FloatFormat.ABSENT),
    E5(2, 15, 0x7B, 0x7F, 0x7C),
    E5B16(2, 16, 0x7F, 0x80, FloatFormat.ABSENT);

    /// In the place of an infinity or a NaN that a format does not have.
    public static final int ABSENT = -1;

    private final int mantissa;
    private final int bias;
    private final int largest;
    private final int nan;
    private final int infinity;

    FloatFormat(int mantissa, int bias, int largest, int nan, int infinity) {
        this.mantissa = mantissa;
        this.bias = bias;
        this.largest = largest;
        this.nan = nan;
        this.infinity = infinity;
    }

    /// The format of a float dtype of 16 bits or fewer.
    public static FloatFormat of(DType dtype) {
        return switch (dtype) {
            case FP16 -> FP16;
            case BF16 -> BF16;
            case FP8E4NV -> E4NV;
            case FP8E4B8 -> E4B8;
            case FP8E4B15 -> E4B15;
            case FP8E5 -> E5;
            case FP8E5B16 -> E5B16;
            case FP32, FP64, I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                    throw new IllegalArgumentException(dtype + " is no narrow float");
        };
    }

    /// Bits behind the leading one.
    public int mantissa() {
        return mantissa;
    }

    /// What is added to an exponent to give its field.
    public int bias() {
        return bias;
    }

    /// The lane of the largest finite number.
    public int largest() {
        return largest;
    }

    /// The lane of infinity, or [#ABSENT].
    public int infinity() {
        return infinity;
    }

    /// The lane with the sign alone.
    public int signBit() {
        return this == FP16 || this == BF16 ? 0x8000 : 0x80;
    }

    /// Whether the format has one zero only, and NaN in the place of the other.
    public boolean oneZero() {
        return nan == signBit();
    }

    /// What a NaN becomes in this format; in a format without NaN the largest number.
    public long nan() {
        return nan == ABSENT ? largest : nan;
    }

    boolean isNaN(long lane) {
        int magnitude = (int) lane & (signBit() - 1);
        if (oneZero()) {
            return lane == nan;
        }
        return nan != ABSENT && magnitude > (infinity == ABSENT ? largest : infinity);
    }

    /// The exact value of a lane.
    double decode(long lane) {
        int magnitude = (int) lane & (signBit() - 1);
        if (isNaN(lane)) {
            return Double.NaN;
        }
        int exponent = magnitude >>> mantissa;
        int fraction = magnitude & (1 << mantissa) - 1;
        double value;
        if (magnitude == infinity) {
            value = Double.POSITIVE_INFINITY;
        } else if (exponent == 0) {
            value = fraction * powerOfTwo(1 - bias - mantissa);
        } else {
            value = (fraction | 1 << mantissa) * powerOfTwo(exponent - bias - mantissa);
        }
        return (lane & signBit()) == 0 ? value : -value;
    }

    /// The lane nearest to `x`, rounded once.
    long encode(double x, Rounding rounding) {
        long bits = Double.doubleToRawLongBits(x);
        int sign = bits < 0 ? signBit() : 0;
        if (x != x) {
            return nan();
        }
        if (Double.isInfinite(x)) {
            return sign | (saturates() ? largest : infinity);
        }
        int field = (int) (bits >>> 52) & 0x7FF;
        int exponent = Math.max(field, 1) - 1023;
        long significand = bits & (1L << 52) - 1 | (field == 0 ? 0 : 1L << 52);
        int least = 1 - bias;
        int shift = 52 - mantissa + Math.max(least - exponent, 0);
        long kept = shift > 53 ? 0 : round(significand, shift, rounding);
        long code = kept + ((long) (Math.max(exponent, least) - least) << mantissa);
        if (code > largest) {
            code = saturates() || rounding == Rounding.RTZ ? largest : infinity;
        }
        return code == 0 && oneZero() ? 0 : sign | code;
    }

    /// Whether what is too large, infinities included, becomes the largest number.
    public boolean saturates() {
        return signBit() == 0x80;
    }

    private static long round(long significand, int shift, Rounding rounding) {
        long kept = significand >>> shift;
        long rest = significand - (kept << shift);
        long half = 1L << shift - 1;
        boolean up = rest > half || rest == half && (kept & 1) == 1;
        return rounding == Rounding.RTNE && up ? kept + 1 : kept;
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }
}
