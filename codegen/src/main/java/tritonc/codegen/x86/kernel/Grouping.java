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
    private final boolean areBytes;
    private final Repeats repeats;
    private final ColumnPanels panels;
    private final FactorDots dots;

    /// Bytes of a vector.
    private final int vector;

    /// @param areBytes whether tiles of bytes were filled as bytes; else each is in 32 bits
    Grouping(Code code, boolean areBytes) {
        this.code = code;
        this.areBytes = areBytes;
        this.repeats = new Repeats(code);
        this.panels = new ColumnPanels(code);
        this.dots = new FactorDots(code);
        this.vector = code.width.bytes();
    }

    /// Bytes of a number in a tile.
    private int width(Factors factors) {
        return areBytes && factors.areBytes() ? 1 : Integer.BYTES;
    }

    /// Bytes of memory that the copy of a right tile uses for a while.
    int spareBytes(DotNest d, Factors factors) {
        boolean narrows = d.b().columnStride() != 1 && width(factors) > factors.bytes();
        return narrows ? d.k() * d.n() * factors.bytes() : 0;
    }

    /// Copies a left tile, whose groups are side by side already.
    ///
    /// @param from address of its first number
    void left(DotNest d, Factors factors, RowPanels.Layout layout, Reg from, Reg to) {
        Repeats.Rows read = new Repeats.Rows(from, (long) d.a().rowStride() * width(factors));
        Repeats.Rows write = new Repeats.Rows(to, layout.rowBytes());
        Reg shift = factors.isShifted() ? spread(0x8080_8080) : null;
        rows(d.m(), d.k(), factors, read, write, shift);
    }

    /// Copies rows of numbers side by side.
    ///
    /// @param k numbers of a row
    /// @param shift what changes bytes, null where nothing does
    private void rows(
            int count,
            int k,
            Factors factors,
            Repeats.Rows from,
            Repeats.Rows to,
            @Nullable Reg shift) {
        int width = width(factors);
        // k is a multiple of the 16 bytes of the shortest vector
        int bytes = Math.min(vector, Integer.lowestOneBit(k) * width);
        VectorOp store =
                width == 1
                        ? VectorOp.VMOVUPS_STORE
                        : factors.areBytes() ? VectorOp.VPMOVDB : VectorOp.VPMOVDW;
        repeats.rows(
                count,
                from,
                to,
                new Repeats.Steps(k * width / bytes, bytes, (long) bytes / width * factors.bytes()),
                (read, write) -> {
                    Reg numbers = code.vector();
                    int bits = bytes * Byte.SIZE;
                    code.add(VectorOp.VMOVUPS, bits, numbers, Mem.of(read));
                    if (shift != null) {
                        code.add(VectorOp.VPXORD, bits, numbers, numbers, shift);
                    }
                    code.add(store, bits, Mem.of(write), numbers);
                });
    }

    /// Copies a right tile: as many rows as a lane has numbers become one. What the shift of the
    /// left operand asks for is the last row.
    ///
    /// @param from address of its first number
    /// @param spare address of [#spareBytes] bytes, absent where there are none
    void right(
            DotNest d,
            Factors factors,
            ColumnPanels.Layout layout,
            Reg from,
            Reg to,
            @Nullable Reg spare) {
        int width = width(factors);
        int count = factors.count();
        if (d.b().columnStride() != 1) {
            columns(d, factors, layout, from, to, spare);
        } else {
            int rowBytes = Math.multiplyExact(d.b().rowStride(), width);
            Reg low = width == 1 ? null : spread((int) ((1L << Integer.SIZE / count) - 1));
            ColumnPanels.Source source = new ColumnPanels.Source(from, count * rowBytes, width);
            panels.rows(
                    d.k() / count,
                    layout,
                    source,
                    to,
                    (at, read, offset) -> group(factors, low, rowBytes, Mem.of(read, offset), at));
        }
        if (factors.isShifted()) {
            dots.writeShifts(factors, d.k() / count, layout, to);
        }
    }

    /// Numbers of one row and those below them in the next rows.
    ///
    /// @param low keeps the bits of a number, of lanes that hold one each; null where they are
    ///   bytes
    /// @param rowBytes from a number to the one below it
    private void group(Factors factors, @Nullable Reg low, int rowBytes, Mem from, Mem to) {
        int bits = code.width.bits();
        Reg all = code.vector();
        for (int i = 0; i < factors.count(); i++) {
            Reg row = i == 0 ? all : code.vector();
            Mem at = from.plus(i * rowBytes);
            if (low == null) {
                code.add(VectorOp.VPMOVZXBD, bits, row, at);
            } else if (i < factors.count() - 1) {
                code.add(VectorOp.VPANDD, bits, row, low, at);
            } else {
                code.add(VectorOp.VMOVUPS, bits, row, at);
            }
            if (i > 0) {
                Imm place = new Imm((long) Byte.SIZE * factors.bytes() * i);
                code.add(VectorOp.VPSLLD_I, bits, row, row, place);
                code.add(VectorOp.VPORD, bits, all, all, row);
            }
        }
        code.add(VectorOp.VMOVUPS_STORE, bits, to, all);
    }

    /// Copies a right tile column by column: its groups are side by side once numbers are as narrow
    /// as they can be, and each is turned as one number.
    private void columns(
            DotNest d,
            Factors factors,
            ColumnPanels.Layout layout,
            Reg from,
            Reg to,
            @Nullable Reg spare) {
        int columnBytes = Math.multiplyExact(d.b().columnStride(), width(factors));
        Reg groups = from;
        if (spare != null) {
            groups = spare;
            Repeats.Rows read = new Repeats.Rows(from, columnBytes);
            columnBytes = d.k() * factors.bytes();
            rows(d.n(), d.k(), factors, read, new Repeats.Rows(spare, columnBytes), null);
        }
        Transposing.Source source = new Transposing.Source(groups, columnBytes);
        panels.columns(d.n(), d.k() / factors.count(), layout, source, to);
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
