package tritonc.ir.math;

import tritonc.ir.type.DType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

        double ulps() {
            return PreciseOracle.ulps(evaluate(function, x), exact);
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

    public static void main(String[] arguments) throws IOException {
        Map<LibraryFunction, Double> worst = new EnumMap<>(LibraryFunction.class);
        Map<LibraryFunction, List<Double>> where = new EnumMap<>(LibraryFunction.class);
        Map<LibraryFunction, Integer> count = new EnumMap<>(LibraryFunction.class);
        for (Sample s : samples(Path.of(arguments[0]))) {
            double error = s.ulps();
            count.merge(s.function, 1, Integer::sum);
            if (error > worst.getOrDefault(s.function, -1.0)) {
                worst.put(s.function, error);
                where.put(s.function, s.x);
            }
        }
        worst.forEach((f, error) ->
                System.out.printf(
                        "| %s | fp64 | %d | %.3f | %d random | %s%n",
                        f.name().toLowerCase(Locale.ROOT),
                        CompiledRecipe.ops(f, DType.FP64),
                        error,
                        count.get(f),
                        where.get(f)));
    }
}
