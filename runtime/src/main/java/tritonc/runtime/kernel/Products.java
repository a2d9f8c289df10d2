package tritonc.runtime.kernel;

/// Matrix products over arrays: `c[i, j]` starts each chain and takes `a[i, k] · b[k, j]` for
/// ascending k, with one rounding a step. Outputs are independent of one another, so that they are
/// computed side by side, along a row. The rows of `b` and the row of `c` at work are copied into
/// arrays of their own, all of which the inner loop reads at the same index: only then can HotSpot
/// show that iterations are independent, and make vector code. A kernel owns one such object.
///
/// In all of them, matrix `a` is m by k and `b` k by n, each with a start and strides; `c` is m by
/// n, row by row from its start.
public final class Products {
    private float[][] floatRows = {};
    private float[] floatRow = {};
    private double[][] doubleRows = {};
    private double[] doubleRow = {};
    private int[][] intRows = {};
    private int[] intRow = {};

    Products() {}

    public void multiply(
            float[] a,
            int aStart,
            int aRow,
            int aColumn,
            float[] b,
            int bStart,
            int bRow,
            int bColumn,
            float[] c,
            int cStart,
            int m,
            int n,
            int k) {
        if (floatRows.length < k || floatRow.length < n) {
            floatRows = new float[Math.max(k, floatRows.length)][Math.max(n, floatRow.length)];
            floatRow = new float[Math.max(n, floatRow.length)];
        }
        float[][] rows = floatRows;
        for (int p = 0; p < k; p++) {
            copy(b, bStart + p * bRow, bColumn, rows[p], n);
        }
        float[] row = floatRow;
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, cStart + i * n, row, 0, n);
            chain(a, aStart + i * aRow, aColumn, rows, row, n, k);
            System.arraycopy(row, 0, c, cStart + i * n, n);
        }
    }

    private static void chain(
            float[] a, int start, int aColumn, float[][] rows, float[] row, int n, int k) {
        int at = start;
        int p = 0;
        for (; p + 4 <= k; p += 4, at += 4 * aColumn) {
            float a0 = a[at];
            float a1 = a[at + aColumn];
            float a2 = a[at + 2 * aColumn];
            float a3 = a[at + 3 * aColumn];
            steps(rows[p], rows[p + 1], rows[p + 2], rows[p + 3], row, n, a0, a1, a2, a3);
        }
        for (; p < k; p++, at += aColumn) {
            step(rows[p], row, n, a[at]);
        }
    }

    private static void copy(float[] from, int start, int stride, float[] to, int n) {
        if (stride == 1) {
            System.arraycopy(from, start, to, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            to[j] = from[start + j * stride];
        }
    }

    private static void step(float[] b, float[] row, int n, float a) {
        for (int j = 0; j < n; j++) {
            row[j] = Floats.fma(a, b[j], row[j]);
        }
    }

    private static void steps(
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] row,
            int n,
            float a0,
            float a1,
            float a2,
            float a3) {
        for (int j = 0; j < n; j++) {
            float t = Floats.fma(a0, b0[j], row[j]);
            t = Floats.fma(a1, b1[j], t);
            t = Floats.fma(a2, b2[j], t);
            row[j] = Floats.fma(a3, b3[j], t);
        }
    }

    public void multiply(
            double[] a,
            int aStart,
            int aRow,
            int aColumn,
            double[] b,
            int bStart,
            int bRow,
            int bColumn,
            double[] c,
            int cStart,
            int m,
            int n,
            int k) {
        if (doubleRows.length < k || doubleRow.length < n) {
            doubleRows = new double[Math.max(k, doubleRows.length)][Math.max(n, doubleRow.length)];
            doubleRow = new double[Math.max(n, doubleRow.length)];
        }
        double[][] rows = doubleRows;
        for (int p = 0; p < k; p++) {
            copy(b, bStart + p * bRow, bColumn, rows[p], n);
        }
        double[] row = doubleRow;
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, cStart + i * n, row, 0, n);
            chain(a, aStart + i * aRow, aColumn, rows, row, n, k);
            System.arraycopy(row, 0, c, cStart + i * n, n);
        }
    }

    private static void chain(
            double[] a, int start, int aColumn, double[][] rows, double[] row, int n, int k) {
        int at = start;
        int p = 0;
        for (; p + 4 <= k; p += 4, at += 4 * aColumn) {
            double a0 = a[at];
            double a1 = a[at + aColumn];
            double a2 = a[at + 2 * aColumn];
            double a3 = a[at + 3 * aColumn];
            steps(rows[p], rows[p + 1], rows[p + 2], rows[p + 3], row, n, a0, a1, a2, a3);
        }
        for (; p < k; p++, at += aColumn) {
            step(rows[p], row, n, a[at]);
        }
    }

    private static void copy(double[] from, int start, int stride, double[] to, int n) {
        if (stride == 1) {
            System.arraycopy(from, start, to, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            to[j] = from[start + j * stride];
        }
    }

    private static void step(double[] b, double[] row, int n, double a) {
        for (int j = 0; j < n; j++) {
            row[j] = Floats.fma(a, b[j], row[j]);
        }
    }

    private static void steps(
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] row,
            int n,
            double a0,
            double a1,
            double a2,
            double a3) {
        for (int j = 0; j < n; j++) {
            double t = Floats.fma(a0, b0[j], row[j]);
            t = Floats.fma(a1, b1[j], t);
            t = Floats.fma(a2, b2[j], t);
            row[j] = Floats.fma(a3, b3[j], t);
        }
    }

    /// Products and sums wrap.
    public void multiply(
            int[] a,
            int aStart,
            int aRow,
            int aColumn,
            int[] b,
            int bStart,
            int bRow,
            int bColumn,
            int[] c,
            int cStart,
            int m,
            int n,
            int k) {
        if (intRows.length < k || intRow.length < n) {
            intRows = new int[Math.max(k, intRows.length)][Math.max(n, intRow.length)];
            intRow = new int[Math.max(n, intRow.length)];
        }
        int[][] rows = intRows;
        for (int p = 0; p < k; p++) {
            copy(b, bStart + p * bRow, bColumn, rows[p], n);
        }
        int[] row = intRow;
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, cStart + i * n, row, 0, n);
            chain(a, aStart + i * aRow, aColumn, rows, row, n, k);
            System.arraycopy(row, 0, c, cStart + i * n, n);
        }
    }

    private static void chain(
            int[] a, int start, int aColumn, int[][] rows, int[] row, int n, int k) {
        int at = start;
        int p = 0;
        for (; p + 4 <= k; p += 4, at += 4 * aColumn) {
            int a0 = a[at];
            int a1 = a[at + aColumn];
            int a2 = a[at + 2 * aColumn];
            int a3 = a[at + 3 * aColumn];
            steps(rows[p], rows[p + 1], rows[p + 2], rows[p + 3], row, n, a0, a1, a2, a3);
        }
        for (; p < k; p++, at += aColumn) {
            step(rows[p], row, n, a[at]);
        }
    }

    private static void copy(int[] from, int start, int stride, int[] to, int n) {
        if (stride == 1) {
            System.arraycopy(from, start, to, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            to[j] = from[start + j * stride];
        }
    }

    private static void step(int[] b, int[] row, int n, int a) {
        for (int j = 0; j < n; j++) {
            row[j] = row[j] + a * b[j];
        }
    }

    private static void steps(
            int[] b0,
            int[] b1,
            int[] b2,
            int[] b3,
            int[] row,
            int n,
            int a0,
            int a1,
            int a2,
            int a3) {
        for (int j = 0; j < n; j++) {
            int t = row[j] + a0 * b0[j];
            t = t + a1 * b1[j];
            t = t + a2 * b2[j];
            row[j] = t + a3 * b3[j];
        }
    }

    /// Products and sums wrap.
    public void multiply(
            long[] a,
            int aStart,
            int aRow,
            int aColumn,
            long[] b,
            int bStart,
            int bRow,
            int bColumn,
            long[] c,
            int cStart,
            int m,
            int n,
            int k) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                long x = a[aStart + i * aRow + p * aColumn];
                for (int j = 0; j < n; j++) {
                    c[cStart + i * n + j] += x * b[bStart + p * bRow + j * bColumn];
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
