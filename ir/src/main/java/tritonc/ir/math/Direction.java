package tritonc.ir.math;

/// Where a result that is no float is rounded to.
public enum Direction {
    /// The nearest, ties to even.
    NEAREST,
    /// Towards zero.
    ZERO,
    /// Towards minus infinity.
    DOWN,
    /// Towards infinity.
    UP
}
