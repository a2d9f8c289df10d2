package tritonc.benchmarks.figure;

/// One line of a report.
public sealed interface Row permits Figure, NotMeasured {
    /// The suite that it comes from.
    String suite();

    /// What was or should have been measured, unique in its suite.
    String name();
}
