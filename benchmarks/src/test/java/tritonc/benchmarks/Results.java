package tritonc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;

import tritonc.benchmarks.jmh.Example;
import tritonc.runtime.Args;
import tritonc.runtime.Tensor;

/// Whether the arrays of a launched example hold what its kernel is to compute, in plain Java.
final class Results {
    private static final Offset<Double> CLOSE = within(1e-4);

    private final Args args;

    private Results(Args args) {
        this.args = args;
    }

    /// @param launches how often the example was launched on these arrays
    static void check(Example example, Example.Launch launch, int launches) {
        Results results = new Results(launch.args());
        switch (example) {
            case VECTOR_ADD -> results.vectorAdd();
            case SOFTMAX -> results.softmax();
            case LAYER_NORM -> results.layerNorm();
            case MATMUL -> results.matmul();
            case ROW_SUM -> results.rowSum();
            case DROPOUT -> results.dropout();
            case HISTOGRAM -> results.histogram(launches);
        }
    }

    private float[] floats(String name) {
        return ((Tensor) args.value(name)).toFloatArray();
    }

    private void vectorAdd() {
        float[] x = floats("x_ptr");
        float[] y = floats("y_ptr");
        float[] sum = floats("output_ptr");
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isEqualTo(x[i] + y[i]);
        }
    }

    private void softmax() {
        float[] x = floats("input_ptr");
        float[] y = floats("output_ptr");
        int columns = args.intValue("n_cols");
        for (int row = 0; row < args.intValue("n_rows"); row += 97) {
            double sum = 0;
            for (int i = 0; i < columns; i++) {
                sum += Math.exp(x[row * columns + i]);
            }
            for (int i = 0; i < columns; i++) {
                double expected = Math.exp(x[row * columns + i]) / sum;
                assertThat((double) y[row * columns + i]).isCloseTo(expected, CLOSE);
            }
        }
    }

    private void layerNorm() {
        float[] x = floats("X");
        float[] w = floats("W");
        float[] b = floats("B");
        float[] y = floats("Y");
        int n = args.intValue("N");
        for (int row = 0; row < y.length / n; row += 97) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                mean += x[row * n + i];
                squares += (double) x[row * n + i] * x[row * n + i];
            }
            mean /= n;
            double rstd = 1 / Math.sqrt(squares / n - mean * mean + 1e-5);
            assertThat((double) floats("Mean")[row]).isCloseTo(mean, CLOSE);
            for (int i = 0; i < n; i++) {
                double expected = (x[row * n + i] - mean) * rstd * w[i] + b[i];
                assertThat((double) y[row * n + i]).isCloseTo(expected, CLOSE);
            }
        }
    }

    private void matmul() {
        float[] a = floats("a_ptr");
        float[] b = floats("b_ptr");
        float[] c = floats("c_ptr");
        int n = args.intValue("N");
        int depth = args.intValue("K");
        for (int at = 0; at < c.length; at += 997) {
            double expected = 0;
            for (int k = 0; k < depth; k++) {
                expected += (double) a[at / n * depth + k] * b[k * n + at % n];
            }
            assertThat((double) c[at]).isCloseTo(expected, within(1e-3));
        }
    }

    private void rowSum() {
        float[] x = floats("x_ptr");
        float[] sums = floats("sum_ptr");
        float[] largest = floats("max_ptr");
        int columns = args.intValue("n_cols");
        for (int row = 0; row < sums.length; row++) {
            double sum = 0;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < columns; i++) {
                sum += x[row * columns + i];
                most = Math.max(most, x[row * columns + i]);
            }
            assertThat((double) sums[row]).isCloseTo(sum, CLOSE);
            assertThat(largest[row]).isEqualTo(most);
        }
    }

    private void dropout() {
        float[] x = floats("x_ptr");
        float[] keep = floats("keep_ptr");
        float[] y = floats("output_ptr");
        double p = args.doubleValue("p");
        for (int i = 0; i < y.length; i++) {
            double expected = keep[i] > p ? x[i] / (1 - p) : 0;
            assertThat((double) y[i]).isCloseTo(expected, CLOSE);
        }
    }

    private void histogram(int launches) {
        int[] bins = ((Tensor) args.value("bins_ptr")).toIntArray();
        int[] expected = new int[bins.length];
        for (int x : ((Tensor) args.value("x_ptr")).toIntArray()) {
            if (x >= 0 && x < bins.length) {
                expected[x] += launches;
            }
        }
        assertThat(bins).isEqualTo(expected);
    }
}
