package tritonc.codegen.machine;

import java.util.Arrays;
import java.util.List;

/// Where each register is alive. Instruction number n, counted over all blocks, reads at place 2n
/// and writes at 2n + 1, so that what it reads last and what it writes may share a register.
final class Liveness<I> {
    private static final Ranges NOWHERE = new Ranges();

    private final MachineCode<I> code;
    private final Accesses<I> accesses;
    private final Ranges[] ranges;

    /// The registers that some block reads before it writes them. All others are alive nowhere but
    /// within blocks, and most are such.
    private final int[] crossing;

    /// Where a register stands among those; -1 for one that does not cross blocks.
    private final int[] place;

    /// Sets of registers that cross blocks, one a block, as bits in words: what is alive where it
    /// begins, what it reads before it writes it, and what it writes.
    private final long[][] in;

    private final long[][] read;
    private final long[][] written;

    private final int[][] successors;

    private Liveness(MachineCode<I> code, Accesses<I> accesses, int registers) {
        this.code = code;
        this.accesses = accesses;
        this.ranges = new Ranges[registers];
        Arrays.fill(ranges, NOWHERE);
        this.place = new int[registers];
        this.crossing = crossing();
        int words = crossing.length + Long.SIZE - 1 >> 6;
        int blocks = code.blocks().size();
        this.in = new long[blocks][words];
        this.read = new long[blocks][words];
        this.written = new long[blocks][words];
        this.successors = new int[blocks][];
        for (int b = 0; b < blocks; b++) {
            List<Integer> next = code.blocks().get(b).successors();
            successors[b] = next.stream().mapToInt(n -> n).toArray();
        }
    }

    private int[] crossing() {
        int[] found = new int[place.length];
        int count = 0;
        Arrays.fill(place, -1);
        int[] writer = new int[place.length];
        for (int b = 0; b < code.blocks().size(); b++) {
            for (int i = accesses.block(b); i < accesses.block(b + 1); i++) {
                for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                    int r = accesses.register(a);
                    if (!accesses.writes(a) && writer[r] != b + 1 && place[r] < 0) {
                        place[r] = count;
                        found[count++] = r;
                    }
                }
                for (int a = accesses.first(i); a < accesses.first(i + 1); a++) {
                    if (accesses.writes(a)) {
                        writer[accesses.register(a)] = b + 1;
                    }
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /// @param registers one more than the number of the last register
    static <I> Liveness<I> of(MachineCode<I> code, Accesses<I> accesses, int registers) {
        Liveness<I> liveness = new Liveness<>(code, accesses, registers);
        for (int b = 0; b < code.blocks().size(); b++) {
            liveness.summarise(b);
        }
        liveness.flow();
        liveness.build();
        return liveness;
    }

    /// Where a register is alive; empty for one that does not occur.
    Ranges ranges(int register) {
        return ranges[register];
    }

    /// What is alive behind a block.
    private void out(int block, long[] out) {
        Arrays.fill(out, 0);
        for (int next : successors[block]) {
            long[] alive = in[next];
            for (int w = 0; w < out.length; w++) {
                out[w] |= alive[w];
            }
        }
    }

    private void summarise(int block) {
        long[] reads = read[block];
        long[] writes = written[block];
        for (int i = accesses.block(block + 1) - 1; i >= accesses.block(block); i--) {
            int from = accesses.first(i);
            int to = accesses.first(i + 1);
            for (int a = from; a < to; a++) {
                int r = place[accesses.register(a)];
                if (accesses.writes(a) && r >= 0) {
                    writes[r >> 6] |= 1L << r;
                    reads[r >> 6] &= ~(1L << r);
                }
            }
            for (int a = from; a < to; a++) {
                int r = place[accesses.register(a)];
                if (!accesses.writes(a) && r >= 0) {
                    reads[r >> 6] |= 1L << r;
                }
            }
        }
    }

    /// Backwards until nothing changes. A block is looked at again where one behind it has changed.
    private void flow() {
        long[] out = new long[in.length == 0 ? 0 : in[0].length];
        int[] changed = new int[in.length];
        boolean changes = true;
        for (int turn = 1; changes; turn++) {
            changes = false;
            for (int b = in.length - 1; b >= 0; b--) {
                if ((turn == 1 || isStale(b, changed, turn)) && flow(b, out)) {
                    changed[b] = turn;
                    changes = true;
                }
            }
        }
    }

    /// @param changed the turns in which blocks have changed last
    private boolean isStale(int block, int[] changed, int turn) {
        for (int next : successors[block]) {
            if (changed[next] == (next > block ? turn : turn - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean flow(int block, long[] out) {
        out(block, out);
        boolean changes = false;
        long[] alive = in[block];
        for (int w = 0; w < out.length; w++) {
            long now = out[w] & ~written[block][w] | read[block][w];
            changes |= now != alive[w];
            alive[w] = now;
        }
        return changes;
    }

    private void build() {
        long[] out = new long[in.length == 0 ? 0 : in[0].length];
        for (int b = in.length - 1; b >= 0; b--) {
            int from = 2 * accesses.block(b);
            int to = 2 * accesses.block(b + 1);
            out(b, out);
            for (int w = 0; w < out.length; w++) {
                for (long rest = out[w]; rest != 0; rest &= rest - 1) {
                    int r = crossing[(w << 6) + Long.numberOfTrailingZeros(rest)];
                    own(r).addBefore(from, to);
                }
            }
            for (int i = accesses.block(b + 1) - 1; i >= accesses.block(b); i--) {
                build(i, from);
            }
        }
    }

    /// @param from the place where the instruction's block begins
    private void build(int insn, int from) {
        int begin = accesses.first(insn);
        int end = accesses.first(insn + 1);
        for (int a = begin; a < end; a++) {
            if (accesses.writes(a)) {
                own(accesses.register(a)).writtenAt(2 * insn + 1);
            }
        }
        for (int a = begin; a < end; a++) {
            if (!accesses.writes(a)) {
                own(accesses.register(a)).addBefore(from, 2 * insn + 1);
            }
        }
    }

    private Ranges own(int register) {
        if (ranges[register] == NOWHERE) {
            ranges[register] = new Ranges();
        }
        return ranges[register];
    }
}
