package tritonc.ir.tile;

/// Trait: may read memory that kernels write.
public interface ReadsMemory {}
