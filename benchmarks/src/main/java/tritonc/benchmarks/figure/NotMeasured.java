package tritonc.benchmarks.figure;

/// A figure that there is none of.
///
/// @param why what was missing
public record NotMeasured(String suite, String name, String why) implements Row {}
