package tritonc.ir.tile;

/// Trait: moves or repeats lanes without computing; every result lane is a copy of an operand lane.
public interface ShapeOnly {}
