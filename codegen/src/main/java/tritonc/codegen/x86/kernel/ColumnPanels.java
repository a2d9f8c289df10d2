package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

/// Copies right operands of products so that what a tile of sums reads is without gaps: first the
/// vectors that it takes of each row, one row after the other, for all steps; then those of the
/// next tile. So rows that are far longer than a tile is wide do not fill the same few sets of the
/// first cache.
final class ColumnPanels {
    private final Code code;
    private final Repeats repeats;
    private final Transposing transposing;

    ColumnPanels(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.transposing = new Transposing(code);
    }

    /// @param rows of a step, with those that are about it
    /// @param rowBytes of the vectors that a tile takes of a row
    /// @param count of tiles side by side
    /// @param steps that follow one another
    record Layout(int rows, int rowBytes, int count, int steps) {
        int stepBytes() {
            return rows * rowBytes;
        }

        int panelBytes() {
            return Math.multiplyExact(steps, stepBytes());
        }

        long bytes() {
            return (long) count * panelBytes();
        }

        Tiles.Matrix matrix(Reg start) {
            return new Tiles.Matrix(start, rowBytes, Integer.BYTES, stepBytes(), panelBytes());
        }
    }

    /// Whether there is code that copies an operand: its rows have no gaps, or its columns.
    boolean isKnown(DotNest d) {
        DotNest.Operand b = d.b();
        return b.columnStride() == 1
                || b.rowStride() == 1
                        && Kinds.bufferBytes(b.buffer().type()) == Integer.BYTES
                        && transposing.isKnown(d.n(), d.k());
    }

    /// Copies an operand of one step.
    ///
    /// @param from address of its first element
    /// @param to address of the step in the first panel
    void write(DotNest d, Layout layout, Reg from, Reg to) {
        int width = Kinds.bufferBytes(d.b().buffer().type());
        if (d.b().columnStride() != 1) {
            int columnBytes = Math.multiplyExact(d.b().columnStride(), width);
            columns(d.n(), d.k(), layout, new Transposing.Source(from, columnBytes), to);
            return;
        }
        Source source = new Source(from, Math.multiplyExact(d.b().rowStride(), width), width);
        rows(d.k(), layout, source, to, this::copy);
    }

    /// Writes the rows of a step out of columns without gaps.
    ///
    /// @param n columns
    /// @param k numbers of 32 bits in each
    void columns(int n, int k, Layout layout, Transposing.Source from, Reg to) {
        int vectors = layout.rowBytes() / code.width.bytes();
        transposing.write(
                from,
                n,
                k,
                new Transposing.Target(to, layout.rowBytes(), vectors, layout.panelBytes()));
    }

    /// What rows are made of.
    ///
    /// @param rowBytes from what makes a row to what makes the next
    /// @param width bytes of what becomes 4
    record Source(Reg start, int rowBytes, int width) {
        int bytes(int inPanel) {
            return inPanel / Integer.BYTES * width;
        }
    }

    /// What makes a vector of a panel out of memory.
    interface Vector {
        void write(Mem to, Reg read, int offset);
    }

    private void copy(Mem to, Reg read, int offset) {
        Reg numbers = code.vector();
        code.add(VectorOp.VMOVUPS, code.width.bits(), numbers, Mem.of(read, offset));
        code.add(VectorOp.VMOVUPS_STORE, code.width.bits(), to, numbers);
    }

    /// Writes the first rows of a step, vector by vector.
    void rows(int rows, Layout layout, Source from, Reg to, Vector vector) {
        repeats.rows(
                rows,
                new Repeats.Rows(from.start(), from.rowBytes()),
                new Repeats.Rows(to, layout.rowBytes()),
                new Repeats.Steps(
                        layout.count(), from.bytes(layout.rowBytes()), layout.panelBytes()),
                (read, write) -> {
                    for (int v = 0; v < layout.rowBytes(); v += code.width.bytes()) {
                        vector.write(Mem.of(write, v), read, from.bytes(v));
                    }
                });
    }
}
