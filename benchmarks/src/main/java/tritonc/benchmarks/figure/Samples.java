package tritonc.benchmarks.figure;

import java.util.Arrays;

/// Equal measurements, to be summed up by their quantiles.
public final class Samples {
    private double[] values = new double[16];
    private int count;
    private boolean sorted;

    public Samples add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
        sorted = false;
        return this;
    }

    public int count() {
        return count;
    }

    /// The value that `share` (0 to 1) of the samples do not exceed, interpolated between the two
    /// nearest samples.
    ///
    /// @throws IllegalStateException if there is no sample
    public double quantile(double share) {
        if (count == 0) {
            throw new IllegalStateException("no samples");
        }
        if (!sorted) {
            Arrays.sort(values, 0, count);
            sorted = true;
        }
        double at = share * (count - 1);
        int low = (int) at;
        int high = Math.min(low + 1, count - 1);
        return values[low] + (at - low) * (values[high] - values[low]);
    }
}
