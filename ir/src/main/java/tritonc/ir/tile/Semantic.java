package tritonc.ir.tile;

/// Memory order of an atomic, by Triton's names in lower case.
public enum Semantic {
    RELAXED,
    ACQUIRE,
    RELEASE,
    ACQ_REL
}
