package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.ir.math.MeasureLibrary.Sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

class LibraryFunctionTest {
    private static final Path SAMPLES = Path.of("src/test/resources/tritonc/ir/math/library.txt");

    /// What no sample may exceed: looser than the errors in `docs/math.md`, which are the greatest
    /// of a few dozen samples each.
    private static double bound(LibraryFunction function) {
        return switch (function) {
            case ERFC, NORMCDF, ERFCX, ERFINV, ERFCINV, NORMCDFINV -> 5;
            case TGAMMA, LGAMMA, CYL_BESSEL_I0, CYL_BESSEL_I1 -> 6;
            default -> 2;
        };
    }

    @Test
    void doublesAreNearTheExactValue() throws IOException {
        for (Sample s : MeasureLibrary.samples(SAMPLES)) {
            assertThat(s.ulps()).as("%s", s).isLessThanOrEqualTo(bound(s.function()));
        }
    }

    @Test
    void singlesAreRoundedOnce() throws IOException {
        for (Sample s : MeasureLibrary.samples(SAMPLES)) {
            List<Float> x = s.x().stream().map(Double::floatValue).toList();
            double exact =
                    MeasureLibrary.evaluate(s.function(), x.stream().map(v -> (double) v).toList());
            float y = MeasureLibrary.evaluateSingle(s.function(), x);
            assertThat(Float.compare(y, (float) exact)).as("%s = %s", s, y).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXP10, 309, Infinity",
        "EXP10, -Infinity, 0",
        "EXP10, 3, 1000",
        "EXP10, 0, 1",
        "LOG10, 0, -Infinity",
        "LOG10, -1, NaN",
        "LOG10, 1000, 3",
        "LOG10, Infinity, Infinity",
        "SINPI, 1, 0",
        "SINPI, -0.0, -0.0",
        "SINPI, 0.5, 1",
        "SINPI, Infinity, NaN",
        "SINPI, 1e300, 0",
        "COSPI, 0.5, 0",
        "COSPI, 1, -1",
        "COSPI, 1e300, 1",
        "COSPI, -Infinity, NaN",
        "SINH, -Infinity, -Infinity",
        "SINH, -0.0, -0.0",
        "SINH, 711, Infinity",
        "SINH, 4.9e-324, 4.9e-324",
        "COSH, -Infinity, Infinity",
        "COSH, 0, 1",
        "COSH, 711, Infinity",
        "ASIN, 1, 1.5707963267948966",
        "ASIN, 1.1, NaN",
        "ASIN, -0.0, -0.0",
        "ASIN, -1, -1.5707963267948966",
        "ACOS, 1, 0",
        "ACOS, -1, 3.141592653589793",
        "ACOS, -1.1, NaN",
        "ACOS, 0, 1.5707963267948966",
        "ATAN, Infinity, 1.5707963267948966",
        "ATAN, -0.0, -0.0",
        "ATAN, 1, 0.7853981633974483",
        "ASINH, -Infinity, -Infinity",
        "ASINH, -0.0, -0.0",
        "ACOSH, 1, 0",
        "ACOSH, 0.5, NaN",
        "ACOSH, -5, NaN",
        "ACOSH, Infinity, Infinity",
        "ATANH, 1, Infinity",
        "ATANH, -1, -Infinity",
        "ATANH, 2, NaN",
        "ATANH, Infinity, NaN",
        "ATANH, -0.0, -0.0",
        "CBRT, 27, 3",
        "CBRT, -8, -2",
        "CBRT, -0.0, -0.0",
        "CBRT, Infinity, Infinity",
        "CBRT, 4.9e-324, 1.7031839360032603e-108",
        "RCBRT, 8, 0.5",
        "RCBRT, 0, Infinity",
        "ERFC, -Infinity, 2",
        "ERFC, Infinity, 0",
        "ERFC, 0, 1",
        "ERFCX, Infinity, 0",
        "ERFCX, -Infinity, Infinity",
        "ERFINV, 1, Infinity",
        "ERFINV, -1, -Infinity",
        "ERFINV, 0, 0",
        "ERFINV, 2, NaN",
        "ERFCINV, 0, Infinity",
        "ERFCINV, 2, -Infinity",
        "ERFCINV, 1, 0",
        "ERFCINV, 3, NaN",
        "NORMCDF, -Infinity, 0",
        "NORMCDF, Infinity, 1",
        "NORMCDF, 0, 0.5",
        "NORMCDFINV, 0, -Infinity",
        "NORMCDFINV, 1, Infinity",
        "NORMCDFINV, 0.5, 0",
        "NORMCDFINV, -1, NaN",
        "TGAMMA, 0, Infinity",
        "TGAMMA, -0.0, -Infinity",
        "TGAMMA, -1, NaN",
        "TGAMMA, Infinity, Infinity",
        "TGAMMA, 5, 24",
        "TGAMMA, 172, Infinity",
        "LGAMMA, 0, Infinity",
        "LGAMMA, -3, Infinity",
        "LGAMMA, 1, 0",
        "LGAMMA, 2, 0",
        "LGAMMA, Infinity, Infinity",
        "LGAMMA, -Infinity, Infinity",
        "CYL_BESSEL_I0, 0, 1",
        "CYL_BESSEL_I0, Infinity, Infinity",
        "CYL_BESSEL_I1, -0.0, -0.0",
        "CYL_BESSEL_I1, -Infinity, -Infinity"
    })
    void specialValues(LibraryFunction function, double x, double expected) {
        double y = MeasureLibrary.evaluate(function, List.of(x));
        assertThat(Double.compare(y + 0.0, expected + 0.0))
                .as("%s(%s) = %s", function, x, y)
                .isZero();
        if (expected == 0 && x == 0) {
            assertThat(Double.compare(y, expected)).as("%s(%s)", function, x).isZero();
        }
    }

    @Test
    void nanGivesNan() {
        for (LibraryFunction function : LibraryFunction.values()) {
            List<Double> x = Collections.nCopies(function.arity(), Double.NaN);
            assertThat(MeasureLibrary.evaluate(function, x)).as("%s", function).isNaN();
        }
    }

    @Test
    void anglesOfPointsAreThoseOfC() {
        double[] special = {
            0.0,
            -0.0,
            1,
            -1,
            1e-310,
            -1e308,
            5,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN
        };
        for (double y : special) {
            for (double x : special) {
                double exact = StrictMath.atan2(y, x);
                double angle = MeasureLibrary.evaluate(LibraryFunction.ATAN2, List.of(y, x));
                assertThat(
                                Double.compare(angle, exact) == 0
                                        || Math.abs(angle - exact) <= 2 * Math.ulp(exact))
                        .as("atan2(%s, %s) = %s", y, x, angle)
                        .isTrue();
            }
        }
    }

    @Test
    void normsNeitherOverflowNorVanish() {
        assertThat(MeasureLibrary.evaluate(LibraryFunction.HYPOT, List.of(3e307, 4e307)))
                .isEqualTo(5e307);
        assertThat(MeasureLibrary.evaluate(LibraryFunction.HYPOT, List.of(3e-320, 4e-320)))
                .isEqualTo(5e-320);
        assertThat(
                        MeasureLibrary.evaluate(
                                LibraryFunction.HYPOT,
                                List.of(Double.NaN, Double.NEGATIVE_INFINITY)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(MeasureLibrary.evaluate(LibraryFunction.RHYPOT, List.of(0.0, -0.0)))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }
}
