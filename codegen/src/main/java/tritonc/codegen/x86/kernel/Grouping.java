package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

/// Copies operands of products so that several numbers along k stand in a lane of 32 bits, as
/// [Factors] says.
final class Grouping {
    private static final int LANE_BITS = 32;

    private final Code code;
    private final Repeats repeats;
    private final ColumnPanels panels;
    private final FactorDots dots;

    /// Bytes of a vector.
    private final int vector;

    Grouping(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.panels = new ColumnPanels(code);
        this.dots = new FactorDots(code);
        this.vector = code.width.bytes();
    }

    /// Copies a left tile, whose groups are side by side already.
    ///
    /// @param from address of its first number, each in 32 bits
    void left(DotNest d, Factors factors, RowPanels.Layout layout, Reg from, Reg to) {
        int bits = code.width.bits();
        VectorOp narrow = factors.count() == 2 ? VectorOp.VPMOVDW : VectorOp.VPMOVDB;
        Reg shift = factors.isShifted() ? spread(Byte.MIN_VALUE) : null;
        repeats.rows(
                d.m(),
                new Repeats.Rows(from, (long) d.a().rowStride() * Integer.BYTES),
                new Repeats.Rows(to, layout.rowBytes()),
                (read, write) ->
                        repeats.times(
                                d.k() / (vector / Integer.BYTES),
                                () -> {
                                    Reg numbers = code.vector();
                                    code.add(VectorOp.VMOVUPS, bits, numbers, Mem.of(read));
                                    if (shift != null) {
                                        code.add(VectorOp.VPXORD, bits, numbers, numbers, shift);
                                    }
                                    code.add(narrow, bits, Mem.of(write), numbers);
                                    repeats.advance(read, vector);
                                    repeats.advance(write, vector / factors.count());
                                }));
    }

    /// Copies a right tile: as many rows as a lane has numbers become one. What the shift of the
    /// left operand asks for is the last row.
    ///
    /// @param from address of its first number, each in 32 bits
    void right(DotNest d, Factors factors, ColumnPanels.Layout layout, Reg from, Reg to) {
        int rowBytes = Math.multiplyExact(d.b().rowStride(), Integer.BYTES);
        int count = factors.count();
        int width = LANE_BITS / count;
        // the lower lanes of groups of two, then of four
        Reg[] low = new Reg[Integer.numberOfTrailingZeros(count)];
        for (int i = 0; i < low.length; i++) {
            low[i] = spread((1 << (width << i)) - 1);
        }
        panels.rows(
                d.k() / count,
                layout,
                from,
                count * rowBytes,
                to,
                (at, read, offset) -> {
                    Reg[] rows = new Reg[count];
                    for (int i = 0; i < count; i++) {
                        rows[i] = code.vector();
                        Mem row = Mem.of(read, offset + i * rowBytes);
                        code.add(VectorOp.VMOVUPS, code.width.bits(), rows[i], row);
                    }
                    for (int i = 0; i < low.length; i++) {
                        rows = joined(rows, low[i], width << i);
                    }
                    code.add(VectorOp.VMOVUPS_STORE, code.width.bits(), at, rows[0]);
                });
        if (factors.isShifted()) {
            dots.writeShifts(factors, d.k() / count, layout, to);
        }
    }

    /// Pairs of vectors become one each: the lower bits of the first, and above them those of the
    /// second.
    ///
    /// @param low keeps so many bits
    private Reg[] joined(Reg[] rows, Reg low, int width) {
        int bits = code.width.bits();
        Reg[] joined = new Reg[rows.length / 2];
        for (int i = 0; i < joined.length; i++) {
            Reg first = rows[2 * i];
            Reg second = rows[2 * i + 1];
            Reg both = code.vector();
            code.add(VectorOp.VPANDD, bits, first, first, low);
            code.add(VectorOp.VPSLLD_I, bits, second, second, new Imm(width));
            code.add(VectorOp.VPORD, bits, both, first, second);
            joined[i] = both;
        }
        return joined;
    }

    /// A number in all lanes of 32 bits.
    private Reg spread(int number) {
        Reg one = code.general();
        Reg all = code.vector();
        code.add(ScalarOp.MOV_, 32, one, new Imm(number));
        code.add(VectorOp.VPBROADCASTD_G, code.width.bits(), all, one);
        return all;
    }
}
