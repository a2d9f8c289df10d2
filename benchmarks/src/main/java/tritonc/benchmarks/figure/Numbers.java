package tritonc.benchmarks.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// How numbers are written in reports.
public final class Numbers {
    private static final int DIGITS = 3;
    private static final double GROUPED = 1000;

    private Numbers() {}

    /// Three significant digits without a power of ten, thousands with commas: `0.0123`, `4.56`,
    /// `123,000`. A number that is not finite is written as Java writes it.
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
        if (Math.abs(value) >= GROUPED) {
            return String.format(Locale.ROOT, "%,d", rounded.toBigInteger());
        }
        return plain(rounded);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
