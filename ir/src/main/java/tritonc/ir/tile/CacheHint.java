package tritonc.ir.tile;

/// What the program says of the future of the bytes it touches. A hint never changes a result.
public enum CacheHint {
    NONE,
    /// Used once: need not stay in any cache.
    STREAM,
    /// Used again soon.
    KEEP
}
