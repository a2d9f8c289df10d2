package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

import java.util.function.BiConsumer;

/// Loops with a known number of turns.
final class Repeats {
    private final Code code;

    Repeats(Code code) {
        this.code = code;
    }

    /// Runs the code that `body` writes so many times; it is written once.
    void times(int count, Runnable body) {
        if (count == 1) {
            body.run();
        } else if (count > 1) {
            countDown(code.number(count), body);
        }
    }

    /// Runs the code that `body` writes as often as a register says, once at least.
    void times(Reg count, Runnable body) {
        countDown(copy(count), body);
    }

    private void countDown(Reg left, Runnable body) {
        Code.Block top = code.block();
        code.enterLoop();
        code.place(top);
        body.run();
        code.add(ScalarOp.SUB, 64, left, new Imm(1));
        code.jump(Condition.NE, top);
        code.leaveLoop();
        code.place(code.block());
    }

    /// Where a row starts, and how many bytes on the next one does.
    record Rows(Reg start, long bytes) {}

    /// The steps that go through a row, and how many bytes each reads and writes.
    record Steps(int count, long read, long written) {}

    /// Runs the code that `step` writes for each step of so many rows that are read and as many
    /// that are written.
    ///
    /// @param step is given the addresses of both
    void rows(int count, Rows from, Rows to, Steps steps, BiConsumer<Reg, Reg> step) {
        Reg read = copy(from.start());
        Reg write = copy(to.start());
        times(
                count,
                () -> {
                    row(copy(read), copy(write), steps, step);
                    advance(read, from.bytes());
                    advance(write, to.bytes());
                });
    }

    private void row(Reg read, Reg write, Steps steps, BiConsumer<Reg, Reg> step) {
        times(
                steps.count(),
                () -> {
                    step.accept(read, write);
                    advance(read, steps.read());
                    advance(write, steps.written());
                });
    }

    /// A fresh register with what another holds.
    Reg copy(Reg from) {
        Reg to = code.general();
        code.move(to, from);
        return to;
    }

    /// Adds to an address.
    void advance(Reg address, long bytes) {
        if (bytes != 0) {
            code.add(ScalarOp.ADD, 64, address, new Imm(Math.toIntExact(bytes)));
        }
    }
}
