package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.ir.type.DType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Bessel functions of higher orders against mpmath, within the errors that `docs/math.md` states.
class BesselOrderTest {
    private static final Path SAMPLES = Path.of("src/test/resources/tritonc/ir/math/bessel.txt");

    /// One line of the file.
    private record Sample(String function, int order, double x, BigDecimal exact) {
        static Sample of(String line) {
            String[] words = line.split(" ");
            return new Sample(
                    words[0],
                    Integer.parseInt(words[1]),
                    Double.parseDouble(words[2]),
                    new BigDecimal(words[3]));
        }

        /// Last places of the result, or of the height of the wave where that is greater.
        double ulps() {
            double size = Math.abs(exact.doubleValue());
            double wave = Math.abs(x) > order ? Math.sqrt(2 / (Math.PI * Math.abs(x))) : 0;
            double y = evaluate(function, order, x);
            return PreciseOracle.places(y, exact, Math.max(size, wave));
        }
    }

    private static double evaluate(String function, int order, double x) {
        LaneAlgebra.Lane n = new LaneAlgebra.Lane(DType.I32, order);
        LaneAlgebra.Lane at = new LaneAlgebra.Lane(DType.FP64, Double.doubleToRawLongBits(x));
        LaneAlgebra.Lane y =
                function.equals("jn")
                        ? BesselOrder64.jn(LaneAlgebra.INSTANCE, DType.FP64, n, at)
                        : BesselOrder64.yn(LaneAlgebra.INSTANCE, DType.FP64, n, at);
        return Double.longBitsToDouble(y.bits());
    }

    private static float evaluateSingle(String function, int order, float x) {
        long bits = Float.floatToRawIntBits(x) & 0xffffffffL;
        LaneAlgebra.Lane n = new LaneAlgebra.Lane(DType.I32, order);
        LaneAlgebra.Lane at = new LaneAlgebra.Lane(DType.FP32, bits);
        LaneAlgebra.Lane y =
                function.equals("jn")
                        ? BesselOrder64.jn(LaneAlgebra.INSTANCE, DType.FP32, n, at)
                        : BesselOrder64.yn(LaneAlgebra.INSTANCE, DType.FP32, n, at);
        return Float.intBitsToFloat((int) y.bits());
    }

    @Test
    void doublesAreNearTheExactValue() throws IOException {
        for (String line : Files.readAllLines(SAMPLES)) {
            assertThat(Sample.of(line).ulps()).as(line).isLessThan(30.175);
        }
    }

    @Test
    void singlesAreDoublesRoundedOnce() throws IOException {
        for (String line : Files.readAllLines(SAMPLES)) {
            Sample s = Sample.of(line);
            float x = (float) s.x();
            assertThat(evaluateSingle(s.function(), s.order(), x))
                    .as(line)
                    .isEqualTo((float) evaluate(s.function(), s.order(), x));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jn, 0, 0, 1",
        "jn, 1, -0.0, -0.0",
        "jn, 2, 0, 0",
        "jn, 3, -0.0, -0.0",
        "jn, -1, 1, NaN",
        "jn, 2, NaN, NaN",
        "jn, 2, Infinity, 0",
        "jn, 3, -Infinity, -0.0",
        "jn, 2, 4.9e-324, 0",
        "jn, 2147483647, 1, 0",
        "jn, 3000, 1e3, 0",
        "yn, 2, 0, -Infinity",
        "yn, 2, -1, NaN",
        "yn, -1, 1, NaN",
        "yn, 2, NaN, NaN",
        "yn, 2, Infinity, 0",
        "yn, 2147483647, 1, -Infinity",
        "yn, 2, 4.9e-324, -Infinity",
    })
    void ends(String function, int order, double x, double expected) {
        assertThat(Double.compare(evaluate(function, order, x), expected)).isZero();
    }

    /// Measures a larger file of the same form.
    public static void main(String[] arguments) throws IOException {
        for (String function : new String[] {"jn", "yn"}) {
            try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
                double[] errors =
                        lines.map(Sample::of)
                                .filter(s -> s.function().equals(function))
                                .mapToDouble(Sample::ulps)
                                .sorted()
                                .toArray();
                System.out.printf(
                        "| %s | %.3f | %,d random |%n",
                        function, errors[errors.length - 1], errors.length);
            }
        }
    }
}
