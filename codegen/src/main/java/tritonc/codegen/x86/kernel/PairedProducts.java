package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

/// Products of bf16 two at a time where no number is too small for that, as [FloatPairs] says, and
/// one by one where one is.
final class PairedProducts {
    private final Code code;
    private final Tiles tiles;
    private final FloatPairs pairs;

    PairedProducts(Code code, Tiles tiles) {
        this.code = code;
        this.tiles = tiles;
        this.pairs = new FloatPairs(code);
    }

    /// @param least what is kept of its numbers
    record Operand(Tiles.Matrix matrix, Mem least) {}

    /// A register that is 1 if no sum is too small to begin with, else 0.
    ///
    /// @param sums address of the first
    Reg begin(DotNest d, Reg sums) {
        Reg isExact = code.number(0);
        Code.Block small = code.block();
        pairs.test(d, sums, small);
        code.add(ScalarOp.MOV_, 32, isExact, new Imm(1));
        code.place(small);
        return isExact;
    }

    /// Adds a product to sums.
    ///
    /// @param isExact 1 as long as no number was too small; becomes 0 with the first
    void multiply(
            Tiles.Product p,
            Operand a,
            Operand b,
            Tiles.Sums sums,
            @Nullable Reg steps,
            Reg isExact) {
        Code.Block small = code.block();
        Code.Block after = code.block();
        code.add(ScalarOp.TEST, 32, isExact, isExact);
        code.jump(Condition.E, small);
        pairs.test(a.least(), small);
        pairs.test(b.least(), small);
        tiles.multiply(p, a.matrix(), b.matrix(), sums, steps);
        code.jump(after);
        code.place(small);
        code.add(ScalarOp.XOR, 32, isExact, isExact);
        if (sums.ending() != null) {
            Reg condition = sums.ending().condition();
            code.add(ScalarOp.XOR, 32, condition, condition);
        }
        tiles.multiply(
                p.split(), a.matrix(), b.matrix(), new Tiles.Sums(sums.start(), null), steps);
        code.place(after);
    }
}
