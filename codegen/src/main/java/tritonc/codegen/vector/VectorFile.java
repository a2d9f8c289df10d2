package tritonc.codegen.vector;

/// The vector registers of a machine.
///
/// @param bytes of one, a power of two of at least 16
/// @param count how many there are
/// @param masks registers for truth values, 0 where those are vectors
public record VectorFile(int bytes, int count, int masks) {}
