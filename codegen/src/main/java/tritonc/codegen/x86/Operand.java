package tritonc.codegen.x86;

/// What an instruction works on.
public sealed interface Operand permits Reg, Mem, Imm, Label {}
