package tritonc.runtime.kernel;

/// Joins the partials of an ordered reduction by the halving tree: partial j with partial j + n/2,
/// and so on until one is left. fp16 and bf16 round after each step.
public final class Partials {
    private Partials() {}

    /// @param n how many partials there are, from the first; a power of two
    public static float sum(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = partials[i] + partials[i + half];
            }
        }
        return partials[0];
    }

    public static float sumHalf(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = Floats.roundHalf(partials[i] + partials[i + half]);
            }
        }
        return partials[0];
    }

    public static float sumBrain(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = Floats.roundBrain(partials[i] + partials[i + half]);
            }
        }
        return partials[0];
    }

    public static double sum(double[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = partials[i] + partials[i + half];
            }
        }
        return partials[0];
    }

    public static float product(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = partials[i] * partials[i + half];
            }
        }
        return partials[0];
    }

    public static float productHalf(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = Floats.roundHalf(partials[i] * partials[i + half]);
            }
        }
        return partials[0];
    }

    public static float productBrain(float[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = Floats.roundBrain(partials[i] * partials[i + half]);
            }
        }
        return partials[0];
    }

    public static double product(double[] partials, int n) {
        for (int half = n / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partials[i] = partials[i] * partials[i + half];
            }
        }
        return partials[0];
    }
}
