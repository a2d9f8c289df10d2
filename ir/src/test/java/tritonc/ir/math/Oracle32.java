package tritonc.ir.math;

import tritonc.ir.tile.UnaryKind;

/// The functions in double, near enough (a last place or two of fp64) to judge fp32 results.
final class Oracle32 {
    private Oracle32() {}

    static double of(UnaryKind kind, double x) {
        return switch (kind) {
            case RSQRT -> 1 / Math.sqrt(x);
            case EXP -> StrictMath.exp(x);
            case EXP2 -> StrictMath.pow(2, x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case LOG2 -> log2(x);
            case LOG1P -> StrictMath.log1p(x);
            case SIN -> StrictMath.sin(x);
            case COS -> StrictMath.cos(x);
            case TAN -> StrictMath.tan(x);
            case TANH -> StrictMath.tanh(x);
            case ERF -> erf(x);
            default -> throw new IllegalArgumentException(kind + " is no recipe");
        };
    }

    private static double log2(double x) {
        int e = Double.isFinite(x) && x > 0 ? Math.getExponent(x) : 0;
        double m = x * Math.pow(2, -e);
        if (m > 1.4) {
            m /= 2;
            e++;
        }
        return e + StrictMath.log(m) / StrictMath.log(2);
    }

    /// `2/√π e^(-x²) Σ 2^k x^(2k+1) / (2k+1)!!`: all terms of one sign.
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        if (!(Math.abs(x) > 1e-9)) {
            return x * 1.1283791670955126;
        }
        double term = x;
        double sum = x;
        for (int k = 1; Math.abs(term) > Math.abs(sum) * 1e-18; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 1.1283791670955126 * StrictMath.exp(-x * x) * sum;
    }

    /// The distance from `y` to `exact`, in units of the last place of the fp32 nearest to `exact`;
    /// infinity where one is special and the other is not.
    static double ulps(float y, double exact) {
        float nearest = (float) exact;
        if (Float.compare(y, nearest) == 0 || y != y && nearest != nearest) {
            return Float.isFinite(y) ? Math.abs(y - exact) / Math.ulp(nearest) : 0;
        }
        if (y == 0 && nearest == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (!Float.isFinite(y) || !Float.isFinite(nearest)) {
            double beyond = Math.copySign(0x1p128, exact);
            double a = Float.isInfinite(y) && y * exact > 0 ? beyond : y;
            double b = Math.abs(exact) > 0x1p128 ? beyond : exact;
            double error = Math.abs(a - b) / 0x1p104;
            return error <= 4 ? error : Double.POSITIVE_INFINITY;
        }
        return Math.abs(y - exact) / Math.ulp(nearest);
    }
}
