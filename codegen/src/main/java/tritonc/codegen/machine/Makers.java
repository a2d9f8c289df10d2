package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The one repeatable instruction that makes a register, for those that one makes.
final class Makers<I> {
    private final List<@Nullable I> makers = new ArrayList<>();

    Makers(MachineCode<I> code, Machine<I> machine, Accesses<I> accesses) {
        for (int r = 0; r < machine.end(); r++) {
            makers.add(null);
        }
        boolean[] written = new boolean[machine.end()];
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            for (I insn : block.insns()) {
                for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                    int r = accesses.register(a);
                    if (accesses.writes(a)) {
                        boolean isMaker = !written[r] && machine.isRepeatable(insn);
                        makers.set(r, isMaker ? insn : null);
                        written[r] = true;
                    }
                }
                i++;
            }
        }
    }

    @Nullable I of(int register) {
        return makers.get(register);
    }
}
