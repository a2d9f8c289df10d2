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
import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What memory allows: reading an array, copying one, adding two into a third, or copying rows
/// picked at random out of a table, at full width, with stores through the caches or past them.
enum Limit {
    READ(1, 0),
    COPY(1, 1),
    ADD(2, 1),
    ROWS(2, 1) {
        @Override
        List<Tensor> arrays(int elements) {
            int rows = elements * Float.BYTES / ROW;
            long[] picked = new Random(7).ints(rows, 0, 2 * rows).asLongStream().toArray();
            return List.of(
                    Tensor.full(DType.FP32, 1, 2L * elements),
                    Tensor.of(picked, rows),
                    Tensor.full(DType.FP32, 1, elements));
        }

        @Override
        void loop(Assembler out, boolean streaming, int bits) {
            Reg from = Reg.general(9);
            Reg to = Reg.general(10);
            Reg column = Reg.general(11);
            Label row = new Label();
            Label top = new Label();
            out.align(LINE);
            out.place(row);
            add(out, ScalarOp.MOV_, from, AT);
            add(out, ScalarOp.SHR, from, new Imm(ROW_SHIFT));
            add(out, ScalarOp.MOV_, from, Mem.of(SECOND, from, 8, 0));
            add(out, ScalarOp.SHL, from, new Imm(ROW_SHIFT));
            add(out, ScalarOp.ADD, from, FIRST);
            add(out, ScalarOp.LEA, to, Mem.of(THIRD, AT, 1, 0));
            add(out, ScalarOp.MOV_, column, new Imm(0));
            out.align(LINE);
            out.place(top);
            for (int i = 0; i < TURN; i++) {
                Reg lanes = Reg.vector(i);
                int place = i * bits / 8;
                out.add(Insn.of(VectorOp.VMOVUPS, bits, lanes, Mem.of(from, column, 1, place)));
                store(out, streaming, bits, Mem.of(to, column, 1, place), lanes);
            }
            add(out, ScalarOp.ADD, column, new Imm(TURN * bits / 8));
            add(out, ScalarOp.CMP, column, new Imm(ROW));
            out.add(Insn.of(ScalarOp.jump(Condition.L), 64, top));
            add(out, ScalarOp.ADD, AT, new Imm(ROW));
            add(out, ScalarOp.CMP, AT, END);
            out.add(Insn.of(ScalarOp.jump(Condition.L), 64, row));
        }
    };

    private static final Reg AT = Reg.RAX;
    private static final Reg END = Reg.RCX;
    private static final Reg FIRST = Reg.RDX;
    private static final Reg SECOND = Reg.RSI;
    private static final Reg THIRD = Reg.general(8);

    /// Bytes of a row of the table.
    private static final int ROW_SHIFT = 12;

    private static final int ROW = 1 << ROW_SHIFT;

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

    /// Arrays to do it with: those read, then one that is written.
    ///
    /// @param elements of fp32 of the array written
    List<Tensor> arrays(int elements) {
        List<Tensor> arrays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            arrays.add(Tensor.full(DType.FP32, 1, elements));
        }
        return arrays;
    }

    /// The code of one program, as [NativeFrame] says: parameters 0 to 2 are the arrays read and
    /// then those written, parameter 3 the bytes that a program writes, or reads of each where none
    /// is written, a multiple of a turn and of a row. What is read alone is summed up.
    ///
    /// @param bits of a vector
    byte[] code(boolean streaming, int bits) {
        Assembler out = new Assembler();
        add(out, ScalarOp.MOV_, END, Mem.of(Reg.RDI, NativeFrame.value(3)));
        add(out, ScalarOp.MOV_, AT, Reg.RSI);
        add(out, ScalarOp.IMUL, AT, END);
        add(out, ScalarOp.ADD, END, AT);
        add(out, ScalarOp.MOV_, FIRST, Mem.of(Reg.RDI, NativeFrame.value(0)));
        add(out, ScalarOp.MOV_, SECOND, Mem.of(Reg.RDI, NativeFrame.value(1)));
        add(out, ScalarOp.MOV_, THIRD, Mem.of(Reg.RDI, NativeFrame.value(2)));
        loop(out, streaming, bits);
        out.add(Insn.of(ScalarOp.SFENCE, 64));
        out.add(Insn.of(ScalarOp.VZEROUPPER, 64));
        out.add(Insn.of(ScalarOp.MOV_, 32, Reg.RAX, new Imm(NativeFrame.DONE)));
        out.add(Insn.of(ScalarOp.RET, 64));
        return out.finish();
    }

    void loop(Assembler out, boolean streaming, int bits) {
        Label top = new Label();
        out.align(LINE);
        out.place(top);
        for (int i = 0; i < TURN; i++) {
            vector(out, streaming, new Reg[] {FIRST, SECOND, THIRD}, AT, i, bits);
        }
        add(out, ScalarOp.ADD, AT, new Imm(TURN * bits / 8));
        add(out, ScalarOp.CMP, AT, END);
        out.add(Insn.of(ScalarOp.jump(Condition.L), 64, top));
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
        store(out, streaming, bits, Mem.of(arrays[read], at, 1, place), lanes);
    }

    private static void store(Assembler out, boolean streaming, int bits, Mem to, Reg lanes) {
        VectorOp store = streaming ? VectorOp.VMOVNTPS : VectorOp.VMOVUPS_STORE;
        out.add(Insn.of(store, bits, to, lanes));
    }

    private static void add(Assembler out, ScalarOp op, Operand to, Operand from) {
        out.add(Insn.of(op, 64, to, from));
    }
}
