package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Leaves out copies of registers that end with them: what would be copied is made in the other
/// register from the start.
///
/// ```
/// a = load              b = load
/// a = a + 1        ▶    b = b + 1
/// b = a
/// ```
///
/// A register ends with a copy where all that is done with it stands in the copy's block, a write
/// first and the copy last. Nothing may be done with the other register in between; what makes the
/// one may read the other, as in a sum that is carried: `b = a + x` and `a = b` become `a = a + x`.
final class Copies<I> {
    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final Accesses<I> accesses;

    /// The instructions that have to do with a register first and last; -1 for none.
    private final int[] first;

    private final int[] last;

    /// Whether the first of them only writes the register.
    private final boolean[] begins;

    /// The last instruction so far that has to do with a register, those that it stands for
    /// included.
    private final int[] seen;

    private final int[] instead;
    private final boolean[] isLeftOut;
    private int count;

    private Copies(MachineCode<I> code, Machine<I> machine) {
        this.code = code;
        this.machine = machine;
        this.accesses = new Accesses<>(code, machine);
        this.first = filled();
        this.last = filled();
        this.seen = filled();
        this.begins = new boolean[machine.end()];
        this.instead = new int[machine.end()];
        Arrays.setAll(instead, r -> r);
        this.isLeftOut = new boolean[accesses.block(code.blocks().size())];
    }

    private int[] filled() {
        int[] all = new int[machine.end()];
        Arrays.fill(all, -1);
        return all;
    }

    /// The code without them.
    static <I> MachineCode<I> leaveOut(MachineCode<I> code, Machine<I> machine) {
        Copies<I> copies = new Copies<>(code, machine);
        copies.note();
        copies.find();
        return copies.count == 0 ? code : copies.rest();
    }

    private void note() {
        for (int i = 0; i < isLeftOut.length; i++) {
            for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                int r = accesses.register(a);
                if (first[r] < 0) {
                    first[r] = i;
                    begins[r] = true;
                }
                // whatever order they are told in: what is read is not made here
                begins[r] &= first[r] < i || accesses.writes(a);
                last[r] = i;
            }
        }
    }

    private void find() {
        for (int b = 0; b < code.blocks().size(); b++) {
            int start = accesses.block(b);
            List<I> insns = code.blocks().get(b).insns();
            for (int i = 0; i < insns.size(); i++) {
                int at = start + i;
                boolean isCopy = machine.isMove(insns.get(i)) && endsWith(at, start);
                for (int a = accesses.first(at); a < accesses.first(at + 1); a++) {
                    seen[instead[accesses.register(a)]] = at;
                }
                if (isCopy) {
                    leaveOut(at);
                }
            }
        }
    }

    private int to(int copy) {
        int a = accesses.first(copy);
        return accesses.register(accesses.writes(a) ? a : a + 1);
    }

    private int from(int copy) {
        int a = accesses.first(copy);
        return accesses.register(accesses.writes(a) ? a + 1 : a);
    }

    /// Whether the register that a copy reads ends with it.
    ///
    /// @param start of the block
    private boolean endsWith(int copy, int start) {
        int to = to(copy);
        int from = from(copy);
        return to >= Machine.VIRTUAL
                && from >= Machine.VIRTUAL
                && to != from
                && begins[from]
                && first[from] >= start
                && last[from] == copy
                && (seen[to] < first[from] || seen[to] == first[from] && onlyReads(seen[to], to));
    }

    /// Whether an instruction reads a register, and does not write it.
    private boolean onlyReads(int insn, int register) {
        for (int a = accesses.first(insn); a < accesses.first(insn + 1); a++) {
            if (accesses.writes(a) && instead[accesses.register(a)] == register) {
                return false;
            }
        }
        return true;
    }

    private void leaveOut(int copy) {
        int to = to(copy);
        int from = from(copy);
        isLeftOut[copy] = true;
        count++;
        instead[from] = to;
        if (first[to] == copy) {
            first[to] = first[from];
            begins[to] = true;
        }
    }

    private int standsFor(int register) {
        int now = register;
        while (instead[now] != now) {
            now = instead[now];
        }
        return now;
    }

    private MachineCode<I> rest() {
        List<MachineBlock<I>> blocks = new ArrayList<>();
        int at = 0;
        for (MachineBlock<I> block : code.blocks()) {
            List<I> insns = new ArrayList<>(block.insns().size());
            for (I insn : block.insns()) {
                if (!isLeftOut[at]) {
                    insns.add(isTouched(at) ? machine.renamed(insn, this::standsFor) : insn);
                }
                at++;
            }
            blocks.add(block.with(insns));
        }
        return new MachineCode<>(blocks, code.slots());
    }

    private boolean isTouched(int insn) {
        for (int a = accesses.first(insn); a < accesses.first(insn + 1); a++) {
            int r = accesses.register(a);
            if (instead[r] != r) {
                return true;
            }
        }
        return false;
    }
}
