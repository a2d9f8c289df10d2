package tritonc.ir.tile;

/// Trait: all block operands have the result's shape, and lane i of the result depends on lane i of
/// the operands alone.
public interface Elementwise {}
