package tritonc.ir.tile;

/// Trait: may write memory; never dropped, never moved over another access without proof.
public interface WritesMemory {}
