package tritonc.benchmarks.figure;

/// What a median is wanted to be.
///
/// @param kind the side of `bound` that is good
/// @param bound in the unit of the figure
public record Target(Kind kind, double bound) {
    public enum Kind {
        BELOW,
        AT_MOST,
        AT_LEAST
    }

    public static Target below(double bound) {
        return new Target(Kind.BELOW, bound);
    }

    public static Target atMost(double bound) {
        return new Target(Kind.AT_MOST, bound);
    }

    public static Target atLeast(double bound) {
        return new Target(Kind.AT_LEAST, bound);
    }

    public boolean isMet(double value) {
        return switch (kind) {
            case BELOW -> value < bound;
            case AT_MOST -> value <= bound;
            case AT_LEAST -> value >= bound;
        };
    }

    /// `< 10`, `≤ 1.5`, `≥ 100,000`.
    @Override
    public String toString() {
        String sign =
                switch (kind) {
                    case BELOW -> "< ";
                    case AT_MOST -> "≤ ";
                    case AT_LEAST -> "≥ ";
                };
        return sign + Numbers.text(bound);
    }
}
