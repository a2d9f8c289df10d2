package tritonc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.Locale;

/// Times of equal launches.
///
/// @param nanos in ascending order, at least one
record Timings(long[] nanos) {
    Timings {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    /// The time that `share` (0 to 1) of the launches did not exceed, in milliseconds.
    double millis(double share) {
        int at = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.clamp(at, 0, nanos.length - 1)] / 1e6;
    }

    void addTo(ObjectNode json) {
        json.put("launches", nanos.length);
        json.put("median_ms", millis(0.5));
        json.put("min_ms", nanos[0] / 1e6);
        json.put("p10_ms", millis(0.1));
        json.put("p90_ms", millis(0.9));
    }

    /// `median 0.123 ms (min 0.120, p10 0.121, p90 0.140) over 100 launches`
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "median %.4f ms (min %.4f, p10 %.4f, p90 %.4f) over %d launches",
                millis(0.5),
                nanos[0] / 1e6,
                millis(0.1),
                millis(0.9),
                nanos.length);
    }
}
