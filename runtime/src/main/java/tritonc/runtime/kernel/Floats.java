package tritonc.runtime.kernel;

/// Float arithmetic that no single JVM instruction does as the IR defines it. fp16 and bf16 values
/// come as the `float`s that equal them; what a `float` operation gives is rounded once more by
/// [#roundHalf] or [#roundBrain], which is rounding once: a float has 2p + 2 bits and more
/// (Figueroa, "When is double rounding innocuous?", 1995).
public final class Floats {
    /// Whether `Math.fma` is an instruction here, not decimal arithmetic. Both ways compute the
    /// same, so that a wrong guess costs only time.
    private static final boolean FAST_FMA = isFmaFast();

    private Floats() {}

    private static boolean isFmaFast() {
        long best = Long.MAX_VALUE;
        float x = 1.1f;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            x = Math.fma(x, 0.9f, 0.1f);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best < 1500 && x == x;
    }

    /// `x` rounded to fp16.
    public static float roundHalf(float x) {
        return Float.float16ToFloat(Float.floatToFloat16(x));
    }

    /// `x` rounded to bf16. A NaN becomes one whose upper half says so: a bf16 has no more of it.
    public static float roundBrain(float x) {
        int bits = Float.floatToRawIntBits(x);
        int rounded = bits + 0x7FFF + (bits >>> 16 & 1) & 0xFFFF_0000;
        return x != x ? Float.NaN : Float.intBitsToFloat(rounded);
    }

    public static float fma(float a, float b, float c) {
        // the product of two floats is exact in double
        return FAST_FMA ? Math.fma(a, b, c) : (float) oddSum((double) a * b, c);
    }

    public static double fma(double a, double b, double c) {
        return Math.fma(a, b, c);
    }

    public static float fmaHalf(float a, float b, float c) {
        return Conversions.toHalf(oddSum((double) a * b, c));
    }

    public static float fmaBrain(float a, float b, float c) {
        return Conversions.toBrain(oddSum((double) a * b, c));
    }

    /// `a + b` rounded to odd: where it is inexact, the neighbour whose last bit is set. Rounding
    /// that to a narrower format is rounding the exact sum once (Boldo and Melquiond, "Emulation of
    /// FMA and correctly rounded sums", 2008). The error term is Knuth's TwoSum.
    private static double oddSum(double a, double b) {
        double sum = a + b;
        double ofB = sum - a;
        double error = (a - (sum - ofB)) + (b - ofB);
        long bits = Double.doubleToRawLongBits(sum);
        if (!(error != 0) || error != error || (bits & 1) != 0) {
            return sum;
        }
        return Double.longBitsToDouble((error > 0) == (sum > 0) ? bits + 1 : bits - 1);
    }

    /// The lesser number; the number where the other is NaN; `-0 < +0`.
    public static float min(float a, float b) {
        return a != a ? b : b != b ? a : Math.min(a, b);
    }

    public static double min(double a, double b) {
        return a != a ? b : b != b ? a : Math.min(a, b);
    }

    /// The greater number; the number where the other is NaN; `-0 < +0`.
    public static float max(float a, float b) {
        return a != a ? b : b != b ? a : Math.max(a, b);
    }

    public static double max(double a, double b) {
        return a != a ? b : b != b ? a : Math.max(a, b);
    }

    public static float floor(float x) {
        return (float) Math.floor(x);
    }

    public static float ceil(float x) {
        return (float) Math.ceil(x);
    }

    public static float rint(float x) {
        return (float) Math.rint(x);
    }

    public static float trunc(float x) {
        return (float) trunc((double) x);
    }

    public static double trunc(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }
}
