package tritonc.benchmarks.rival;

import tritonc.codegen.x86.Assembler;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;

/// What memory allows: reading an array, copying one, or adding two into a third, at full width,
/// with stores through the caches or past them.
enum Limit {
    READ(1, 0),
    COPY(1, 1),
    ADD(2, 1);

    private static final int LINE = 64;

    /// Vectors that a turn of the loop takes.
    private static final int TURN = 4;

    private final int read;
    private final int written;

    Limit(int read, int written) {
        this.read = read;
        this.written = written;
    }

    /// Arrays that it reads.
    int read() {
        return read;
    }

    /// Arrays that it writes.
    int written() {
        return written;
    }

    /// The code of one program, as [NativeFrame] says: parameters 0 to 2 are the arrays read and
    /// then those written, parameter 3 the bytes of each that a program takes, a multiple of a
    /// turn. What is read alone is summed up.
    ///
    /// @param bits of a vector
    byte[] code(boolean streaming, int bits) {
        Assembler out = new Assembler();
        Label top = new Label();
        Reg at = Reg.RAX;
        Reg end = Reg.RCX;
        add(out, ScalarOp.MOV_, end, Mem.of(Reg.RDI, NativeFrame.value(3)));
        add(out, ScalarOp.MOV_, at, Reg.RSI);
        add(out, ScalarOp.IMUL, at, end);
        add(out, ScalarOp.ADD, end, at);
        Reg[] arrays = {Reg.RDX, Reg.RSI, Reg.general(8)};
        for (int i = 0; i < arrays.length; i++) {
            add(out, ScalarOp.MOV_, arrays[i], Mem.of(Reg.RDI, NativeFrame.value(i)));
        }
        out.align(LINE);
        out.place(top);
        for (int i = 0; i < TURN; i++) {
            vector(out, streaming, arrays, at, i, bits);
        }
        add(out, ScalarOp.ADD, at, new Imm(TURN * bits / 8));
        add(out, ScalarOp.CMP, at, end);
        out.add(Insn.of(ScalarOp.jump(Condition.L), 64, top));
        out.add(Insn.of(ScalarOp.SFENCE, 64));
        out.add(Insn.of(ScalarOp.VZEROUPPER, 64));
        out.add(Insn.of(ScalarOp.MOV_, 32, Reg.RAX, new Imm(NativeFrame.DONE)));
        out.add(Insn.of(ScalarOp.RET, 64));
        return out.finish();
    }

    private void vector(
            Assembler out, boolean streaming, Reg[] arrays, Reg at, int number, int bits) {
        int place = number * bits / 8;
        Reg lanes = Reg.vector(number);
        Mem first = Mem.of(arrays[0], at, 1, place);
        if (written == 0) {
            out.add(Insn.of(VectorOp.VADDPS, bits, lanes, lanes, first));
            return;
        }
        out.add(Insn.of(VectorOp.VMOVUPS, bits, lanes, first));
        if (read == 2) {
            Mem second = Mem.of(arrays[1], at, 1, place);
            out.add(Insn.of(VectorOp.VADDPS, bits, lanes, lanes, second));
        }
        Mem to = Mem.of(arrays[read], at, 1, place);
        VectorOp store = streaming ? VectorOp.VMOVNTPS : VectorOp.VMOVUPS_STORE;
        out.add(Insn.of(store, bits, to, lanes));
    }

    private static void add(Assembler out, ScalarOp op, Operand to, Operand from) {
        out.add(Insn.of(op, 64, to, from));
    }
}
