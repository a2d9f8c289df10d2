package tritonc.ir.tile;

/// What a `dot` of fp32 operands may do to them. Every executor of ours computes `IEEE`; the others
/// record what the program allows.
public enum InputPrecision {
    IEEE,
    TF32,
    TF32X3
}
