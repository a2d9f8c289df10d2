package tritonc.ir.math;

import tritonc.ir.type.DType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Measures the functions of [LibraryFunction] at the arguments of a file that `library.py` in the
/// test resources has written. Arguments: the file.
public final class MeasureLibrary {
    private MeasureLibrary() {}

    /// One line of the file.
    record Sample(LibraryFunction function, List<Double> x, BigDecimal exact) {
        static Sample of(String line) {
            String[] words = line.split(" ");
            List<Double> x =
                    Arrays.stream(words, 1, words.length - 1).map(Double::parseDouble).toList();
            String name = words[0].toUpperCase(Locale.ROOT);
            BigDecimal exact = new BigDecimal(words[words.length - 1]);
            return new Sample(LibraryFunction.valueOf(name), x, exact);
        }

        /// Last places of the result, or of 1 where `lgamma` of a negative number is smaller: it is
        /// zero between all its poles.
        double ulps() {
            double y = evaluate(function, x);
            return isReflected()
                    ? PreciseOracle.places(y, exact, Math.max(1, Math.abs(exact.doubleValue())))
                    : PreciseOracle.ulps(y, exact);
        }

        /// Whether fp32 holds the arguments and the result.
        boolean isSingle() {
            double size = Math.abs(exact.doubleValue());
            return x.stream().allMatch(v -> v.floatValue() == v)
                    && size >= Float.MIN_NORMAL
                    && size < 0x1p127;
        }

        /// The same in fp32.
        double singleUlps() {
            float y = evaluateSingle(function, x.stream().map(Double::floatValue).toList());
            double size = Math.abs(exact.doubleValue());
            // a last place of fp32 is 2^29 of fp64's
            return PreciseOracle.places(y, exact, isReflected() ? Math.max(1, size) : size)
                    * 0x1p-29;
        }

        private boolean isReflected() {
            return function == LibraryFunction.LGAMMA && x.getFirst() < 0;
        }

        /// What is measured by itself.
        String row() {
            String name = function.name().toLowerCase(Locale.ROOT);
            return isReflected() ? name + " of x < 0" : name;
        }
    }

    static double evaluate(LibraryFunction function, List<Double> x) {
        List<LaneAlgebra.Lane> lanes = new ArrayList<>();
        for (double v : x) {
            lanes.add(new LaneAlgebra.Lane(DType.FP64, Double.doubleToRawLongBits(v)));
        }
        return Double.longBitsToDouble(function.of(LaneAlgebra.INSTANCE, DType.FP64, lanes).bits());
    }

    static float evaluateSingle(LibraryFunction function, List<Float> x) {
        List<LaneAlgebra.Lane> lanes = new ArrayList<>();
        for (float v : x) {
            long bits = Float.floatToRawIntBits(v) & 0xffffffffL;
            lanes.add(new LaneAlgebra.Lane(DType.FP32, bits));
        }
        return Float.intBitsToFloat(
                (int) function.of(LaneAlgebra.INSTANCE, DType.FP32, lanes).bits());
    }

    static List<Sample> samples(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Sample::of).toList();
    }

    /// The worst of the samples of a row.
    private record Row(LibraryFunction function, DType type, int count, double worst) {
        Row and(double error) {
            return new Row(function, type, count + 1, Math.max(worst, error));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
            lines.map(Sample::of)
                    .forEach(s -> {
                        note(rows, s, DType.FP64, s.ulps());
                        if (s.isSingle()) {
                            note(rows, s, DType.FP32, s.singleUlps());
                        }
                    });
        }
        rows.forEach((name, row) ->
                System.out.printf(
                        "| %s | %d | %.3f | %,d random |%n",
                        name, CompiledRecipe.ops(row.function, row.type), row.worst, row.count));
    }

    private static void note(Map<String, Row> rows, Sample s, DType type, double error) {
        Row none = new Row(s.function, type, 0, 0);
        String name = s.row() + " | " + type;
        rows.put(name, rows.getOrDefault(name, none).and(error));
    }
}
