package tritonc.codegen.machine;

import java.util.Arrays;

/// Which registers each instruction reads and writes, asked of the machine once and kept as
/// numbers, since every step of the choice of registers goes over them.
///
/// Instructions count from 0 over all blocks. The accesses of instruction `i` stand from `first(i)`
/// to `first(i + 1)`, in the order in which the machine names them.
final class Accesses<I> {
    private final int[] blocks;
    private final int[] first;
    private int[] registers = new int[256];
    private int count;

    Accesses(MachineCode<I> code, Machine<I> machine) {
        blocks = new int[code.blocks().size() + 1];
        for (int b = 0; b < code.blocks().size(); b++) {
            blocks[b + 1] = blocks[b] + code.blocks().get(b).insns().size();
        }
        first = new int[blocks[code.blocks().size()] + 1];
        Machine.Registers add =
                new Machine.Registers() {
                    @Override
                    public void read(int register) {
                        add(2 * register);
                    }

                    @Override
                    public void write(int register) {
                        add(2 * register + 1);
                    }
                };
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            for (I insn : block.insns()) {
                machine.registers(insn, add);
                first[++i] = count;
            }
        }
    }

    private void add(int access) {
        if (count == registers.length) {
            registers = Arrays.copyOf(registers, 2 * count);
        }
        registers[count++] = access;
    }

    /// The number of a block's first instruction; of the one behind the last block, how many there
    /// are.
    int block(int block) {
        return blocks[block];
    }

    /// The first access of an instruction.
    int first(int insn) {
        return first[insn];
    }

    /// The register of an access.
    int register(int access) {
        return registers[access] >> 1;
    }

    /// Whether an access writes; else it reads.
    boolean writes(int access) {
        return (registers[access] & 1) != 0;
    }
}
