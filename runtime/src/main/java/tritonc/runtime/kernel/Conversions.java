package tritonc.runtime.kernel;

/// Conversions between number formats that no single JVM instruction does as the IR defines them:
/// one rounding, saturation, NaN to 0. fp16 and bf16 values are the `float`s that equal them; fp8
/// values are their bits, zero-extended.
public final class Conversions {
    private Conversions() {}

    /// The fp16 value nearest to `x`.
    public static float toHalf(double x) {
        return Floats.roundHalf(odd(x));
    }

    /// The bf16 value nearest to `x`.
    public static float toBrain(double x) {
        return Floats.roundBrain(odd(x));
    }

    /// `x` as a float rounded to odd, which rounds further as `x` itself would.
    private static float odd(double x) {
        float f = (float) x;
        int bits = Float.floatToRawIntBits(f);
        if (f == x || f != f || (bits & 1) != 0) {
            return f;
        }
        if (Float.isInfinite(f)) {
            return f;
        }
        return Float.intBitsToFloat(Math.abs((double) f) < Math.abs(x) ? bits + 1 : bits - 1);
    }

    /// `x` cut towards zero to a float.
    public static float toFloatTowardsZero(double x) {
        float f = (float) x;
        if (Double.isInfinite(x) || f != f || Math.abs((double) f) <= Math.abs(x)) {
            return f;
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(f) - 1);
    }

    /// `x` cut towards zero to an fp16 value.
    public static float toHalfTowardsZero(double x) {
        float h = toHalf(x);
        if (Double.isInfinite(x) || h != h || Math.abs((double) h) <= Math.abs(x)) {
            return h;
        }
        return Float.float16ToFloat((short) (Float.floatToFloat16(h) - 1));
    }

    /// `x` cut towards zero to a bf16 value.
    public static float toBrainTowardsZero(double x) {
        float h = toBrain(x);
        if (Double.isInfinite(x) || h != h || Math.abs((double) h) <= Math.abs(x)) {
            return h;
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(h) - 0x1_0000);
    }

    /// A `u64` as a float.
    public static float unsignedToFloat(long x) {
        // the lost bit stays as a sticky one
        return x >= 0 ? (float) x : (float) (x >>> 1 | x & 1) * 2;
    }

    /// A `u64` as a double.
    public static double unsignedToDouble(long x) {
        return x >= 0 ? (double) x : (double) (x >>> 1 | x & 1) * 2;
    }

    /// An `i64` as a double that rounds to any format of 50 bits or fewer as the number itself.
    public static double sticky(long x) {
        if (x >> 53 == x >> 63) {
            return (double) x;
        }
        long lost = x & 0x7FF;
        return (double) (x & ~0x7FFL | (lost == 0 ? 0 : 0x800));
    }

    /// A `u64` as a double that rounds to any format of 50 bits or fewer as the number itself.
    public static double stickyUnsigned(long x) {
        return x >= 0 ? sticky(x) : sticky(x >>> 1 | x & 1) * 2;
    }

    /// Towards zero to `u32`, saturated.
    public static int toUnsignedInt(float x) {
        return (int) Math.min(Math.max((long) x, 0), 0xFFFF_FFFFL);
    }

    public static int toUnsignedInt(double x) {
        return (int) Math.min(Math.max((long) x, 0), 0xFFFF_FFFFL);
    }

    /// Towards zero to `u64`, saturated.
    public static long toUnsignedLong(float x) {
        return toUnsignedLong((double) x);
    }

    public static long toUnsignedLong(double x) {
        if (!(x >= 0x1p63)) {
            return Math.max((long) x, 0);
        }
        return x >= 0x1p64 ? -1 : (long) (x - 0x1p63) | Long.MIN_VALUE;
    }

    /// The `int` nearest to `x`.
    public static int saturate(long x) {
        return (int) Math.min(Math.max(x, Integer.MIN_VALUE), Integer.MAX_VALUE);
    }

    /// `x` held within `low` and `high`.
    public static int clamp(int x, int low, int high) {
        return Math.min(Math.max(x, low), high);
    }
}
