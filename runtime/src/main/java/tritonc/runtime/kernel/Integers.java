package tritonc.runtime.kernel;

/// Integer arithmetic that no single JVM instruction does as the IR defines it: division by zero
/// gives 0, shifts by the width or more give 0 or the sign. Formats under 32 bits come as `int`s,
/// sign- or zero-extended by their own kind; `u32` comes as the `int` and `u64` as the `long` of
/// the same bits. Results of formats under 32 bits may need wrapping by the caller.
public final class Integers {
    private Integers() {}

    public static int div(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    public static long div(long a, long b) {
        return b == 0 ? 0 : a / b;
    }

    public static int divUnsigned(int a, int b) {
        return b == 0 ? 0 : Integer.divideUnsigned(a, b);
    }

    public static long divUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.divideUnsigned(a, b);
    }

    public static int rem(int a, int b) {
        return b == 0 ? 0 : a % b;
    }

    public static long rem(long a, long b) {
        return b == 0 ? 0 : a % b;
    }

    public static int remUnsigned(int a, int b) {
        return b == 0 ? 0 : Integer.remainderUnsigned(a, b);
    }

    public static long remUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.remainderUnsigned(a, b);
    }

    public static int mulHigh(int a, int b) {
        return (int) ((long) a * b >> 32);
    }

    public static int mulHighUnsigned(int a, int b) {
        return (int) ((a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL) >>> 32);
    }

    public static int shl(int a, int b, int width) {
        return b >= 0 && b < width ? a << b : 0;
    }

    public static long shl(long a, long b) {
        return b >= 0 && b < 64 ? a << b : 0;
    }

    public static int shr(int a, int b, int width) {
        return b >= 0 && b < width ? a >> b : a >> 31;
    }

    public static long shr(long a, long b) {
        return b >= 0 && b < 64 ? a >> b : a >> 63;
    }

    public static int shrUnsigned(int a, int b, int width) {
        return b >= 0 && b < width ? a >>> b : 0;
    }

    public static long shrUnsigned(long a, long b) {
        return b >= 0 && b < 64 ? a >>> b : 0;
    }

    public static int minUnsigned(int a, int b) {
        return Integer.compareUnsigned(a, b) <= 0 ? a : b;
    }

    public static long minUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? a : b;
    }

    public static int maxUnsigned(int a, int b) {
        return Integer.compareUnsigned(a, b) >= 0 ? a : b;
    }

    public static long maxUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    /// How often a loop from `lower` while below `upper` by `step` turns; 0 where `step` is not
    /// positive. At most 2^63 - 1, which no loop lives to see.
    public static long trips(long lower, long upper, long step) {
        if (step <= 0 || lower >= upper) {
            return 0;
        }
        long trips = Long.divideUnsigned(upper - lower - 1, step);
        return trips == Long.MAX_VALUE ? trips : trips + 1;
    }

    /// [#trips] of numbers read as unsigned.
    public static long tripsUnsigned(long lower, long upper, long step) {
        if (step == 0 || Long.compareUnsigned(lower, upper) >= 0) {
            return 0;
        }
        long trips = Long.divideUnsigned(upper - lower - 1, step);
        return trips < 0 || trips == Long.MAX_VALUE ? Long.MAX_VALUE : trips + 1;
    }
}
