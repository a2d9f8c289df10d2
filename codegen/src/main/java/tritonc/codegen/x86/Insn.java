package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One instruction, operands in Intel's order: what is written comes first.
///
/// @param bits the size of the operation: of general registers 8, 16, 32 or 64, of vectors 128, 256
///   or 512
/// @param mask the mask that leaves out lanes; k0 cannot be one
/// @param zeroing whether lanes left out become 0; else they keep what the written register had
/// @param broadcast whether one element of memory stands for all
public record Insn(
        Op op,
        int bits,
        List<Operand> operands,
        @Nullable Reg mask,
        boolean zeroing,
        boolean broadcast) {
    private static final Set<VectorOp> BLENDS =
            EnumSet.of(
                    VectorOp.VBLENDMPS,
                    VectorOp.VBLENDMPD,
                    VectorOp.VPBLENDMB,
                    VectorOp.VPBLENDMW,
                    VectorOp.VPBLENDMD,
                    VectorOp.VPBLENDMQ);

    public Insn {
        operands = List.copyOf(operands);
        if (operands.size() != op.operands()) {
            throw new IllegalArgumentException(op.mnemonic() + " of " + operands);
        }
    }

    public static Insn of(Op op, int bits, Operand... operands) {
        return new Insn(op, bits, List.of(operands), null, false, false);
    }

    /// The instruction with lanes left out.
    public Insn masked(@Nullable Reg by, boolean zeroing) {
        return new Insn(op, bits, operands, by, by != null && zeroing, broadcast);
    }

    /// The instruction with its memory operand read once for all lanes.
    public Insn broadcasting() {
        return new Insn(op, bits, operands, mask, zeroing, true);
    }

    /// Whether the encoding says that lanes left out become 0. Where a mask is written they always
    /// do and the processor refuses to be told.
    boolean tellsZeroing() {
        return zeroing && !(operands.getFirst() instanceof Reg r && r.file() == Reg.File.MASK);
    }

    /// Whether it reads what operand `i` held before, lanes left out by a mask included. A blend
    /// takes those from its first source.
    public boolean reads(int i) {
        boolean keeps = mask != null && !zeroing && !isBlend();
        return op.reads(i) || i == 0 && keeps && op.writes(0);
    }

    private boolean isBlend() {
        return op instanceof VectorOp v && BLENDS.contains(v);
    }
}
