package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Chooses a register of the processor for every virtual one.
///
/// The virtual registers get their choice in the order of what it would cost to be without: reads
/// and writes, each counting ten times as much for every loop around it, over the length of the
/// code where it is alive; reads that memory could serve as well count little. One that finds all
/// registers taken is put away: every instruction that reads it reads memory or a reload just
/// before, every write is followed by a store; what can be made again is made again instead. Then
/// all is chosen anew, until nothing is put away. Moves let a register prefer the choice of the one
/// it is copied from or to; a copy to itself disappears.
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
        RegisterAllocator<I> allocator =
                new RegisterAllocator<>(Copies.leaveOut(code, machine), machine);
        // registers that are held for longer may be put away themselves
        BitSet longer = new BitSet();
        boolean isFirst = true;
        while (true) {
            Accesses<I> accesses = new Accesses<>(allocator.code, machine);
            Makers<I> makers = new Makers<>(allocator.code, machine, accesses);
            RegisterChoice<I> choice =
                    new RegisterChoice<>(
                            allocator.code,
                            machine,
                            accesses,
                            makers,
                            allocator.firstShort,
                            longer);
            int[] without = choice.choose();
            if (without.length == 0) {
                return allocator.renamed(choice, accesses);
            }
            allocator.code =
                    new Spilling<>(
                                    allocator.code,
                                    machine,
                                    accesses,
                                    makers,
                                    without,
                                    isFirst,
                                    longer)
                            .done();
            isFirst = false;
        }
    }

    private MachineCode<I> renamed(RegisterChoice<I> choice, Accesses<I> accesses) {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>(block.insns().size());
            for (I insn : block.insns()) {
                int a = accesses.first(i++);
                boolean toItself =
                        machine.isMove(insn)
                                && choice.of(accesses.register(a))
                                        == choice.of(accesses.register(a + 1));
                if (!toItself) {
                    insns.add(machine.renamed(insn, choice::of));
                }
            }
            blocks.add(block.with(insns));
        }
        return new MachineCode<>(blocks, code.slots());
    }
}
