package tritonc.runtime.kernel;

/// The 8-bit float formats, which only store: their bits to the number and back. Conversions to
/// them round once and saturate, as the IR says. Facts: `e4nv` and `e5` are E4M3 and E5M2 of the
/// OCP 8-bit Floating Point Specification 1.0; `e4b8` and `e5b16` are the formats with one zero,
/// and NaN in the place of the other, of Noune et al. (arXiv 2206.02915); `e4b15` is Triton's own.
public final class Fp8 {
    private static final Format E4NV = new Format(3, 7, 0x7E, 0x7F, false);
    private static final Format E4B8 = new Format(3, 8, 0x7F, 0x80, true);
    private static final Format E4B15 = new Format(3, 15, 0x7F, -1, false);
    private static final Format E5 = new Format(2, 15, 0x7B, 0x7F, false);
    private static final Format E5B16 = new Format(2, 16, 0x7F, 0x80, true);

    private Fp8() {}

    public static float decode_fp8e4nv(int bits) {
        return E4NV.values[bits];
    }

    public static float decode_fp8e4b8(int bits) {
        return E4B8.values[bits];
    }

    public static float decode_fp8e4b15(int bits) {
        return E4B15.values[bits];
    }

    public static float decode_fp8e5(int bits) {
        return E5.values[bits];
    }

    public static float decode_fp8e5b16(int bits) {
        return E5B16.values[bits];
    }

    public static int encode_fp8e4nv(double x, boolean towardsZero) {
        return E4NV.encode(x, towardsZero);
    }

    public static int encode_fp8e4b8(double x, boolean towardsZero) {
        return E4B8.encode(x, towardsZero);
    }

    public static int encode_fp8e4b15(double x, boolean towardsZero) {
        return E4B15.encode(x, towardsZero);
    }

    public static int encode_fp8e5(double x, boolean towardsZero) {
        return E5.encode(x, towardsZero);
    }

    public static int encode_fp8e5b16(double x, boolean towardsZero) {
        return E5B16.encode(x, towardsZero);
    }

    /// One format as the table of its numbers. Codes from 0 to `largest` ascend, so that rounding
    /// is a search in the table.
    private static final class Format {
        private final float[] values = new float[256];
        private final int largest;
        private final int nan;
        private final boolean oneZero;

        /// @param largest code of the greatest finite number
        /// @param nan code of the NaN to write, or -1
        Format(int fraction, int bias, int largest, int nan, boolean oneZero) {
            this.largest = largest;
            this.nan = nan;
            this.oneZero = oneZero;
            for (int code = 0; code < 128; code++) {
                values[code] = number(code, fraction, bias);
                values[code | 0x80] = -values[code];
            }
            if (oneZero) {
                values[0x80] = Float.NaN;
            }
        }

        private float number(int code, int fraction, int bias) {
            if (code > largest) {
                // of the formats with codes left over, only e5 has an infinity
                return fraction == 2 && code == largest + 1 ? Float.POSITIVE_INFINITY : Float.NaN;
            }
            int exponent = code >> fraction;
            int digits = code & (1 << fraction) - 1;
            return exponent == 0
                    ? Math.scalb((float) digits, 1 - bias - fraction)
                    : Math.scalb((float) (digits | 1 << fraction), exponent - bias - fraction);
        }

        int encode(double x, boolean towardsZero) {
            int sign = Double.doubleToRawLongBits(x) < 0 ? 0x80 : 0;
            if (x != x) {
                return nan < 0 ? largest : nan;
            }
            double size = Math.abs(x);
            int low = 0;
            int high = largest;
            // the last code whose number is not above the size
            while (low < high) {
                int middle = low + high + 1 >>> 1;
                if (values[middle] <= size) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            if (low < largest && !towardsZero) {
                // differences to neighbours in one binade are exact
                double below = size - values[low];
                double above = values[low + 1] - size;
                low += above < below || above == below && (low & 1) == 1 ? 1 : 0;
            }
            return low == 0 && oneZero ? 0 : low | sign;
        }
    }
}
