package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts registers away: an instruction that reads one reads memory, or a fresh register that was
/// reloaded just before; one that writes it writes a fresh one, which is stored just behind. What
/// can be made again is made again instead. The first time, what was stored or reloaded a few
/// instructions ago is read in the register where it still is: what stands behind a reduction waits
/// for its result, and would wait for memory too.
final class Spilling<I> {
    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final Accesses<I> accesses;

    /// Whether a register is put away.
    private final boolean[] away;

    /// Instructions that a register is held for.
    private static final int HELD = 16;

    private final Map<Integer, Integer> slots = new HashMap<>();
    private final Makers<I> makers;

    /// Which registers hold what was put away, in the present block.
    private final Map<Integer, Held> held = new HashMap<>();

    /// Gets the registers that are read again.
    private final BitSet longer;

    private final boolean mayHold;
    private int at;

    /// @param register where it is
    /// @param since the instruction that made or read it last
    private record Held(int register, int since) {}

    /// @param registers those to put away
    /// @param mayHold whether registers may be held for instructions that follow
    /// @param longer gets those that are
    Spilling(
            MachineCode<I> code,
            Machine<I> machine,
            Accesses<I> accesses,
            Makers<I> makers,
            int[] registers,
            boolean mayHold,
            BitSet longer) {
        this.code = code;
        this.machine = machine;
        this.accesses = accesses;
        this.mayHold = mayHold;
        this.longer = longer;
        this.away = new boolean[machine.end()];
        for (int r : registers) {
            away[r] = true;
        }
        this.makers = makers;
        for (int r : registers) {
            if (makers.of(r) == null) {
                slots.put(r, code.slots() + slots.size());
            }
        }
    }

    MachineCode<I> done() {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>(block.insns().size());
            held.clear();
            for (I insn : block.insns()) {
                at = i;
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
            if (written.size() == 1 && makers.of(written.getFirst()) != null) {
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
                held.put(r, new Held(from, at));
            }
        }

        /// Brings back what the instruction reads.
        ///
        /// @param fresh gets the register that each came back in
        /// @return the instruction, reading memory where it can
        private I before(I insn, Map<Integer, Integer> fresh) {
            I now = insn;
            for (int r : read) {
                Integer there = heldIn(r);
                if (there != null) {
                    fresh.put(r, there);
                    continue;
                }
                I folded = written.contains(r) ? null : folded(now, r);
                if (folded != null) {
                    now = folded;
                    continue;
                }
                int to = machine.fresh(r);
                fresh.put(r, to);
                I again = makers.of(r);
                out.add(
                        again != null
                                ? machine.renamed(again, x -> x == r ? to : x)
                                : machine.reload(to, Objects.requireNonNull(slots.get(r))));
                if (again == null) {
                    held.put(r, new Held(to, at));
                }
            }
            return now;
        }

        /// The register that what was put away is still in, null where there is none.
        private @Nullable Integer heldIn(int register) {
            Held there = held.get(register);
            if (!mayHold || there == null || at - there.since() > HELD) {
                return null;
            }
            held.put(register, new Held(there.register(), at));
            longer.set(there.register());
            return there.register();
        }

        private @Nullable I folded(I insn, int register) {
            I again = makers.of(register);
            return again != null
                    ? machine.folded(insn, register, again)
                    : machine.folded(
                            insn, register, (int) Objects.requireNonNull(slots.get(register)));
        }
    }
}
