package tritonc.benchmarks.rival;

import tritonc.codegen.x86.Assembler;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.NativeCode;

import java.util.List;
import java.util.Set;

/// Counts the processor's cycles: sums of which each waits for the one before take one cycle each.
final class Clock implements Runnable {
    private static final int SUMS = 16;
    private static final int TURNS = 1 << 14;

    /// Cycles of one run.
    static final long CYCLES = (long) SUMS * TURNS;

    private final CompiledKernel kernel;

    Clock() {
        NativePayload.Code code =
                new NativePayload.Code(code(), 1, List.of(), false, false, Set.of());
        kernel = NativeCode.map("clock", code, 1).create();
        kernel.bind(new LaunchArguments(1, 1), 0);
    }

    private static byte[] code() {
        Assembler out = new Assembler();
        Label top = new Label();
        Reg count = Reg.RCX;
        out.add(Insn.of(ScalarOp.MOV_, 64, count, new Imm(0)));
        out.align(64);
        out.place(top);
        for (int i = 0; i < SUMS; i++) {
            out.add(Insn.of(ScalarOp.ADD, 64, Reg.RAX, Reg.RAX));
        }
        out.add(Insn.of(ScalarOp.ADD, 64, count, new Imm(1)));
        out.add(Insn.of(ScalarOp.CMP, 64, count, new Imm(TURNS)));
        out.add(Insn.of(ScalarOp.jump(Condition.L), 64, top));
        out.add(Insn.of(ScalarOp.MOV_, 32, Reg.RAX, new Imm(NativeFrame.DONE)));
        out.add(Insn.of(ScalarOp.RET, 64));
        return out.finish();
    }

    @Override
    public void run() {
        kernel.program(0, 0, 0);
    }
}
