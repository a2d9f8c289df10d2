package tritonc.ir.math;

import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/// What lanes mean, told a second time and without floating point: values as decimals, rounding by
/// looking for the neighbours in a sorted table of every value of a format.
final class Oracle {
    private static final Map<DType, BigDecimal[]> TABLES = new EnumMap<>(DType.class);

    private Oracle() {}

    /// Mantissa bits, bias, largest finite code, code of infinity or 0 where there is none.
    private static int[] format(DType dtype) {
        return switch (dtype) {
            case FP16 -> new int[] {10, 15, 0x7BFF, 0x7C00};
            case BF16 -> new int[] {7, 127, 0x7F7F, 0x7F80};
            case FP8E4NV -> new int[] {3, 7, 0x7E, 0};
            case FP8E4B8 -> new int[] {3, 8, 0x7F, 0};
            case FP8E4B15 -> new int[] {3, 15, 0x7F, 0};
            case FP8E5 -> new int[] {2, 15, 0x7B, 0x7C};
            case FP8E5B16 -> new int[] {2, 16, 0x7F, 0};
            default -> throw new IllegalArgumentException(dtype.toString());
        };
    }

    /// Every finite value from 0 up, by code, and one step more, which is where overflow would lie.
    private static BigDecimal[] table(DType dtype) {
        return TABLES.computeIfAbsent(
                dtype,
                d -> {
                    int[] f = format(d);
                    BigDecimal[] all = new BigDecimal[f[2] + 2];
                    for (int code = 0; code < all.length; code++) {
                        int exponent = code >> f[0];
                        int fraction = code & (1 << f[0]) - 1;
                        int mantissa = exponent == 0 ? fraction : fraction + (1 << f[0]);
                        all[code] = scaled(mantissa, Math.max(exponent, 1) - f[1] - f[0]);
                    }
                    return all;
                });
    }

    private static BigDecimal scaled(long mantissa, int exponent) {
        BigDecimal two = BigDecimal.TWO.pow(Math.abs(exponent));
        BigDecimal m = BigDecimal.valueOf(mantissa);
        // powers of two divide exactly in decimal
        return exponent >= 0 ? m.multiply(two) : m.divide(two);
    }

    /// The exact value of a finite lane.
    static BigDecimal value(DType dtype, long lane) {
        if (dtype == DType.FP64) {
            return new BigDecimal(Double.longBitsToDouble(lane));
        }
        if (dtype == DType.FP32) {
            return new BigDecimal(Float.intBitsToFloat((int) lane));
        }
        if (dtype.isFloat()) {
            int sign = 1 << dtype.bits() - 1;
            BigDecimal magnitude = table(dtype)[(int) lane & sign - 1];
            return (lane & sign) == 0 ? magnitude : magnitude.negate();
        }
        return new BigDecimal(integer(dtype, lane));
    }

    static BigInteger integer(DType dtype, long lane) {
        return dtype.isSigned()
                ? BigInteger.valueOf(lane)
                : new BigInteger(Long.toUnsignedString(lane));
    }

    static boolean isFinite(DType dtype, long lane) {
        if (dtype == DType.FP64) {
            return Double.isFinite(Double.longBitsToDouble(lane));
        }
        if (dtype == DType.FP32) {
            return Float.isFinite(Float.intBitsToFloat((int) lane));
        }
        int sign = 1 << dtype.bits() - 1;
        boolean fnuz = dtype == DType.FP8E4B8 || dtype == DType.FP8E5B16;
        return !dtype.isFloat() || (lane & sign - 1) <= format(dtype)[2] && !(fnuz && lane == 0x80);
    }

    /// The lane nearest to an exact value; `negative` is the sign that a zero takes.
    static long round(DType dtype, BigDecimal x, boolean negative, Rounding rounding) {
        if (x.signum() != 0) {
            negative = x.signum() < 0;
        }
        BigDecimal m = x.abs();
        if (dtype == DType.FP64) {
            double d = m.doubleValue();
            boolean over = Double.isInfinite(d) || new BigDecimal(d).compareTo(m) > 0;
            d = rounding == Rounding.RTZ && over ? Math.nextDown(d) : d;
            return Double.doubleToLongBits(negative ? -d : d);
        }
        if (dtype == DType.FP32) {
            float f = m.floatValue();
            boolean over = Float.isInfinite(f) || new BigDecimal(f).compareTo(m) > 0;
            f = rounding == Rounding.RTZ && over ? Math.nextDown(f) : f;
            return Float.floatToIntBits(negative ? -f : f) & 0xFFFF_FFFFL;
        }
        int code = code(table(dtype), m, rounding);
        int[] f = format(dtype);
        if (code > f[2]) {
            boolean infinite = dtype.bits() == 16 && rounding == Rounding.RTNE;
            code = infinite ? f[3] : f[2];
        }
        boolean fnuz = dtype == DType.FP8E4B8 || dtype == DType.FP8E5B16;
        return code == 0 && fnuz ? 0 : negative ? code | 1L << dtype.bits() - 1 : code;
    }

    private static int code(BigDecimal[] table, BigDecimal m, Rounding rounding) {
        int low = 0;
        int high = table.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (table[middle].compareTo(m) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (low == table.length - 1 || rounding == Rounding.RTZ) {
            return low;
        }
        int side = m.subtract(table[low]).compareTo(table[low + 1].subtract(m));
        return side > 0 || side == 0 && (low & 1) == 1 ? low + 1 : low;
    }

    /// The low bits of an integer as a lane.
    static long wrap(DType dtype, BigInteger x) {
        long low =
                x.and(BigInteger.ONE.shiftLeft(dtype.bits()).subtract(BigInteger.ONE)).longValue();
        int unused = 64 - dtype.bits();
        return dtype.isSigned() ? low << unused >> unused : low;
    }

    static BigInteger least(DType dtype) {
        return dtype.isSigned()
                ? BigInteger.ONE.shiftLeft(dtype.bits() - 1).negate()
                : BigInteger.ZERO;
    }

    static BigInteger greatest(DType dtype) {
        int bits = dtype.isSigned() ? dtype.bits() - 1 : dtype.bits();
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }
}
