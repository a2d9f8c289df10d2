package tritonc.benchmarks.figure;

import org.jspecify.annotations.Nullable;

/// A figure that was measured.
///
/// @param unit of the three numbers
/// @param median of the samples; `p10` and `p90` are their tenth and ninetieth percentile
/// @param samples how many there are
/// @param target what the median should be, null where nothing is asked
public record Figure(
        String suite,
        String name,
        String unit,
        double median,
        double p10,
        double p90,
        long samples,
        @Nullable Target target)
        implements Row {

    /// A figure without a target.
    public static Figure of(String suite, String name, String unit, Samples samples) {
        return new Figure(
                suite,
                name,
                unit,
                samples.quantile(0.5),
                samples.quantile(0.1),
                samples.quantile(0.9),
                samples.count(),
                null);
    }

    /// A number that has no spread, such as a count.
    public static Figure exact(String suite, String name, String unit, double value) {
        return new Figure(suite, name, unit, value, value, value, 1, null);
    }

    public Figure withTarget(@Nullable Target wanted) {
        return new Figure(suite, name, unit, median, p10, p90, samples, wanted);
    }

    /// The same in another unit.
    ///
    /// @param factor how many of `other` are one of the present unit
    public Figure in(String other, double factor) {
        return new Figure(
                suite, name, other, median * factor, p10 * factor, p90 * factor, samples, target);
    }

    /// Whether a target is missed.
    public boolean isMissed() {
        return target != null && !target.isMet(median);
    }
}
