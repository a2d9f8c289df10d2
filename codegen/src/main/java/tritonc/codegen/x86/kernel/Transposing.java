package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

/// Copies matrices of 32-bit numbers so that their columns become rows.
///
/// Four columns of as many rows as a vector has lanes are turned at once, in registers: each vector
/// takes the same four columns of every fourth row, a quarter each, so that what is left to do
/// never crosses quarters.
final class Transposing {
    /// Columns that are turned at once, and numbers of a quarter.
    private static final int COLUMNS = 4;

    private final Code code;
    private final Repeats repeats;

    /// Bytes of a vector.
    private final int vector;

    Transposing(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.vector = code.width.bytes();
    }

    /// Whether a matrix can be copied.
    boolean isKnown(int rows, int columns) {
        return rows % (vector / Integer.BYTES) == 0 && columns % COLUMNS == 0;
    }

    /// Where the columns go: each to a row, cut into panels of some vectors.
    ///
    /// @param rowBytes from a part of a row to that of the next
    /// @param vectors of a panel
    /// @param panelBytes from a panel to the next
    record Target(Reg start, int rowBytes, int vectors, int panelBytes) {}

    /// A matrix whose rows are `rowBytes` apart, each without gaps.
    record Source(Reg start, int rowBytes) {}

    /// Copies a matrix.
    ///
    /// @param height its rows
    /// @param width its columns
    void write(Source from, int height, int width, Target target) {
        int rowBytes = from.rowBytes();
        int perPanel = target.vectors() * (vector / Integer.BYTES);
        Reg read = repeats.copy(from.start());
        Reg panel = repeats.copy(target.start());
        repeats.times(
                height / perPanel,
                () -> {
                    Reg to = repeats.copy(panel);
                    repeats.times(
                            target.vectors(),
                            () -> {
                                strip(read, rowBytes, width, to, target.rowBytes());
                                repeats.advance(read, (long) vector / Integer.BYTES * rowBytes);
                                repeats.advance(to, vector);
                            });
                    repeats.advance(panel, target.panelBytes());
                });
    }

    /// As many rows as a vector has lanes.
    private void strip(Reg from, int rowBytes, int columns, Reg to, int toRowBytes) {
        Reg read = repeats.copy(from);
        Reg write = repeats.copy(to);
        repeats.times(
                columns / COLUMNS,
                () -> {
                    turn(read, rowBytes, write, toRowBytes);
                    repeats.advance(read, COLUMNS * Integer.BYTES);
                    repeats.advance(write, (long) COLUMNS * toRowBytes);
                });
    }

    private void turn(Reg read, int rowBytes, Reg write, int toRowBytes) {
        Reg[] rows = new Reg[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            rows[i] = quarters(read, i * rowBytes, COLUMNS * rowBytes);
        }
        Reg[] pairs = {
            both(VectorOp.VUNPCKLPS, rows[0], rows[1]),
            both(VectorOp.VUNPCKLPS, rows[2], rows[3]),
            both(VectorOp.VUNPCKHPS, rows[0], rows[1]),
            both(VectorOp.VUNPCKHPS, rows[2], rows[3])
        };
        for (int i = 0; i < COLUMNS; i++) {
            VectorOp op = i % 2 == 0 ? VectorOp.VUNPCKLPD : VectorOp.VUNPCKHPD;
            Reg column = both(op, pairs[i / 2 * 2], pairs[i / 2 * 2 + 1]);
            Mem to = Mem.of(write, i * toRowBytes);
            code.add(VectorOp.VMOVUPS_STORE, code.width.bits(), to, column);
        }
    }

    private Reg both(VectorOp op, Reg a, Reg b) {
        Reg to = code.vector();
        code.add(op, code.width.bits(), to, a, b);
        return to;
    }

    /// A vector of quarters that are so many bytes apart.
    private Reg quarters(Reg from, int first, int apart) {
        int quarter = COLUMNS * Integer.BYTES;
        Reg all = code.vector();
        code.add(VectorOp.VMOVUPS, 128, all, Mem.of(from, first));
        VectorOp insert = vector == 64 ? VectorOp.VINSERTF32X4 : VectorOp.VINSERTF128;
        for (int i = 1; i < vector / quarter; i++) {
            Mem at = Mem.of(from, Math.toIntExact(first + (long) i * apart));
            code.add(Insn.of(insert, code.width.bits(), all, all, at, new Imm(i)));
        }
        return all;
    }
}
