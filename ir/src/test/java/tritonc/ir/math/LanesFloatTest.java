package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Float lanes against exact decimals rounded once.
final class LanesFloatTest {
    /// Far more digits than any midpoint between two floats of 64 bits can be missed by.
    private static final MathContext DIGITS = new MathContext(700, RoundingMode.DOWN);

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        1.5,
        2.5,
        -2.5,
        3,
        65504,
        65520,
        6e-8,
        1e-40,
        3.4e38,
        1e-320,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    /// Special values, values with close exponents, and any bits.
    static List<Long> samples(DType dtype, int count, long seed) {
        List<Long> all = new ArrayList<>();
        for (double x : SPECIAL) {
            all.add(Lanes.ofDouble(dtype, x));
        }
        Random r = new Random(seed);
        for (int i = 0; i < count; i++) {
            boolean near = r.nextBoolean();
            all.add(
                    near
                            ? Lanes.ofDouble(dtype, r.nextGaussian() * Math.pow(2, r.nextInt(9)))
                            : Lanes.fromBits(dtype, r.nextLong()));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void sumsProductsAndQuotientsAreRoundedOnce(DType dtype) {
        Random r = new Random(1);
        List<Long> samples = samples(dtype, dtype == DType.FP64 ? 60 : 500, 2);
        for (long a : samples) {
            for (int i = 0; i < 12; i++) {
                binary(dtype, a, samples.get(r.nextInt(samples.size())));
            }
        }
    }

    private static void binary(DType dtype, long a, long b) {
        double da = Lanes.toDouble(dtype, a);
        double db = Lanes.toDouble(dtype, b);
        for (BinaryKind kind :
                List.of(BinaryKind.ADD, BinaryKind.SUB, BinaryKind.MUL, BinaryKind.DIV)) {
            double inDouble = inDouble(kind, da, db);
            long expected;
            boolean finite = Oracle.isFinite(dtype, a) && Oracle.isFinite(dtype, b);
            if (!finite || kind == BinaryKind.DIV && db == 0) {
                expected = Lanes.ofDouble(dtype, inDouble);
            } else {
                // the sign of an exact zero is as in double
                boolean negative = Double.doubleToRawLongBits(inDouble) < 0;
                BigDecimal x = Oracle.value(dtype, a);
                BigDecimal y = Oracle.value(dtype, b);
                expected = Oracle.round(dtype, exact(kind, x, y), negative, Rounding.RTNE);
            }
            assertThat(Lanes.binary(kind, dtype, a, b))
                    .as("%s %s %s %s", kind, dtype, da, db)
                    .isEqualTo(expected);
        }
    }

    private static double inDouble(BinaryKind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            default -> throw new AssertionError(kind);
        };
    }

    private static BigDecimal exact(BinaryKind kind, BigDecimal x, BigDecimal y) {
        return switch (kind) {
            case ADD -> x.add(y);
            case SUB -> x.subtract(y);
            case MUL -> x.multiply(y);
            case DIV -> x.divide(y, DIGITS);
            default -> throw new AssertionError(kind);
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void fmaIsRoundedOnce(DType dtype) {
        Random r = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            long a = Lanes.ofDouble(dtype, r.nextGaussian());
            long b = Lanes.ofDouble(dtype, r.nextGaussian());
            BigDecimal product = Oracle.value(dtype, a).multiply(Oracle.value(dtype, b));
            long c;
            if (i % 2 == 0) {
                c = Lanes.ofDouble(dtype, Math.scalb(r.nextGaussian(), r.nextInt(60) - 30));
            } else {
                // cancels all but the last bits, or lies far below half an ulp of the product
                long near = Oracle.round(dtype, product.negate(), false, Rounding.RTNE);
                c = r.nextBoolean() ? near : Lanes.ofDouble(dtype, Math.scalb(1, -23));
            }
            BigDecimal exact = product.add(Oracle.value(dtype, c));
            assertThat(Lanes.fma(dtype, a, b, c))
                    .as("%s %d %d %d", dtype, a, b, c)
                    .isEqualTo(Oracle.round(dtype, exact, false, Rounding.RTNE));
        }
    }

    /// Products of small integers are often halfway between two bf16 numbers; what is added is far
    /// below the last bit of a double.
    @Test
    void fmaOfTiesIsDecidedByTheLeastTerm() {
        Random r = new Random(6);
        for (int i = 0; i < 3000; i++) {
            long a = Lanes.ofDouble(DType.BF16, 1 + r.nextInt(255));
            long b = Lanes.ofDouble(DType.BF16, 1 + r.nextInt(255));
            double tiny = Math.scalb(r.nextBoolean() ? 1.0 : -1.0, -40 - r.nextInt(80));
            long c = Lanes.ofDouble(DType.BF16, tiny);
            BigDecimal exact =
                    Oracle.value(DType.BF16, a)
                            .multiply(Oracle.value(DType.BF16, b))
                            .add(Oracle.value(DType.BF16, c));
            assertThat(Lanes.fma(DType.BF16, a, b, c))
                    .isEqualTo(Oracle.round(DType.BF16, exact, false, Rounding.RTNE));
        }
    }

    /// 7 x 37 lies halfway between two bf16 numbers, and what is too small for a double decides.
    @Test
    void fmaDoesNotRoundTwice() {
        long a = Lanes.ofDouble(DType.BF16, 7);
        long b = Lanes.ofDouble(DType.BF16, 37);
        double[][] cases = {{0, 260}, {-0x1p-100, 258}, {0x1p-100, 260}};
        for (double[] c : cases) {
            long sum = Lanes.fma(DType.BF16, a, b, Lanes.ofDouble(DType.BF16, c[0]));
            assertThat(Lanes.toDouble(DType.BF16, sum)).isEqualTo(c[1]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void remainderAndRootAreExactOrRoundedOnce(DType dtype) {
        List<Long> samples = samples(dtype, 120, 9);
        for (long a : samples) {
            double da = Lanes.toDouble(dtype, a);
            for (long b : samples) {
                double db = Lanes.toDouble(dtype, b);
                long expected = Lanes.ofDouble(dtype, da % db);
                if (Oracle.isFinite(dtype, a) && Oracle.isFinite(dtype, b) && db != 0) {
                    BigDecimal rest = Oracle.value(dtype, a).remainder(Oracle.value(dtype, b));
                    boolean negative = Double.doubleToRawLongBits(da) < 0;
                    expected = Oracle.round(dtype, rest, negative, Rounding.RTNE);
                }
                assertThat(Lanes.binary(BinaryKind.REM, dtype, a, b)).isEqualTo(expected);
            }
            long root = Lanes.unary(UnaryKind.SQRT, dtype, a);
            if (Oracle.isFinite(dtype, a) && da > 0) {
                BigDecimal exact = Oracle.value(dtype, a).sqrt(new MathContext(60));
                assertThat(root).isEqualTo(Oracle.round(dtype, exact, false, Rounding.RTNE));
            } else {
                assertThat(root).isEqualTo(Lanes.ofDouble(dtype, Math.sqrt(da)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void roundsToWholeNumbers(DType dtype) {
        for (long a : samples(dtype, 3000, 11)) {
            double d = Lanes.toDouble(dtype, a);
            if (!Oracle.isFinite(dtype, a)) {
                assertThat(Lanes.unary(UnaryKind.FLOOR, dtype, a))
                        .isEqualTo(Lanes.ofDouble(dtype, d));
                continue;
            }
            boolean negative = Double.doubleToRawLongBits(d) < 0;
            whole(dtype, UnaryKind.FLOOR, a, RoundingMode.FLOOR, negative);
            whole(dtype, UnaryKind.CEIL, a, RoundingMode.CEILING, negative);
            whole(dtype, UnaryKind.TRUNC, a, RoundingMode.DOWN, negative);
            whole(dtype, UnaryKind.RINT, a, RoundingMode.HALF_EVEN, negative);
        }
    }

    private static void whole(
            DType dtype, UnaryKind kind, long a, RoundingMode mode, boolean negative) {
        BigDecimal exact = Oracle.value(dtype, a).setScale(0, mode);
        assertThat(Lanes.unary(kind, dtype, a))
                .as("%s %s %s", kind, dtype, Lanes.toDouble(dtype, a))
                .isEqualTo(Oracle.round(dtype, exact, negative, Rounding.RTNE));
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void lawsOfMinMaxNegAndNaN(DType dtype) {
        long nan = Lanes.nan(dtype);
        long one = Lanes.ofDouble(dtype, 1);
        long zero = Lanes.ofDouble(dtype, 0.0);
        long minus = Lanes.ofDouble(dtype, -0.0);
        assertThat(minus).isEqualTo(Lanes.unary(UnaryKind.NEG, dtype, zero));
        assertThat(Lanes.unary(UnaryKind.ABS, dtype, minus)).isEqualTo(zero);
        for (long[] p : new long[][] {{zero, minus}, {minus, zero}}) {
            assertThat(Lanes.binary(BinaryKind.MIN, dtype, p[0], p[1])).isEqualTo(minus);
            assertThat(Lanes.binary(BinaryKind.MAX, dtype, p[0], p[1])).isEqualTo(zero);
            assertThat(Lanes.binary(BinaryKind.MIN_NAN, dtype, p[0], p[1])).isEqualTo(minus);
            assertThat(Lanes.binary(BinaryKind.MAX_NAN, dtype, p[0], p[1])).isEqualTo(zero);
        }
        for (long[] p : new long[][] {{nan, one}, {one, nan}}) {
            assertThat(Lanes.binary(BinaryKind.MIN, dtype, p[0], p[1])).isEqualTo(one);
            assertThat(Lanes.binary(BinaryKind.MAX, dtype, p[0], p[1])).isEqualTo(one);
            assertThat(Lanes.binary(BinaryKind.MIN_NAN, dtype, p[0], p[1])).isEqualTo(nan);
            assertThat(Lanes.binary(BinaryKind.MAX_NAN, dtype, p[0], p[1])).isEqualTo(nan);
            for (CompareKind kind : CompareKind.values()) {
                assertThat(Lanes.compare(kind, dtype, p[0], p[1]))
                        .isEqualTo(kind == CompareKind.NE);
            }
        }
        assertThat(Lanes.compare(CompareKind.EQ, dtype, zero, minus)).isTrue();
        assertThat(Lanes.sameLane(dtype, zero, minus)).isFalse();
        long other = Lanes.unary(UnaryKind.NEG, dtype, nan) | 1;
        assertThat(Lanes.isNaN(dtype, other)).isTrue();
        assertThat(Lanes.sameLane(dtype, nan, other)).isTrue();
        // arithmetic gives the one quiet NaN whatever NaN went in
        assertThat(Lanes.binary(BinaryKind.ADD, dtype, other, one)).isEqualTo(nan);
        assertThat(Lanes.fma(dtype, other, one, one)).isEqualTo(nan);
        assertThat(Lanes.unary(UnaryKind.FLOOR, dtype, other)).isEqualTo(nan);
    }
}
