package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

/// Copies operands of products so that several numbers along k stand in a lane of 32 bits, as
/// [Factors] says.
final class Grouping {
    private final Code code;
    private final Repeats repeats;
    private final ColumnPanels panels;
    private final Transposing transposing;
    private final FactorDots dots;

    /// Bytes of a vector.
    private final int vector;

    Grouping(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.panels = new ColumnPanels(code);
        this.transposing = new Transposing(code);
        this.dots = new FactorDots(code);
        this.vector = code.width.bytes();
    }

    /// Copies a left tile, whose groups are side by side already.
    ///
    /// @param from address of its first number, each in a byte where factors are bytes, else in 32
    ///   bits
    void left(DotNest d, Factors factors, RowPanels.Layout layout, Reg from, Reg to) {
        int width = factors.areBytes() ? 1 : Integer.BYTES;
        // k is a multiple of the 16 bytes of the shortest vector
        int read = Math.min(vector, Integer.lowestOneBit(d.k()) * width);
        Reg shift = factors.isShifted() ? spread(0x8080_8080) : null;
        repeats.rows(
                d.m(),
                new Repeats.Rows(from, (long) d.a().rowStride() * width),
                new Repeats.Rows(to, layout.rowBytes()),
                (at, write) ->
                        repeats.times(
                                d.k() * width / read,
                                () -> {
                                    numbers(read * Byte.SIZE, factors.areBytes(), shift, at, write);
                                    repeats.advance(at, read);
                                    repeats.advance(write, (long) read / width * factors.bytes());
                                }));
    }

    /// Copies a vector of numbers.
    ///
    /// @param areBytes whether they stay as they are; else 32 bits become 16
    /// @param shift what changes bytes, null where nothing does
    private void numbers(int bits, boolean areBytes, @Nullable Reg shift, Reg read, Reg write) {
        Reg numbers = code.vector();
        code.add(VectorOp.VMOVUPS, bits, numbers, Mem.of(read));
        if (shift != null) {
            code.add(VectorOp.VPXORD, bits, numbers, numbers, shift);
        }
        VectorOp store = areBytes ? VectorOp.VMOVUPS_STORE : VectorOp.VPMOVDW;
        code.add(store, bits, Mem.of(write), numbers);
    }

    /// Copies a right tile: as many rows as a lane has numbers become one. What the shift of the
    /// left operand asks for is the last row.
    ///
    /// @param from address of its first number, each in a byte where factors are bytes, else in 32
    ///   bits
    void right(DotNest d, Factors factors, ColumnPanels.Layout layout, Reg from, Reg to) {
        int count = factors.count();
        if (d.b().columnStride() != 1) {
            // groups are side by side: four bytes are copied as one number
            Transposing.Source source = new Transposing.Source(from, d.b().columnStride());
            int vectors = layout.rowBytes() / vector;
            Transposing.Target target =
                    new Transposing.Target(to, layout.rowBytes(), vectors, layout.panelBytes());
            transposing.write(source, d.n(), d.k() / count, target);
        } else if (factors.areBytes()) {
            ColumnPanels.Source source =
                    new ColumnPanels.Source(from, count * d.b().rowStride(), 1);
            panels.rows(
                    d.k() / count,
                    layout,
                    source,
                    to,
                    (at, read, offset) -> fours(d.b().rowStride(), Mem.of(read, offset), at));
        } else {
            int rowBytes = Math.multiplyExact(d.b().rowStride(), Integer.BYTES);
            Reg low = spread(0xFFFF);
            ColumnPanels.Source source =
                    new ColumnPanels.Source(from, count * rowBytes, Integer.BYTES);
            panels.rows(
                    d.k() / count,
                    layout,
                    source,
                    to,
                    (at, read, offset) -> pairs(low, rowBytes, Mem.of(read, offset), at));
        }
        if (factors.isShifted()) {
            dots.writeShifts(factors, d.k() / count, layout, to);
        }
    }

    /// Numbers of one row and those below them in the next.
    ///
    /// @param low keeps the lower halves of lanes
    /// @param rowBytes from a number to the one below it
    private void pairs(Reg low, int rowBytes, Mem from, Mem to) {
        int bits = code.width.bits();
        Reg first = code.vector();
        Reg second = code.vector();
        Reg pair = code.vector();
        code.add(VectorOp.VPANDD, bits, first, low, from);
        code.add(VectorOp.VMOVUPS, bits, second, from.plus(rowBytes));
        code.add(VectorOp.VPSLLD_I, bits, second, second, new Imm(Short.SIZE));
        code.add(VectorOp.VPORD, bits, pair, first, second);
        code.add(VectorOp.VMOVUPS_STORE, bits, to, pair);
    }

    /// Bytes of one row and those below them in the next three.
    ///
    /// @param rowBytes from a byte to the one below it
    private void fours(int rowBytes, Mem from, Mem to) {
        int bits = code.width.bits();
        Reg all = code.vector();
        code.add(VectorOp.VPMOVZXBD, bits, all, from);
        for (int i = 1; i < Integer.BYTES; i++) {
            Reg row = code.vector();
            code.add(VectorOp.VPMOVZXBD, bits, row, from.plus(i * rowBytes));
            code.add(VectorOp.VPSLLD_I, bits, row, row, new Imm((long) Byte.SIZE * i));
            code.add(VectorOp.VPORD, bits, all, all, row);
        }
        code.add(VectorOp.VMOVUPS_STORE, bits, to, all);
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
