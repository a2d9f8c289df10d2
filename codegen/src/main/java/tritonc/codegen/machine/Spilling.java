package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts registers away: an instruction that reads one reads memory, or a fresh register that was
/// reloaded just before; one that writes it writes a fresh one, which is stored just behind. What
/// can be made again is made again instead.
final class Spilling<I> {
    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final Accesses<I> accesses;

    /// Whether a register is put away.
    private final boolean[] away;

    private final Map<Integer, Integer> slots = new HashMap<>();
    private final Map<Integer, I> repeats;

    /// @param registers those to put away
    Spilling(MachineCode<I> code, Machine<I> machine, Accesses<I> accesses, int[] registers) {
        this.code = code;
        this.machine = machine;
        this.accesses = accesses;
        this.away = new boolean[machine.end()];
        for (int r : registers) {
            away[r] = true;
        }
        this.repeats = repeats();
        for (int r : registers) {
            if (!repeats.containsKey(r)) {
                slots.put(r, code.slots() + slots.size());
            }
        }
    }

    MachineCode<I> done() {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>(block.insns().size());
            for (I insn : block.insns()) {
                if (touches(i++)) {
                    new Around(insns).add(insn);
                } else {
                    insns.add(insn);
                }
            }
            blocks.add(block.with(insns));
        }
        return new MachineCode<>(blocks, code.slots() + slots.size());
    }

    /// Whether an instruction has to do with a register that is put away.
    private boolean touches(int insn) {
        for (int a = accesses.first(insn); a < accesses.first(insn + 1); a++) {
            if (isAway(accesses.register(a))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAway(int register) {
        return register < away.length && away[register];
    }

    /// The instruction that makes a register, for those put away that one repeatable instruction
    /// makes.
    private Map<Integer, I> repeats() {
        Map<Integer, I> repeats = new HashMap<>();
        boolean[] written = new boolean[away.length];
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            for (I insn : block.insns()) {
                for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                    int r = accesses.register(a);
                    if (!accesses.writes(a) || !away[r]) {
                        continue;
                    }
                    if (!written[r] && machine.isRepeatable(insn)) {
                        repeats.put(r, insn);
                    } else {
                        repeats.remove(r);
                    }
                    written[r] = true;
                }
                i++;
            }
        }
        return repeats;
    }

    /// Writes instructions anew whose registers were put away.
    private final class Around implements Machine.Registers {
        private final List<I> out;
        private final List<Integer> read = new ArrayList<>();
        private final List<Integer> written = new ArrayList<>();

        Around(List<I> out) {
            this.out = out;
        }

        @Override
        public void read(int register) {
            if (isAway(register) && !read.contains(register)) {
                read.add(register);
            }
        }

        @Override
        public void write(int register) {
            if (isAway(register) && !written.contains(register)) {
                written.add(register);
            }
        }

        void add(I insn) {
            machine.registers(insn, this);
            if (written.size() == 1 && repeats.containsKey(written.getFirst())) {
                // made again wherever it is read
                return;
            }
            Map<Integer, Integer> fresh = new HashMap<>();
            I now = before(insn, fresh);
            for (int r : written) {
                fresh.computeIfAbsent(r, machine::fresh);
            }
            out.add(fresh.isEmpty() ? now : machine.renamed(now, x -> fresh.getOrDefault(x, x)));
            for (int r : written) {
                int from = Objects.requireNonNull(fresh.get(r));
                out.add(machine.spill(from, Objects.requireNonNull(slots.get(r))));
            }
        }

        /// Brings back what the instruction reads.
        ///
        /// @param fresh gets the register that each came back in
        /// @return the instruction, reading memory where it can
        private I before(I insn, Map<Integer, Integer> fresh) {
            I now = insn;
            for (int r : read) {
                Integer slot = slots.get(r);
                boolean only = !written.contains(r);
                I folded = slot != null && only ? machine.folded(now, r, slot) : null;
                if (folded != null) {
                    now = folded;
                    continue;
                }
                int to = machine.fresh(r);
                fresh.put(r, to);
                I again = repeats.get(r);
                out.add(
                        again != null
                                ? machine.renamed(again, x -> x == r ? to : x)
                                : machine.reload(to, Objects.requireNonNull(slot)));
            }
            return now;
        }
    }
}
