package tritonc.codegen.loop;

/// Two storages that must have no byte in common.
///
/// @param read index of a parameter that a kernel reads
/// @param written index of another, which it writes
public record Overlap(int read, int written) {}
