package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.List;

/// Chooses a register of the processor for every virtual one.
///
/// The virtual registers get their choice in the order of what it would cost to be without: reads
/// and writes, each counting ten times as much for every loop around it, over the length of the
/// code where it is alive. One that finds all registers taken is put away: every instruction that
/// reads it reads memory or a reload just before, every write is followed by a store; what can be
/// made again is made again instead. Then all is chosen anew, until nothing is put away. Moves let
/// a register prefer the choice of the one it is copied from or to; a copy to itself disappears.
public final class RegisterAllocator<I> {
    private final Machine<I> machine;
    private MachineCode<I> code;

    /// Registers made to carry a value from or to memory: putting them away would gain nothing.
    private final int firstShort;

    private RegisterAllocator(MachineCode<I> code, Machine<I> machine) {
        this.code = code;
        this.machine = machine;
        this.firstShort = machine.end();
    }

    /// The code over the processor's registers.
    ///
    /// @throws IllegalStateException if a single instruction needs more registers than there are
    public static <I> MachineCode<I> allocate(MachineCode<I> code, Machine<I> machine) {
        RegisterAllocator<I> allocator = new RegisterAllocator<>(code, machine);
        while (true) {
            RegisterChoice<I> choice =
                    new RegisterChoice<>(allocator.code, machine, allocator.firstShort);
            List<Integer> without = choice.choose();
            if (without.isEmpty()) {
                return allocator.renamed(choice);
            }
            allocator.code = new Spilling<>(allocator.code, machine, without).done();
        }
    }

    private MachineCode<I> renamed(RegisterChoice<I> choice) {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>();
            for (I insn : block.insns()) {
                I real = machine.renamed(insn, choice::of);
                if (!isCopyToItself(real)) {
                    insns.add(real);
                }
            }
            blocks.add(block.with(insns));
        }
        return new MachineCode<>(blocks, code.slots());
    }

    private boolean isCopyToItself(I insn) {
        if (!machine.isMove(insn)) {
            return false;
        }
        MoveEnds ends = MoveEnds.of(insn, machine);
        return ends.from == ends.to;
    }
}
