package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.util.SplittableRandom;

/// Measures the fp32 recipes: the functions of one operand on every `step`-th of all 2^32 floats (1
/// for `docs/math.md`), the power on 2^28 / `step` random pairs; and the fp64 recipes on random
/// arguments against [PreciseOracle]. Arguments: step, functions (`fp64` for all in fp64,
/// `fp64:sin` for one), the number of fp64 arguments (20,000 where it is not given).
public final class MeasureRecipes {
    private MeasureRecipes() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        int step = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 251;
        String wanted = arguments.length > 1 ? "," + arguments[1] + "," : "";
        precise(wanted, arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000);
        for (UnaryKind kind : UnaryKind.values()) {
            if (kind.isRecipe() && (wanted.isEmpty() || wanted.contains("," + kind.text() + ","))) {
                all(kind, step);
            }
        }
        if (wanted.isEmpty() || wanted.contains(",pow,")) {
            powers(step);
        }
        if (wanted.isEmpty() || wanted.contains(",sigmoid,")) {
            sigmoid(step);
        }
    }

    static float sigmoid(float x) {
        long bits = Float.floatToRawIntBits(x) & 0xffffffffL;
        return Float.intBitsToFloat((int) sigmoid(DType.FP32, bits));
    }

    static double sigmoid(double x) {
        return Double.longBitsToDouble(sigmoid(DType.FP64, Double.doubleToRawLongBits(x)));
    }

    private static long sigmoid(DType type, long bits) {
        return Sigmoid.of(
                        LaneAlgebra.INSTANCE,
                        type,
                        new LaneAlgebra.Lane(type, bits),
                        x ->
                                new LaneAlgebra.Lane(
                                        type, Recipes.evaluate(UnaryKind.EXP, type, x.bits())))
                .bits();
    }

    /// The same in double, for fp32 results.
    static double exactSigmoid(double x) {
        double e = StrictMath.exp(-StrictMath.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    private static void sigmoid(int step) {
        double worst = 0;
        float at = 0;
        for (long bits = 0; bits < 1L << 32; bits += step) {
            float x = Float.intBitsToFloat((int) bits);
            double error = x != x ? 0 : Oracle32.ulps(sigmoid(x), exactSigmoid(x));
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        System.out.printf("sigmoid fp32: %.3f ulp at %s, of every %d. float%n", worst, at, step);
    }

    private static boolean asksDouble(String wanted, String name) {
        return wanted.isEmpty()
                || wanted.contains(",fp64,")
                || wanted.contains(",fp64:" + name + ",");
    }

    private static void precise(String wanted, int count) throws ReflectiveOperationException {
        for (UnaryKind kind : UnaryKind.values()) {
            if (!kind.isRecipe() || !asksDouble(wanted, kind.text())) {
                continue;
            }
            CompiledRecipe recipe = CompiledRecipe.of(kind, DType.FP64);
            SplittableRandom random = new SplittableRandom(2);
            double worst = 0;
            double at = 0;
            for (int i = 0; i < count; i++) {
                double x = RecipeSamples.argument(kind, random);
                double error = PreciseOracle.ulps(recipe.apply64(x, 0), PreciseOracle.of(kind, x));
                if (error > worst) {
                    worst = error;
                    at = x;
                }
            }
            System.out.printf(
                    "%s fp64: %d ops, %.3f ulp at %s%n",
                    kind.text(), CompiledRecipe.ops(kind, DType.FP64), worst, at);
        }
        if (asksDouble(wanted, "pow")) {
            precisePowers(count);
        }
    }

    private static void precisePowers(int count) throws ReflectiveOperationException {
        CompiledRecipe recipe = CompiledRecipe.of(BinaryKind.POW, DType.FP64);
        SplittableRandom random = new SplittableRandom(3);
        double worst = 0;
        for (int i = 0; i < count; i++) {
            double x =
                    Math.scalb(
                            1 + random.nextDouble(),
                            random.nextInt(-1074, 1023) >> random.nextInt(11));
            double y = random.nextDouble(-1074, 1023) / (Math.log(x) / Math.log(2));
            if (Double.isFinite(y)) {
                worst =
                        Math.max(
                                worst,
                                PreciseOracle.ulps(
                                        recipe.apply64(x, y),
                                        PreciseOracle.of(BinaryKind.POW, x, y)));
            }
        }
        System.out.printf(
                "pow fp64: %d ops, %.3f ulp%n",
                CompiledRecipe.ops(BinaryKind.POW, DType.FP64), worst);
    }

    private static void all(UnaryKind kind, int step) throws ReflectiveOperationException {
        CompiledRecipe recipe = CompiledRecipe.of(kind, DType.FP32);
        double worst = 0;
        float at = 0;
        long bad = 0;
        for (long bits = 0; bits < 1L << 32; bits += step) {
            float x = Float.intBitsToFloat((int) bits);
            double error = Oracle32.ulps(recipe.apply32(x, 0), Oracle32.of(kind, x));
            if (error == Double.POSITIVE_INFINITY && bad++ < 4) {
                System.out.printf(
                        "  %s(%s %x) = %s, not %s%n",
                        kind, x, (int) bits, recipe.apply32(x, 0), Oracle32.of(kind, x));
            }
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        System.out.printf(
                "%s fp32: %d ops, %.3f ulp at %s, of every %d. float%n",
                kind.text(), CompiledRecipe.ops(kind, DType.FP32), worst, at, step);
    }

    private static void powers(int step) throws ReflectiveOperationException {
        CompiledRecipe recipe = CompiledRecipe.of(BinaryKind.POW, DType.FP32);
        SplittableRandom random = new SplittableRandom(1);
        double worst = 0;
        String at = "";
        long count = (1L << 28) / step;
        for (long i = 0; i < count; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            float y =
                    switch ((int) (i & 3)) {
                        case 0 -> Float.intBitsToFloat(random.nextInt());
                        case 1 -> random.nextInt(-40, 40);
                        default -> (float) (random.nextDouble(-150, 150) / log2(x));
                    };
            double exact = StrictMath.pow(x, y);
            // Java's pow(1, NaN) is NaN, IEEE 754's is 1; pow(±1, ±inf) likewise
            if (x == 1 || x == -1 && Float.isInfinite(y)) {
                exact = 1;
            }
            double error = Oracle32.ulps(recipe.apply32(x, y), exact);
            if (error > worst) {
                worst = error;
                at = x + ", " + y + " = " + recipe.apply32(x, y);
            }
        }
        System.out.printf(
                "pow fp32: %d ops, %.3f ulp at %s, of %d pairs%n",
                CompiledRecipe.ops(BinaryKind.POW, DType.FP32), worst, at, count);
    }

    private static double log2(float x) {
        double e = Math.log(Math.abs((double) x)) / Math.log(2);
        return Math.abs(e) < 1e-30 || !Double.isFinite(e) ? 1 : e;
    }
}
