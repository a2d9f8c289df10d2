package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The calls that waiting loops make to give the processor away. Each stands behind the kernel's
/// code: it is jumped to from the loop, keeps every register that a C function may change, calls,
/// and jumps back, so that to the loop it is as if nothing had happened.
final class WaitCalls {
    /// rax, rcx, rdx, rsi, rdi, r8 to r11.
    private static final int[] GENERAL = {0, 1, 2, 6, 7, 8, 9, 10, 11};

    private static final int MASKS = 8;
    private static final int MASK_AT = 32 * 64;
    private static final int GENERAL_AT = MASK_AT + MASKS * 8;

    /// A multiple of 64, so that the stack stays as aligned as it was.
    private static final int BYTES = GENERAL_AT + 128;

    /// @param entry where the call begins
    /// @param back where the loop goes on
    private record Call(Label entry, Label back) {}

    private final List<Call> calls = new ArrayList<>();

    /// A new call.
    ///
    /// @param back the block that it goes on to
    /// @return what to jump to
    Label to(Code.Block back) {
        Call call = new Call(new Label(), back.label);
        calls.add(call);
        return call.entry;
    }

    boolean any() {
        return !calls.isEmpty();
    }

    /// Names the calls in a listing.
    void name(CodeListing listing) {
        for (int i = 0; i < calls.size(); i++) {
            listing.name(calls.get(i).entry, ".Lwait" + i);
        }
    }

    /// Writes all calls.
    ///
    /// @param width of the vectors that the code uses
    /// @param place takes the label that the next instruction stands at
    void write(VectorWidth width, Consumer<Label> place, Consumer<Insn> to) {
        for (Call call : calls) {
            place.accept(call.entry);
            to.accept(Insn.of(ScalarOp.SUB, 64, Reg.RSP, new Imm(BYTES)));
            keep(width, to);
            to.accept(Insn.of(ScalarOp.VZEROUPPER, 64));
            to.accept(
                    Insn.of(
                            ScalarOp.MOV_,
                            64,
                            Reg.RDI,
                            Mem.of(X86Machine.FRAME, NativeFrame.TURNS)));
            to.accept(
                    Insn.of(
                            ScalarOp.MOV_,
                            64,
                            Reg.RAX,
                            Mem.of(X86Machine.FRAME, NativeFrame.WAITS)));
            to.accept(Insn.of(ScalarOp.CALL_AT, 64, Reg.RAX));
            giveBack(width, to);
            to.accept(Insn.of(ScalarOp.ADD, 64, Reg.RSP, new Imm(BYTES)));
            to.accept(Insn.of(ScalarOp.JMP, 64, call.back));
        }
    }

    private static Mem at(int offset) {
        return Mem.of(Reg.RSP, offset);
    }

    private static void keep(VectorWidth width, Consumer<Insn> to) {
        for (int i = 0; i < GENERAL.length; i++) {
            Reg from = Reg.general(GENERAL[i]);
            to.accept(Insn.of(ScalarOp.MOV_, 64, at(GENERAL_AT + 8 * i), from));
        }
        for (int i = 0; i < masks(width); i++) {
            to.accept(Insn.of(VectorOp.KMOVQ_STORE, 128, at(MASK_AT + 8 * i), Reg.mask(i)));
        }
        for (int i = 0; i < vectors(width); i++) {
            Mem place = at(width.bytes() * i);
            to.accept(Insn.of(VectorOp.VMOVAPS_STORE, width.bits(), place, Reg.vector(i)));
        }
    }

    /// A processor without masks has half the vector registers.
    private static int vectors(VectorWidth width) {
        return width.bits() == 512 ? 32 : 16;
    }

    private static int masks(VectorWidth width) {
        return width.bits() == 512 ? MASKS : 0;
    }

    private static void giveBack(VectorWidth width, Consumer<Insn> to) {
        for (int i = 0; i < vectors(width); i++) {
            Mem place = at(width.bytes() * i);
            to.accept(Insn.of(VectorOp.VMOVAPS, width.bits(), Reg.vector(i), place));
        }
        for (int i = 0; i < masks(width); i++) {
            to.accept(Insn.of(VectorOp.KMOVQ, 128, Reg.mask(i), at(MASK_AT + 8 * i)));
        }
        for (int i = 0; i < GENERAL.length; i++) {
            Reg back = Reg.general(GENERAL[i]);
            to.accept(Insn.of(ScalarOp.MOV_, 64, back, at(GENERAL_AT + 8 * i)));
        }
    }
}
