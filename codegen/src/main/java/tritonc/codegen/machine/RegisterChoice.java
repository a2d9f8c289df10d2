package tritonc.codegen.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One attempt at choosing a register of the processor for each virtual one.
final class RegisterChoice<I> {
    /// What a loop multiplies the cost of an access by, at most this many deep.
    private static final float LOOP = 10;

    private static final int DEEPEST = 6;

    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final int firstShort;
    private final Liveness<I> liveness;
    private final float[] cost;
    private final int[] choice;
    private final Map<Integer, List<Integer>> friends = new HashMap<>();

    RegisterChoice(MachineCode<I> code, Machine<I> machine, int firstShort) {
        this.code = code;
        this.machine = machine;
        this.firstShort = firstShort;
        this.liveness = Liveness.of(code, machine);
        this.cost = new float[machine.end()];
        this.choice = new int[machine.end()];
        Arrays.fill(choice, -1);
    }

    /// What was chosen for a register; -1 while nothing is. The processor's own are themselves.
    int of(int register) {
        return register < Machine.VIRTUAL ? register : choice[register];
    }

    /// @return the registers that found none
    List<Integer> choose() {
        weigh();
        Integer[] order = new Integer[machine.end() - Machine.VIRTUAL];
        for (int i = 0; i < order.length; i++) {
            order[i] = Machine.VIRTUAL + i;
        }
        Arrays.sort(
                order,
                (a, b) -> {
                    int byCost = Float.compare(cost[b], cost[a]);
                    return byCost != 0 ? byCost : Integer.compare(a, b);
                });
        List<Integer> without = new ArrayList<>();
        for (int register : order) {
            if (!liveness.ranges(register).isEmpty() && !choose(register)) {
                if (register >= firstShort) {
                    throw new IllegalStateException("an instruction needs too many registers");
                }
                without.add(register);
            }
        }
        return without;
    }

    private boolean choose(int register) {
        Ranges mine = liveness.ranges(register);
        for (int friend : friends.getOrDefault(register, List.of())) {
            int liked = of(friend);
            if (liked >= 0 && mayBe(register, liked) && isFree(liked, mine)) {
                take(register, liked);
                return true;
            }
        }
        for (int candidate : machine.choices(machine.file(register))) {
            if (isFree(candidate, mine)) {
                take(register, candidate);
                return true;
            }
        }
        return false;
    }

    private boolean mayBe(int register, int liked) {
        for (int candidate : machine.choices(machine.file(register))) {
            if (candidate == liked) {
                return true;
            }
        }
        return false;
    }

    private boolean isFree(int candidate, Ranges mine) {
        return !liveness.ranges(candidate).overlaps(mine);
    }

    /// The processor's register is taken from now on where the virtual one is alive.
    private void take(int register, int candidate) {
        choice[register] = candidate;
        liveness.ranges(candidate).join(liveness.ranges(register));
    }

    private void weigh() {
        for (MachineBlock<I> block : code.blocks()) {
            float weight = (float) Math.pow(LOOP, Math.min(block.depth(), DEEPEST));
            Machine.Registers count =
                    new Machine.Registers() {
                        @Override
                        public void read(int register) {
                            cost[register] += weight;
                        }

                        @Override
                        public void write(int register) {
                            cost[register] += weight;
                        }
                    };
            for (I insn : block.insns()) {
                machine.registers(insn, count);
                if (machine.isMove(insn)) {
                    MoveEnds ends = MoveEnds.of(insn, machine);
                    friends.computeIfAbsent(ends.from, k -> new ArrayList<>()).add(ends.to);
                    friends.computeIfAbsent(ends.to, k -> new ArrayList<>()).add(ends.from);
                }
            }
        }
        for (int r = Machine.VIRTUAL; r < cost.length; r++) {
            cost[r] =
                    r >= firstShort
                            ? Float.POSITIVE_INFINITY
                            : cost[r] / (liveness.ranges(r).length() + 4);
        }
    }
}
