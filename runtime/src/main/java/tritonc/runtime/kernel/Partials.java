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

    /// Joins `count` elements, the first of which has the index `start`, with the partials that the
    /// order gives them to: element i with partial i mod `lanes`, ascending.
    ///
    /// @param lanes a power of two; there are as many partials, or one for each index
    public static void add(float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = partials[j] + elements[i + j];
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = partials[j] + elements[i];
        }
    }

    public static void addHalf(
            float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = Floats.roundHalf(partials[j] + elements[i + j]);
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = Floats.roundHalf(partials[j] + elements[i]);
        }
    }

    public static void addBrain(
            float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = Floats.roundBrain(partials[j] + elements[i + j]);
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = Floats.roundBrain(partials[j] + elements[i]);
        }
    }

    public static void add(double[] elements, int start, int count, double[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = partials[j] + elements[i + j];
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = partials[j] + elements[i];
        }
    }

    public static void multiply(
            float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = partials[j] * elements[i + j];
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = partials[j] * elements[i];
        }
    }

    public static void multiplyHalf(
            float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = Floats.roundHalf(partials[j] * elements[i + j]);
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = Floats.roundHalf(partials[j] * elements[i]);
        }
    }

    public static void multiplyBrain(
            float[] elements, int start, int count, float[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = Floats.roundBrain(partials[j] * elements[i + j]);
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = Floats.roundBrain(partials[j] * elements[i]);
        }
    }

    public static void multiply(
            double[] elements, int start, int count, double[] partials, int lanes) {
        int i = 0;
        if (start % lanes == 0) {
            for (; i + lanes <= count; i += lanes) {
                for (int j = 0; j < lanes; j++) {
                    partials[j] = partials[j] * elements[i + j];
                }
            }
        }
        for (; i < count; i++) {
            int j = start + i & lanes - 1;
            partials[j] = partials[j] * elements[i];
        }
    }
}
