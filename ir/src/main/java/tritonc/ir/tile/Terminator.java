package tritonc.ir.tile;

/// Trait: ends a block, and stands nowhere else.
public interface Terminator {}
