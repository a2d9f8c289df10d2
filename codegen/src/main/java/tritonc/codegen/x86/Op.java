package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

import tritonc.ir.target.CpuFeature;

/// The name of an instruction, with what the allocation of registers and the encoder need to know.
public sealed interface Op permits ScalarOp, VectorOp {
    /// The mnemonic, in lower case.
    String mnemonic();

    /// How many operands it takes.
    int operands();

    /// Whether it writes operand number `i` (a register there; memory is always an address).
    boolean writes(int i);

    /// Whether it reads operand number `i`. A written operand may be read too.
    boolean reads(int i);

    /// The number of the operand that is read and may be memory instead of a register, or -1.
    int memoryOperand();

    /// The feature that a processor must have for it beside AVX2, FMA, F16C and the bit
    /// instructions that came with them, and AVX-512 F, BW, DQ, VL and CD; null for none.
    @Nullable CpuFeature feature();
}
