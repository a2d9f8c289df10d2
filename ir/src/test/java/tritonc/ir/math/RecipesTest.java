package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.EnumSet;
import java.util.SplittableRandom;

class RecipesTest {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        2f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        88.722839f,
        88.72284f,
        -87.33654f,
        -103.97208f,
        -103.97209f,
        127.99999f,
        128f,
        -149f,
        -150f,
        -0.99999994f,
        -1.0000001f,
        3.1415927f,
        1.5707964f,
        1e30f
    };

    private static final double[] SPECIAL_DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        709.78,
        709.79,
        -745.13,
        -745.14,
        1023.9,
        1024,
        -1074,
        -1075.1,
        -1.0000000000000002,
        -2,
        1e-310,
        3.5,
        21
    };

    /// The greatest error that `docs/math.md` states, in last places.
    private static double bound(UnaryKind kind) {
        return switch (kind) {
            case SIN, COS, TAN -> 0.51;
            case EXP, EXP2, LOG -> 1;
            default -> 1.5;
        };
    }

    @ParameterizedTest
    @EnumSource(UnaryKind.class)
    void singlesAreNearTheExactValue(UnaryKind kind) throws ReflectiveOperationException {
        if (!kind.isRecipe()) {
            return;
        }
        CompiledRecipe compiled = CompiledRecipe.of(kind, DType.FP32);
        SplittableRandom random = new SplittableRandom(kind.ordinal());
        for (float x : SPECIAL) {
            single(kind, compiled, x);
        }
        for (int exponent = 0; exponent < 512; exponent++) {
            for (int i = 0; i < 40; i++) {
                int bits = exponent << 23 | random.nextInt(1 << 23);
                single(kind, compiled, Float.intBitsToFloat(bits));
            }
        }
    }

    private static void single(UnaryKind kind, CompiledRecipe compiled, float x) {
        float y = evaluate(kind, x);
        assertThat(Oracle32.ulps(y, Oracle32.of(kind, x)))
                .as("%s(%s) = %s", kind, x, y)
                .isLessThanOrEqualTo(bound(kind));
        assertThat(Float.compare(compiled.apply32(x, 0), y)).as("%s(%s)", kind, x).isZero();
    }

    private static float evaluate(UnaryKind kind, float x) {
        long lane = Float.floatToRawIntBits(x) & 0xffffffffL;
        return Float.intBitsToFloat((int) Recipes.evaluate(kind, DType.FP32, lane));
    }

    private static double evaluate(UnaryKind kind, double x) {
        long lane = Double.doubleToRawLongBits(x);
        return Double.longBitsToDouble(Recipes.evaluate(kind, DType.FP64, lane));
    }

    @ParameterizedTest
    @EnumSource(UnaryKind.class)
    void doublesAreNearTheExactValue(UnaryKind kind) {
        if (!kind.isRecipe()) {
            return;
        }
        SplittableRandom random = new SplittableRandom(kind.ordinal());
        for (int i = 0; i < 500; i++) {
            double x = RecipeSamples.argument(kind, random);
            assertThat(PreciseOracle.ulps(evaluate(kind, x), PreciseOracle.of(kind, x)))
                    .as("%s(%s)", kind, x)
                    .isLessThanOrEqualTo(2);
        }
    }

    /// The oracle in double is itself some last places off; the special cases are what this is for.
    @ParameterizedTest
    @EnumSource(UnaryKind.class)
    void doublesHaveTheSpecialValues(UnaryKind kind) {
        if (!kind.isRecipe()) {
            return;
        }
        for (double x : SPECIAL_DOUBLES) {
            double exact = Oracle32.of(kind, x);
            double y = evaluate(kind, x);
            if (exact == 0 || !Double.isFinite(exact)) {
                assertThat(Double.compare(y, exact)).as("%s(%s) = %s", kind, x, y).isZero();
            } else {
                assertThat(Math.abs(y - exact) / Math.ulp(exact))
                        .as("%s(%s) = %s", kind, x, y)
                        .isLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void hugeDoublesHaveAnAngle() {
        SplittableRandom random = new SplittableRandom(45);
        for (UnaryKind kind : EnumSet.of(UnaryKind.SIN, UnaryKind.COS, UnaryKind.TAN)) {
            for (int exponent = 44; exponent < 1024; exponent++) {
                double m = random.nextBoolean() ? 1 + random.nextDouble() : -1;
                angle(kind, Math.scalb(m, exponent));
            }
            angle(kind, Double.MAX_VALUE);
            angle(kind, -Double.MAX_VALUE);
            // of all doubles the nearest to a multiple of π/2
            angle(kind, 6381956970095103.0 * 0x1p797);
            angle(kind, -6381956970095103.0 * 0x1p797);
        }
    }

    private static void angle(UnaryKind kind, double x) {
        assertThat(PreciseOracle.ulps(evaluate(kind, x), PreciseOracle.of(kind, x)))
                .as("%s(%s)", kind, x)
                .isLessThanOrEqualTo(2);
    }

    @Test
    void singlePowers() throws ReflectiveOperationException {
        CompiledRecipe compiled = CompiledRecipe.of(BinaryKind.POW, DType.FP32);
        SplittableRandom random = new SplittableRandom(5);
        for (float x : SPECIAL) {
            for (float y : SPECIAL) {
                power(compiled, x, y);
            }
            for (float y : new float[] {3, -3, 4, -4, 0.5f, 2.5f, 16777215, 16777216}) {
                power(compiled, x, y);
            }
        }
        for (int i = 0; i < 20_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            double log = Math.log(Math.abs(x)) / Math.log(2);
            power(compiled, x, (float) (random.nextDouble(-150, 129) / log));
            power(compiled, x, random.nextInt(-9, 10));
        }
    }

    private static void power(CompiledRecipe compiled, float x, float y) {
        long a = Float.floatToRawIntBits(x) & 0xffffffffL;
        long b = Float.floatToRawIntBits(y) & 0xffffffffL;
        float z = Float.intBitsToFloat((int) Recipes.evaluate(BinaryKind.POW, DType.FP32, a, b));
        assertThat(Oracle32.ulps(z, ieeePower(x, y)))
                .as("%s ** %s = %s", x, y, z)
                .isLessThanOrEqualTo(0.501);
        assertThat(Float.compare(compiled.apply32(x, y), z)).isZero();
    }

    /// Java's `pow(1, NaN)` and `pow(±1, ±inf)` are NaN, those of IEEE 754 are 1.
    private static double ieeePower(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
    }

    @Test
    void doublePowers() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 500; i++) {
            double x =
                    Math.scalb(
                            1 + random.nextDouble(),
                            random.nextInt(-1074, 1023) >> random.nextInt(11));
            double y = random.nextDouble(-1074, 1023) / (Math.log(x) / Math.log(2));
            if (Double.isFinite(y)) {
                assertThat(PreciseOracle.ulps(power(x, y), PreciseOracle.of(BinaryKind.POW, x, y)))
                        .as("%s ** %s", x, y)
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void doublePowersHaveTheSpecialValues() {
        double[] special = {
            0.0,
            -0.0,
            1,
            -1,
            2,
            -2,
            3,
            -3,
            0.5,
            -0.5,
            2.5,
            1e300,
            -1e300,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            9007199254740993.0
        };
        for (double x : special) {
            for (double y : special) {
                double exact = ieeePower(x, y);
                assertThat(power(x, y))
                        .as("%s ** %s", x, y)
                        .satisfies(z ->
                                assertThat(
                                                Double.compare(z, exact) == 0
                                                        || Math.abs(z - exact)
                                                                        <= 2 * Math.ulp(exact)
                                                                && z != 0)
                                        .isTrue());
            }
        }
    }

    private static double power(double x, double y) {
        long a = Double.doubleToRawLongBits(x);
        long b = Double.doubleToRawLongBits(y);
        return Double.longBitsToDouble(Recipes.evaluate(BinaryKind.POW, DType.FP64, a, b));
    }

    @ParameterizedTest
    @EnumSource(UnaryKind.class)
    void expansionKeepsTypeAndHasPrimitivesOnly(UnaryKind kind) {
        if (!kind.isRecipe()) {
            return;
        }
        for (DType dtype : new DType[] {DType.FP32, DType.FP64}) {
            Builder out = new Builder();
            BlockType type = new BlockType(dtype, Shape.of(4, 8));
            Value x = out.constant(type, 0);
            Value y = Recipes.expand(kind, x, out);
            TileKernel kernel = out.kernel("k");
            assertThat(y.type()).isEqualTo(type);
            for (Statement s : kernel.body().statements()) {
                boolean recipe =
                        s.op() instanceof Arithmetic.Unary u && u.kind().isRecipe()
                                || s.op() instanceof Arithmetic.Binary b && b.kind().isRecipe();
                assertThat(recipe).isFalse();
            }
        }
    }

    @Test
    void onlyRecipesAreRecipes() {
        assertThatThrownBy(() -> Recipes.evaluate(UnaryKind.ABS, DType.FP32, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recipes.evaluate(UnaryKind.EXP, DType.FP16, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recipes.evaluate(BinaryKind.ADD, DType.FP32, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sigmoidIsAsPreciseAsStated() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 200_000; i++) {
            float x = (float) random.nextDouble(-105, 90);
            double exact = MeasureRecipes.exactSigmoid(x);
            assertThat(Oracle32.ulps(MeasureRecipes.sigmoid(x), exact))
                    .as("%s", x)
                    .isLessThanOrEqualTo(1.9);
        }
        assertThat(MeasureRecipes.sigmoid(Float.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(MeasureRecipes.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(MeasureRecipes.sigmoid(-0f)).isEqualTo(0.5f);
        assertThat(MeasureRecipes.sigmoid(Float.NaN)).isNaN();
        assertThat(MeasureRecipes.sigmoid(-100f)).isEqualTo((float) StrictMath.exp(-100));
        assertThat(MeasureRecipes.sigmoid(-0.0)).isEqualTo(0.5);
        assertThat(MeasureRecipes.sigmoid(-745.0)).isEqualTo(Double.MIN_VALUE);
    }
}
