package tritonc.codegen.machine;

import java.util.Arrays;

/// Where each register is alive. Instruction number n, counted over all blocks, reads at place 2n
/// and writes at 2n + 1, so that what it reads last and what it writes may share a register.
final class Liveness<I> {
    private static final Ranges NOWHERE = new Ranges();

    private final MachineCode<I> code;
    private final Accesses<I> accesses;
    private final Ranges[] ranges;

    /// Sets of registers, one a block, as bits in words: what is alive where it begins, what it
    /// reads before it writes it, and what it writes.
    private final long[][] in;

    private final long[][] read;
    private final long[][] written;

    private Liveness(MachineCode<I> code, Accesses<I> accesses, int registers) {
        this.code = code;
        this.accesses = accesses;
        this.ranges = new Ranges[registers];
        Arrays.fill(ranges, NOWHERE);
        int words = registers + Long.SIZE - 1 >> 6;
        int blocks = code.blocks().size();
        this.in = new long[blocks][words];
        this.read = new long[blocks][words];
        this.written = new long[blocks][words];
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
        for (int next : code.blocks().get(block).successors()) {
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
                if (accesses.writes(a)) {
                    int r = accesses.register(a);
                    writes[r >> 6] |= 1L << r;
                    reads[r >> 6] &= ~(1L << r);
                }
            }
            for (int a = from; a < to; a++) {
                if (!accesses.writes(a)) {
                    int r = accesses.register(a);
                    reads[r >> 6] |= 1L << r;
                }
            }
        }
    }

    /// Backwards until nothing changes.
    private void flow() {
        if (in.length == 0) {
            return;
        }
        long[] out = new long[in[0].length];
        boolean changes = true;
        while (changes) {
            changes = false;
            for (int b = in.length - 1; b >= 0; b--) {
                out(b, out);
                long[] alive = in[b];
                for (int w = 0; w < out.length; w++) {
                    long now = out[w] & ~written[b][w] | read[b][w];
                    changes |= now != alive[w];
                    alive[w] = now;
                }
            }
        }
    }

    private void build() {
        long[] out = new long[in.length == 0 ? 0 : in[0].length];
        for (int b = in.length - 1; b >= 0; b--) {
            int from = 2 * accesses.block(b);
            int to = 2 * accesses.block(b + 1);
            out(b, out);
            for (int w = 0; w < out.length; w++) {
                for (long rest = out[w]; rest != 0; rest &= rest - 1) {
                    own((w << 6) + Long.numberOfTrailingZeros(rest)).addBefore(from, to);
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
