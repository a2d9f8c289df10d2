package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

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
