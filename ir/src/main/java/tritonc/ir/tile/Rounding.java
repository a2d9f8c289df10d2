package tritonc.ir.tile;

/// How a float cast to a narrower float rounds.
public enum Rounding {
    /// To nearest, ties to even.
    RTNE,
    /// Towards zero.
    RTZ
}
