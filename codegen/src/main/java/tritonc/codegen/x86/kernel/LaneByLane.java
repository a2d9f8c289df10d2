package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.function.Consumer;

/// Takes vectors apart: their lanes go through memory, a loop does each in general registers.
final class LaneByLane {
    /// Bytes of a vector: 16 lanes of 64 bits at most.
    private static final int ROW = 128;

    private static final int ROWS = 3;

    /// Bytes at the beginning of scratch memory.
    static final long BYTES = ROWS * ROW;

    private final Code code;
    private final Reg scratch;

    /// @param scratch points to scratch memory
    LaneByLane(Code code, Reg scratch) {
        this.code = code;
        this.scratch = scratch;
    }

    /// Puts the registers of a vector into a row, 64 bytes each at most.
    void put(int row, Reg[] parts, int bits) {
        for (int i = 0; i < parts.length; i++) {
            code.add(VectorOp.VMOVUPS_STORE, bits, at(row, i), parts[i]);
        }
    }

    /// The registers of a vector out of a row.
    void take(int row, Reg[] parts, int bits) {
        for (int i = 0; i < parts.length; i++) {
            code.add(VectorOp.VMOVUPS, bits, parts[i], at(row, i));
        }
    }

    private Mem at(int row, int part) {
        return Mem.of(scratch, ROW * row + code.width.bytes() * part);
    }

    /// A lane of a row.
    Mem lane(int row, Reg number, int bytes) {
        return Mem.of(scratch, number, bytes, ROW * row);
    }

    /// Runs a step for each lane that a mask leaves.
    ///
    /// @param mask null for all
    /// @param step gets the register that holds the lane's number
    void each(int lanes, @Nullable Reg mask, Consumer<Reg> step) {
        Code.Block top = code.block();
        Code.Block after = code.block();
        Reg left =
                mask == null ? code.number((1L << lanes) - 1) : new Masks(code).bits(mask, lanes);
        Reg number = code.general();
        Reg below = code.general();
        code.add(ScalarOp.TEST, 32, left, left);
        code.jump(Condition.E, after);
        code.enterLoop();
        code.place(top);
        code.add(ScalarOp.TZCNT, 32, number, left);
        step.accept(number);
        // the lowest bit goes
        code.move(below, left);
        code.add(ScalarOp.SUB, 32, below, new Imm(1));
        code.add(ScalarOp.AND, 32, left, below);
        code.jump(Condition.NE, top);
        code.leaveLoop();
        code.place(after);
    }

    /// The bytes of a lane of integers in a register.
    static int bytes(Type type) {
        return type.element() == DType.I1 ? 4 : Kinds.laneBits(type.element()) / 8;
    }
}
