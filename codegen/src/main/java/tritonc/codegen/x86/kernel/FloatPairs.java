package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

/// Copies operands of products so that two numbers of bf16 that follow one another along k stand in
/// a lane of 32 bits, the first in its upper half.
///
/// VDPBF16PS adds the product of the upper halves to a sum and then that of the lower ones, and
/// rounds each sum to nearest (Intel 64 and IA-32 Architectures Software Developer's Manual, volume
/// 2). That is what two steps of a chain of fmas do, as products of bf16 are exact in fp32; but it
/// takes subnormal numbers for 0, and gives 0 for subnormal sums. There are none where all numbers
/// are 0 or at least 2^-56 in size, and all sums begin as 0 or at least as 2^-103: all products and
/// sums are multiples of 2^-126 then, the least normal number. So the least number of a panel is
/// kept behind it.
final class FloatPairs {
    /// Bytes of what is kept behind a panel: the least of what its words measure in each lane. A
    /// word measures its bits without the sign, doubled, less one: 0 measures most.
    static final int LEAST_BYTES = 64;

    private static final int BIAS = 127;

    /// What 2^-56 measures.
    private static final int LEAST_FACTOR = (BIAS - 56 << 8) - 1;

    /// What 2^-103 measures, as an fp32.
    private static final int LEAST_SUM = (BIAS - 103 << 24) - 1;

    private static final int LESS = 1;
    private static final int HALF = 16;
    private static final int BITS = 512;
    private static final int VECTOR = BITS / Byte.SIZE;
    private static final int LANES = VECTOR / Integer.BYTES;

    private final Code code;
    private final Repeats repeats;
    private final ColumnPanels panels;

    FloatPairs(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.panels = new ColumnPanels(code);
    }

    /// Writes what is behind an empty panel.
    void begin(Mem least) {
        code.add(VectorOp.VMOVUPS_STORE, BITS, least, ones());
    }

    /// Goes to `small` where a number of a panel is too small.
    void test(Mem least, Code.Block small) {
        Reg measured = code.vector();
        Reg less = code.mask();
        code.add(VectorOp.VMOVUPS, BITS, measured, least);
        Mem limit = code.constant(LEAST_FACTOR << HALF | LEAST_FACTOR, Integer.BYTES);
        Reg limits = code.vector();
        code.add(VectorOp.VPBROADCASTD, BITS, limits, limit);
        code.add(VectorOp.VPCMPUW, BITS, less, measured, limits, new Imm(LESS));
        code.add(VectorOp.KORTESTD, 128, less, less);
        code.jump(Condition.NE, small);
    }

    /// Goes to `small` where one of the sums is too small to begin with.
    ///
    /// @param from address of the first
    void test(DotNest d, Reg from, Code.Block small) {
        Measure measure = new Measure(BITS, VectorOp.VPADDD, VectorOp.VPMINUD);
        Reg at = repeats.copy(from);
        // rows are whole vectors without gaps
        repeats.times(
                d.m() * d.n() / LANES,
                () -> {
                    Reg sums = code.vector();
                    code.add(VectorOp.VMOVUPS, BITS, sums, Mem.of(at));
                    measure.add(sums);
                    repeats.advance(at, VECTOR);
                });
        Reg less = code.mask();
        Mem limit = code.constant(LEAST_SUM, Integer.BYTES);
        Insn compare = Insn.of(VectorOp.VPCMPUD, BITS, less, measure.least, limit, new Imm(LESS));
        code.add(compare.broadcasting());
        code.add(VectorOp.KORTESTW, 128, less, less);
        code.jump(Condition.NE, small);
    }

    /// Copies a left tile.
    ///
    /// @param from address of its first number
    /// @param least what is behind the panel
    void left(DotNest d, RowPanels.Layout layout, Reg from, Reg to, Mem least) {
        Repeats.Rows read = new Repeats.Rows(from, (long) d.a().rowStride() * Integer.BYTES);
        rows(d.m(), d.k(), read, new Repeats.Rows(to, layout.rowBytes()), least);
    }

    /// Copies a right tile: two rows become one.
    ///
    /// @param from address of its first number
    /// @param spare address of [#spareBytes] bytes, absent where there are none
    void right(
            DotNest d,
            ColumnPanels.Layout layout,
            Reg from,
            Reg to,
            @Nullable Reg spare,
            Mem least) {
        if (spare != null) {
            columns(d, layout, from, to, spare, least);
            return;
        }
        Measure measure = words(BITS);
        int rowBytes = Math.multiplyExact(d.b().rowStride(), Integer.BYTES);
        ColumnPanels.Source source = new ColumnPanels.Source(from, 2 * rowBytes, Integer.BYTES);
        panels.rows(
                d.k() / 2,
                layout,
                source,
                to,
                (at, read, offset) -> {
                    Reg upper = code.vector();
                    Reg lower = code.vector();
                    Reg pair = code.vector();
                    code.add(VectorOp.VMOVUPS, BITS, upper, Mem.of(read, offset));
                    code.add(VectorOp.VMOVUPS, BITS, lower, Mem.of(read, offset + rowBytes));
                    code.add(VectorOp.VPSRLD_I, BITS, lower, lower, new Imm(HALF));
                    code.add(VectorOp.VPORD, BITS, pair, upper, lower);
                    measure.add(pair);
                    code.add(VectorOp.VMOVUPS_STORE, BITS, at, pair);
                });
        measure.keep(least);
    }

    /// Bytes of memory that the copy of a right tile uses for a while.
    static int spareBytes(DotNest d) {
        return d.b().columnStride() == 1 ? 0 : d.k() * d.n() * Short.BYTES;
    }

    /// Copies a right tile whose columns have no gaps: pairs are side by side once they are as
    /// narrow as they can be, and each is turned as one number.
    private void columns(
            DotNest d, ColumnPanels.Layout layout, Reg from, Reg to, Reg spare, Mem least) {
        int columnBytes = d.k() * Short.BYTES;
        Repeats.Rows read = new Repeats.Rows(from, (long) d.b().columnStride() * Integer.BYTES);
        rows(d.n(), d.k(), read, new Repeats.Rows(spare, columnBytes), least);
        Transposing.Source source = new Transposing.Source(spare, columnBytes);
        panels.columns(d.n(), d.k() / 2, layout, source, to);
    }

    /// Copies rows of numbers side by side.
    ///
    /// @param k numbers of a row
    private void rows(int count, int k, Repeats.Rows from, Repeats.Rows to, Mem least) {
        Measure measure = words(BITS / 2);
        repeats.rows(
                count,
                from,
                to,
                new Repeats.Steps(k / LANES, VECTOR, VECTOR / 2),
                (read, write) -> narrow(Mem.of(read), Mem.of(write), measure));
        measure.keep(least);
    }

    /// Makes pairs of a vector of numbers side by side.
    private void narrow(Mem from, Mem to, Measure measure) {
        Reg numbers = code.vector();
        Reg words = code.vector();
        Reg pairs = code.vector();
        code.add(VectorOp.VMOVUPS, BITS, numbers, from);
        code.add(VectorOp.VPSRLD_I, BITS, numbers, numbers, new Imm(HALF));
        code.add(VectorOp.VPMOVDW, BITS, words, numbers);
        measure.add(words);
        code.add(VectorOp.VPROLD_I, BITS / 2, pairs, words, new Imm(HALF));
        code.add(VectorOp.VMOVUPS_STORE, BITS / 2, to, pairs);
    }

    private Reg ones() {
        Reg ones = code.vector();
        code.add(VectorOp.VPBROADCASTD, BITS, ones, code.constant(-1, Integer.BYTES));
        return ones;
    }

    private Measure words(int bits) {
        return new Measure(bits, VectorOp.VPADDW, VectorOp.VPMINUW);
    }

    /// The least of what words, or double words, measure.
    private final class Measure {
        private final int bits;
        private final VectorOp add;
        private final VectorOp min;
        private final Reg least = ones();
        private final Reg minus = ones();

        /// @param add adds what is measured
        /// @param min takes the lesser of it, without a sign
        Measure(int bits, VectorOp add, VectorOp min) {
            this.bits = bits;
            this.add = add;
            this.min = min;
        }

        void add(Reg numbers) {
            Reg measured = code.vector();
            code.add(add, bits, measured, numbers, numbers);
            code.add(add, bits, measured, measured, minus);
            code.add(min, bits, least, least, measured);
        }

        /// Joins it with what is behind a panel.
        void keep(Mem behind) {
            code.add(min, bits, least, least, behind);
            code.add(VectorOp.VMOVUPS_STORE, bits, behind, least);
        }
    }
}
