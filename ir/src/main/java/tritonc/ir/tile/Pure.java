package tritonc.ir.tile;

/// Trait: the results depend on nothing but the operands and attributes, and nothing else happens.
/// Such an op may be folded, merged with its equal, moved, repeated or dropped.
public interface Pure {}
