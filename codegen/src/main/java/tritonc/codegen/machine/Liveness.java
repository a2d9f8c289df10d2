package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Where each register is alive. Instruction number n, counted over all blocks, reads at place 2n
/// and writes at 2n + 1, so that what it reads last and what it writes may share a register.
final class Liveness<I> {
    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final Ranges[] ranges;
    private final List<BitSet> liveIn = new ArrayList<>();
    private final int[] first;

    private Liveness(MachineCode<I> code, Machine<I> machine) {
        this.code = code;
        this.machine = machine;
        this.ranges = new Ranges[machine.end()];
        this.first = new int[code.blocks().size() + 1];
        for (int b = 0; b < code.blocks().size(); b++) {
            first[b + 1] = first[b] + code.blocks().get(b).insns().size();
            liveIn.add(new BitSet());
        }
    }

    static <I> Liveness<I> of(MachineCode<I> code, Machine<I> machine) {
        Liveness<I> liveness = new Liveness<>(code, machine);
        liveness.flow();
        liveness.build();
        return liveness;
    }

    /// Where a register is alive; empty for one that does not occur.
    Ranges ranges(int register) {
        Ranges known = ranges[register];
        if (known == null) {
            known = new Ranges();
            ranges[register] = known;
        }
        return known;
    }

    /// Registers alive where a block begins.
    BitSet liveIn(int block) {
        return liveIn.get(block);
    }

    private BitSet liveOut(int block) {
        BitSet out = new BitSet();
        for (int next : code.blocks().get(block).successors()) {
            out.or(liveIn.get(next));
        }
        return out;
    }

    /// Backwards until nothing changes.
    private void flow() {
        boolean changes = true;
        while (changes) {
            changes = false;
            for (int b = code.blocks().size() - 1; b >= 0; b--) {
                BitSet live = liveOut(b);
                List<I> insns = code.blocks().get(b).insns();
                for (int i = insns.size() - 1; i >= 0; i--) {
                    step(insns.get(i), live);
                }
                if (!live.equals(liveIn.get(b))) {
                    liveIn.set(b, live);
                    changes = true;
                }
            }
        }
    }

    private void step(I insn, BitSet live) {
        machine.registers(insn, new Only(live, true));
        machine.registers(insn, new Only(live, false));
    }

    /// Takes the registers written out of a set, or puts those read in.
    private record Only(BitSet live, boolean writes) implements Machine.Registers {
        @Override
        public void read(int register) {
            if (!writes) {
                live.set(register);
            }
        }

        @Override
        public void write(int register) {
            if (writes) {
                live.clear(register);
            }
        }
    }

    private void build() {
        for (int b = code.blocks().size() - 1; b >= 0; b--) {
            int from = 2 * first[b];
            int to = 2 * first[b + 1];
            liveOut(b).stream().forEach(r -> ranges(r).addBefore(from, to));
            List<I> insns = code.blocks().get(b).insns();
            for (int i = insns.size() - 1; i >= 0; i--) {
                int at = 2 * (first[b] + i);
                machine.registers(insns.get(i), new Writes(at + 1));
                machine.registers(insns.get(i), new Reads(from, at + 1));
            }
        }
    }

    private final class Writes implements Machine.Registers {
        private final int at;

        Writes(int at) {
            this.at = at;
        }

        @Override
        public void read(int register) {}

        @Override
        public void write(int register) {
            Ranges r = ranges(register);
            if (!r.isEmpty() && r.contains(at)) {
                r.startAt(at);
            } else {
                // nobody reads it, but the register is overwritten
                r.addBefore(at, at + 1);
            }
        }
    }

    private final class Reads implements Machine.Registers {
        private final int from;
        private final int to;

        Reads(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void read(int register) {
            ranges(register).addBefore(from, to);
        }

        @Override
        public void write(int register) {}
    }
}
