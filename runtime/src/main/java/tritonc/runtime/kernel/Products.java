package tritonc.runtime.kernel;

/// Matrix products over arrays: `c[i, j]` starts each chain and takes `a[i, k] · b[k, j]` for
/// ascending k, with one rounding a step. Outputs are independent of one another, so that they may
/// be computed side by side: the inner loop runs along a row of `b` and `c`.
public final class Products {
    private Products() {}

    /// Matrix `a` has strides in both directions; rows of `b` and of `c` are contiguous, those of
    /// `c` one after the other.
    public static void multiply(
            float[] a,
            int aStart,
            int aRow,
            int aColumn,
            float[] b,
            int bStart,
            int bRow,
            float[] c,
            int cStart,
            int m,
            int n,
            int k) {
        for (int i = 0; i < m; i++) {
            int at = aStart + i * aRow;
            int row = cStart + i * n;
            int p = 0;
            for (; p + 4 <= k; p += 4, at += 4 * aColumn) {
                float a0 = a[at];
                float a1 = a[at + aColumn];
                float a2 = a[at + 2 * aColumn];
                float a3 = a[at + 3 * aColumn];
                int b0 = bStart + p * bRow;
                fourSteps(b, b0, bRow, c, row, n, a0, a1, a2, a3);
            }
            for (; p < k; p++, at += aColumn) {
                float a0 = a[at];
                int b0 = bStart + p * bRow;
                for (int j = 0; j < n; j++) {
                    c[row + j] = Floats.fma(a0, b[b0 + j], c[row + j]);
                }
            }
        }
    }

    private static void fourSteps(
            float[] b,
            int b0,
            int bRow,
            float[] c,
            int row,
            int n,
            float a0,
            float a1,
            float a2,
            float a3) {
        int b1 = b0 + bRow;
        int b2 = b1 + bRow;
        int b3 = b2 + bRow;
        for (int j = 0; j < n; j++) {
            float t = Floats.fma(a0, b[b0 + j], c[row + j]);
            t = Floats.fma(a1, b[b1 + j], t);
            t = Floats.fma(a2, b[b2 + j], t);
            c[row + j] = Floats.fma(a3, b[b3 + j], t);
        }
    }

    public static void multiply(
            double[] a,
            int aStart,
            int aRow,
            int aColumn,
            double[] b,
            int bStart,
            int bRow,
            double[] c,
            int cStart,
            int m,
            int n,
            int k) {
        for (int i = 0; i < m; i++) {
            int at = aStart + i * aRow;
            int row = cStart + i * n;
            for (int p = 0; p < k; p++, at += aColumn) {
                double a0 = a[at];
                int b0 = bStart + p * bRow;
                for (int j = 0; j < n; j++) {
                    c[row + j] = Floats.fma(a0, b[b0 + j], c[row + j]);
                }
            }
        }
    }

    /// Products and sums wrap.
    public static void multiply(
            int[] a,
            int aStart,
            int aRow,
            int aColumn,
            int[] b,
            int bStart,
            int bRow,
            int[] c,
            int cStart,
            int m,
            int n,
            int k) {
        for (int i = 0; i < m; i++) {
            int at = aStart + i * aRow;
            int row = cStart + i * n;
            for (int p = 0; p < k; p++, at += aColumn) {
                int a0 = a[at];
                int b0 = bStart + p * bRow;
                for (int j = 0; j < n; j++) {
                    c[row + j] += a0 * b[b0 + j];
                }
            }
        }
    }

    /// Rounds `count` numbers from `start` to fp16.
    public static void roundHalf(float[] c, int start, int count) {
        for (int i = start; i < start + count; i++) {
            c[i] = Floats.roundHalf(c[i]);
        }
    }

    /// Rounds `count` numbers from `start` to bf16.
    public static void roundBrain(float[] c, int start, int count) {
        for (int i = start; i < start + count; i++) {
            c[i] = Floats.roundBrain(c[i]);
        }
    }
}
