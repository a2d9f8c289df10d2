package tritonc.codegen.x86;

/// A number in the instruction itself; how many bits of it count, and with which sign, is the
/// instruction's business.
public record Imm(long value) implements Operand {}
