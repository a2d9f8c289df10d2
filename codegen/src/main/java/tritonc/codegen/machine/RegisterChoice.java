package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;

/// One attempt at choosing a register of the processor for each virtual one.
final class RegisterChoice<I> {
    /// What a loop multiplies the cost of an access by, at most this many deep.
    private static final float LOOP = 10;

    private static final int DEEPEST = 6;

    /// What part of a read counts where the instruction could read the constant in memory.
    private static final float FOLDED = 0.1f;

    private final MachineCode<I> code;
    private final Machine<I> machine;
    private final int firstShort;
    private final BitSet longer;
    private final Accesses<I> accesses;
    private final Makers<I> makers;
    private final Liveness<I> liveness;
    private final float[] cost;
    private final int[] choice;
    private final @Nullable Places[] taken = new @Nullable Places[Machine.VIRTUAL];
    private final Friends friends;

    RegisterChoice(
            MachineCode<I> code,
            Machine<I> machine,
            Accesses<I> accesses,
            Makers<I> makers,
            int firstShort,
            BitSet longer) {
        this.longer = longer;
        this.code = code;
        this.machine = machine;
        this.firstShort = firstShort;
        this.accesses = accesses;
        this.makers = makers;
        this.liveness = Liveness.of(code, accesses, machine.end());
        this.cost = new float[machine.end()];
        this.choice = new int[machine.end()];
        Arrays.fill(choice, -1);
        weigh();
        this.friends = friends();
    }

    /// What was chosen for a register; -1 while nothing is. The processor's own are themselves.
    int of(int register) {
        return register < Machine.VIRTUAL ? register : choice[register];
    }

    /// Whether a register was made to carry a value from or to memory, and nowhere else.
    private boolean isShort(int register) {
        return register >= firstShort && !longer.get(register);
    }

    /// @return the registers that found none, in the order of their cost
    int[] choose() {
        int[] without = new int[16];
        int count = 0;
        for (long key : order()) {
            int register = (int) key;
            if (!choose(register)) {
                if (isShort(register)) {
                    throw new IllegalStateException("an instruction needs too many registers");
                }
                if (count == without.length) {
                    without = Arrays.copyOf(without, 2 * count);
                }
                without[count++] = register;
            }
        }
        return Arrays.copyOf(without, count);
    }

    /// The virtual registers that occur, those that cost most first, in the low halves of numbers
    /// that sort so: the bits of floats that are not negative are in the order of the floats.
    private long[] order() {
        long[] order = new long[cost.length - Machine.VIRTUAL];
        int count = 0;
        for (int r = Machine.VIRTUAL; r < cost.length; r++) {
            if (!liveness.ranges(r).isEmpty()) {
                order[count++] = (long) ~Float.floatToIntBits(cost[r]) << Integer.SIZE | r;
            }
        }
        Arrays.sort(order, 0, count);
        return Arrays.copyOf(order, count);
    }

    private boolean choose(int register) {
        Ranges mine = liveness.ranges(register);
        int[] choices = machine.choices(machine.file(register));
        for (int f = friends.first(register); f < friends.first(register + 1); f++) {
            int liked = of(friends.at(f));
            if (liked >= 0 && mayBe(choices, liked) && taken(liked).isFree(mine)) {
                take(register, liked);
                return true;
            }
        }
        for (int candidate : choices) {
            if (taken(candidate).isFree(mine)) {
                take(register, candidate);
                return true;
            }
        }
        return false;
    }

    private static boolean mayBe(int[] choices, int liked) {
        for (int candidate : choices) {
            if (candidate == liked) {
                return true;
            }
        }
        return false;
    }

    /// The processor's register is taken from now on where the virtual one is alive.
    private void take(int register, int candidate) {
        choice[register] = candidate;
        taken(candidate).take(liveness.ranges(register));
    }

    /// Where a register of the processor is taken, by the code itself or by a choice.
    private Places taken(int candidate) {
        Places known = taken[candidate];
        if (known == null) {
            known = new Places(2 * accesses.block(code.blocks().size()));
            known.take(liveness.ranges(candidate));
            taken[candidate] = known;
        }
        return known;
    }

    private void weigh() {
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            float weight = (float) Math.pow(LOOP, Math.min(block.depth(), DEEPEST));
            for (I insn : block.insns()) {
                for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                    int r = accesses.register(a);
                    I maker = accesses.writes(a) ? null : makers.of(r);
                    boolean folds = maker != null && machine.folds(insn, r, maker);
                    cost[r] += folds ? FOLDED * weight : weight;
                }
                i++;
            }
        }
        for (int r = Machine.VIRTUAL; r < cost.length; r++) {
            cost[r] =
                    isShort(r)
                            ? Float.POSITIVE_INFINITY
                            : cost[r] / (liveness.ranges(r).length() + 4);
        }
    }

    private Friends friends() {
        int[] moves = new int[64];
        int count = 0;
        int i = 0;
        for (MachineBlock<I> block : code.blocks()) {
            for (I insn : block.insns()) {
                if (machine.isMove(insn)) {
                    if (count == moves.length) {
                        moves = Arrays.copyOf(moves, 2 * count);
                    }
                    int a = accesses.first(i);
                    moves[count++] = accesses.register(a);
                    moves[count++] = accesses.register(a + 1);
                }
                i++;
            }
        }
        return new Friends(moves, count, machine.end());
    }
}
