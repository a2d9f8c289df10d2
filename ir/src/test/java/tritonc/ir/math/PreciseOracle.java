package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// The functions to about 60 digits, by their series, for finite arguments at which they are
/// finite. Slow and obvious.
final class PreciseOracle {
    private static final MathContext DIGITS = new MathContext(90);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal LN2 = log1pSmall(ONE.negate().divide(TWO, DIGITS)).negate();

    /// Enough to reduce the greatest angle.
    private static final MathContext WIDE = new MathContext(450);

    // Machin's formula
    private static final BigDecimal PI =
            arctanOfInverse(5)
                    .multiply(BigDecimal.valueOf(16))
                    .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)));

    private PreciseOracle() {}

    static BigDecimal of(UnaryKind kind, double at) {
        BigDecimal x = new BigDecimal(at);
        return switch (kind) {
            case RSQRT -> ONE.divide(x.sqrt(DIGITS), DIGITS);
            case EXP -> exp(x);
            case EXP2 -> exp(x.multiply(LN2, DIGITS));
            case EXPM1 -> expm1(x);
            case LOG -> log(x);
            case LOG2 -> log(x).divide(LN2, DIGITS);
            case LOG1P -> x.abs().doubleValue() < 0.5 ? log1pSmall(x) : log(x.add(ONE));
            case SIN -> sin(x);
            case COS -> cos(x);
            case TAN -> sin(x).divide(cos(x), DIGITS);
            case TANH -> {
                BigDecimal m = expm1(x.multiply(TWO));
                yield m.divide(m.add(TWO), DIGITS);
            }
            case ERF -> erf(x);
            default -> throw new IllegalArgumentException(kind + " is no recipe");
        };
    }

    static BigDecimal of(BinaryKind kind, double x, double y) {
        return exp(log(new BigDecimal(x)).multiply(new BigDecimal(y), DIGITS));
    }

    /// The distance from `y` to `exact` in last places of the double nearest to `exact`.
    static double ulps(double y, BigDecimal exact) {
        return places(y, exact, exact.doubleValue());
    }

    /// How many last places of `size` lie between `y` and the exact result.
    static double places(double y, BigDecimal exact, double size) {
        if (!Double.isFinite(y)) {
            return exact.abs().doubleValue() == Double.POSITIVE_INFINITY ? 0 : 1 / 0.0;
        }
        BigDecimal error = new BigDecimal(y).subtract(exact).abs();
        return error.divide(new BigDecimal(Math.ulp(size)), DIGITS).doubleValue();
    }

    private static BigDecimal exp(BigDecimal x) {
        BigDecimal n = x.divide(LN2, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal r = x.subtract(n.multiply(LN2, DIGITS));
        return expm1Series(r).add(ONE).multiply(power2(n.intValueExact()), DIGITS);
    }

    private static BigDecimal expm1(BigDecimal x) {
        return x.abs().compareTo(ONE) < 0 ? expm1Series(x) : exp(x).subtract(ONE);
    }

    private static BigDecimal expm1Series(BigDecimal x) {
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int k = 2; matters(term, sum); k++) {
            term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    private static BigDecimal log(BigDecimal x) {
        int e = Math.getExponent(x.doubleValue() * (x.doubleValue() < 1e-300 ? 0x1p200 : 1));
        e -= x.doubleValue() < 1e-300 ? 200 : 0;
        BigDecimal m = x.divide(power2(e), DIGITS);
        if (m.doubleValue() > 1.42) {
            m = m.divide(TWO, DIGITS);
            e++;
        }
        return LN2.multiply(BigDecimal.valueOf(e)).add(log1pSmall(m.subtract(ONE)), DIGITS);
    }

    /// `log(1 + f) = 2 atanh(f / (2 + f))`.
    private static BigDecimal log1pSmall(BigDecimal f) {
        BigDecimal s = f.divide(f.add(TWO), DIGITS);
        BigDecimal square = s.multiply(s, DIGITS);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int k = 3; matters(power, sum); k += 2) {
            power = power.multiply(square, DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
        }
        return sum.multiply(TWO);
    }

    private static BigDecimal sin(BigDecimal x) {
        BigDecimal halves = x.divide(PI, WIDE).multiply(TWO).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal r = x.subtract(halves.multiply(PI).divide(TWO), DIGITS);
        return switch (halves.toBigInteger().mod(BigInteger.valueOf(4)).intValue()) {
            case 0 -> alternating(r, r, 1);
            case 1 -> alternating(r, ONE, 0);
            case 2 -> alternating(r, r, 1).negate();
            default -> alternating(r, ONE, 0).negate();
        };
    }

    private static BigDecimal cos(BigDecimal x) {
        return sin(x.add(PI.divide(TWO)));
    }

    /// `first - first x²/((k+1)(k+2)) + …`.
    private static BigDecimal alternating(BigDecimal x, BigDecimal first, int from) {
        BigDecimal square = x.multiply(x, DIGITS).negate();
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int k = from; matters(term, sum); k += 2) {
            BigDecimal divisor = BigDecimal.valueOf((k + 1L) * (k + 2L));
            term = term.multiply(square, DIGITS).divide(divisor, DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    private static BigDecimal erf(BigDecimal x) {
        BigDecimal square = x.multiply(x, DIGITS).multiply(TWO);
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int k = 1; matters(term, sum); k++) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        BigDecimal scale = TWO.divide(PI.sqrt(DIGITS), DIGITS);
        return scale.multiply(exp(x.multiply(x).negate()), DIGITS).multiply(sum, DIGITS);
    }

    private static boolean matters(BigDecimal term, BigDecimal sum) {
        return term.signum() != 0
                && term.precision() - term.scale() > sum.precision() - sum.scale() - 85;
    }

    private static BigDecimal power2(int e) {
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(e)));
        return e >= 0 ? power : ONE.divide(power, DIGITS);
    }

    private static BigDecimal arctanOfInverse(int n) {
        BigDecimal x = ONE.divide(BigDecimal.valueOf(n), WIDE);
        BigDecimal square = x.multiply(x, WIDE).negate();
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int k = 3; power.precision() - power.scale() > -WIDE.getPrecision(); k += 2) {
            power = power.multiply(square, WIDE);
            sum = sum.add(power.divide(BigDecimal.valueOf(k), WIDE), WIDE);
        }
        return sum;
    }
}
