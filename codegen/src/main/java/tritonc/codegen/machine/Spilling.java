package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

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
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final Map<Integer, I> repeats;

    Spilling(MachineCode<I> code, Machine<I> machine, List<Integer> registers) {
        this.code = code;
        this.machine = machine;
        this.repeats = repeats(registers);
        for (int r : registers) {
            if (!repeats.containsKey(r)) {
                slots.put(r, code.slots() + slots.size());
            }
        }
    }

    MachineCode<I> done() {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>();
            for (I insn : block.insns()) {
                new Around(insns).add(insn);
            }
            blocks.add(block.with(insns));
        }
        return new MachineCode<>(blocks, code.slots() + slots.size());
    }

    /// The instruction that makes a register, for those that one repeatable instruction makes.
    private Map<Integer, I> repeats(List<Integer> registers) {
        Map<Integer, @Nullable I> only = new HashMap<>();
        for (MachineBlock<I> block : code.blocks()) {
            for (I insn : block.insns()) {
                boolean repeatable = machine.isRepeatable(insn);
                machine.registers(
                        insn,
                        new Machine.Registers() {
                            @Override
                            public void read(int register) {}

                            @Override
                            public void write(int register) {
                                boolean again = only.containsKey(register);
                                only.put(register, repeatable && !again ? insn : null);
                            }
                        });
            }
        }
        Map<Integer, I> repeats = new HashMap<>();
        for (int r : registers) {
            I insn = only.get(r);
            if (insn != null) {
                repeats.put(r, insn);
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

        private boolean isAway(int register) {
            return slots.containsKey(register) || repeats.containsKey(register);
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
