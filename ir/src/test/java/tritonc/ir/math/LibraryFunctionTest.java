package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.ir.math.MeasureLibrary.Sample;
import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LibraryFunctionTest {
    private static final Path SAMPLES = Path.of("src/test/resources/tritonc/ir/math/library.txt");

    /// The errors that `docs/math.md` states, by function and dtype.
    private static Map<String, Double> stated() throws IOException {
        Map<String, Double> errors = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/math.md"))) {
            String[] cells = line.split("\\s*\\|\\s*");
            if (cells.length > 5 && DType.parse(cells[2]) != null) {
                errors.put(cells[1] + " " + cells[2], Double.parseDouble(cells[4]));
            }
        }
        return errors;
    }

    @Test
    void doublesAreNearTheExactValue() throws IOException {
        Map<String, Double> stated = stated();
        for (Sample s : MeasureLibrary.samples(SAMPLES)) {
            assertThat(s.ulps()).as("%s", s).isLessThan(stated.get(s.row() + " fp64") + 0.0005);
        }
    }

    @Test
    void singlesAreNearTheExactValue() throws IOException {
        int count = 0;
        for (Sample s : MeasureLibrary.samples(SAMPLES)) {
            if (s.isSingle()) {
                assertThat(s.singleUlps()).as("%s", s).isLessThanOrEqualTo(0.5001);
                count++;
            }
        }
        assertThat(count).isGreaterThan(500);
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
        "CYL_BESSEL_I1, -Infinity, -Infinity",
        "J0, 0, 1",
        "J0, -Infinity, 0",
        "J1, -0.0, -0.0",
        "J1, Infinity, 0",
        "Y0, 0, -Infinity",
        "Y0, Infinity, 0",
        "Y0, -1, NaN",
        "Y1, -0.0, -Infinity",
        "Y1, Infinity, 0",
        "Y1, -1e300, NaN",
        "Y1, 1e-310, -Infinity",
        "Y1, 4.9e-324, -Infinity",
        "ERFCX, 0, 1",
        "ERFCX, -0.0, 1"
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

    /// Far out, Bessel's functions are as precise as the height of the wave, by mpmath's `besselj`
    /// and `bessely` with 60 digits.
    @ParameterizedTest
    @CsvSource({
        "J0, 8.0, 0.17165080713755390609",
        "J0, 8.653727912911013, -7.9484655705251616e-17",
        "J0, 11.791534439014281, -6.5389948958078152852e-17",
        "J0, 25.5, 0.14406215754684786173",
        "J0, 1000.25, 0.022846535354858312963",
        "J0, 123456.75, -0.0015851993543475626486",
        "J0, 10000000000.0, 2.1755917502468917269e-6",
        "J1, 8.0, 0.23463634685391462438",
        "J1, 8.653727912911013, 0.2714522999283819112",
        "J1, 11.791534439014281, -0.2324598313647247844",
        "J1, 25.5, -0.062048536491484101721",
        "J1, 1000.25, 0.010711720806184071439",
        "J1, 123456.75, -0.001625972237368263664",
        "J1, 10000000000.0, -7.676508175684157103e-6",
        "Y0, 8.0, 0.22352148938756622053",
        "Y0, 8.653727912911013, 0.27100878000983519199",
        "Y0, 11.791534439014281, -0.232253293240899623",
        "Y0, 25.5, -0.064859765498783491116",
        "Y0, 1000.25, 0.01070029905959667605",
        "Y0, 123456.75, -0.0016259658172954571815",
        "Y0, 10000000000.0, -7.6765081757929366905e-6",
        "Y1, 8.0, -0.15806046173124749426",
        "Y1, 8.653727912911013, 0.015608290049629480139",
        "Y1, 11.791534439014281, -0.0098309914073298903097",
        "Y1, 25.5, -0.14536105872304940071",
        "Y1, 1000.25, -0.022841189398253215148",
        "Y1, 123456.75, 0.0015851927691968631565",
        "Y1, 10000000000.0, -2.1755917506307171357e-6"
    })
    void wavesFarOut(LibraryFunction function, double x, double expected) {
        double y = MeasureLibrary.evaluate(function, List.of(x));
        double height = Math.sqrt(2 / (Math.PI * x));
        assertThat(Math.abs(y - expected) / Math.ulp(height)).isLessThanOrEqualTo(4);
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
