package tritonc.ir.math;

import tritonc.ir.tile.UnaryKind;

import java.util.SplittableRandom;

/// Arguments at which fp64 recipes are measured.
final class RecipeSamples {
    private RecipeSamples() {}

    /// A random argument at which `kind` is finite and worth testing: every exponent that matters,
    /// any significand.
    static double argument(UnaryKind kind, SplittableRandom random) {
        double sign = random.nextBoolean() ? 1 : -1;
        double m = 1 + random.nextDouble();
        return switch (kind) {
            case EXP ->
                    random.nextInt(2) == 0
                            ? random.nextDouble(-745, 709)
                            : any(-60, 8, sign * m, random);
            case EXP2 ->
                    random.nextInt(2) == 0
                            ? random.nextDouble(-1074, 1023)
                            : any(-60, 8, sign * m, random);
            case EXPM1 ->
                    random.nextInt(2) == 0
                            ? random.nextDouble(-40, 709)
                            : any(-70, 5, sign * m, random);
            case RSQRT, LOG, LOG2 ->
                    random.nextInt(2) == 0
                            ? random.nextDouble(0.4, 3)
                            : any(-1074, 1023, m, random);
            case LOG1P ->
                    random.nextInt(2) == 0
                            ? random.nextDouble(-0.999, 3)
                            : any(-80, 1000, m, random);
            case SIN, COS, TAN ->
                    random.nextInt(2) == 0
                            ? any(-60, 10, sign * m, random)
                            : any(0, 1023, sign * m, random);
            case TANH -> any(-60, 4, sign * m, random);
            case ERF -> any(-60, 2, sign * m, random);
            default -> throw new IllegalArgumentException(kind + " is no recipe");
        };
    }

    private static double any(int least, int greatest, double m, SplittableRandom random) {
        return Math.scalb(m, random.nextInt(least, greatest + 1));
    }
}
