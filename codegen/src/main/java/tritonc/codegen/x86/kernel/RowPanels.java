package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

/// Copies left operands of products so that each row goes on from step to step without gaps, and
/// the processor sees as many streams as a tile of sums has rows.
final class RowPanels {
    /// Rows are put apart by this much, so that they do not fall into the same sets of a cache.
    private static final int PAD = 64;

    private final Code code;
    private final Repeats repeats;

    RowPanels(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
    }

    /// @param stepBytes of the part of a row that a step has
    /// @param steps that follow one another
    record Layout(int rows, int stepBytes, int steps) {
        int rowBytes() {
            return Math.addExact(Math.multiplyExact(steps, stepBytes), PAD);
        }

        long bytes() {
            return (long) rows * rowBytes();
        }

        Tiles.Matrix matrix(Reg start) {
            return new Tiles.Matrix(start, rowBytes(), Integer.BYTES, stepBytes);
        }
    }

    /// Whether an operand's rows are whole vectors side by side.
    boolean isKnown(DotNest d) {
        int width = Kinds.bufferBytes(d.a().buffer().type());
        return d.a().columnStride() == 1
                && width == Integer.BYTES
                && d.k() * width % code.width.bytes() == 0;
    }

    /// Copies an operand of one step.
    ///
    /// @param from address of its first element
    /// @param to address of the step in the first row
    void write(DotNest d, Layout layout, Reg from, Reg to) {
        int vector = code.width.bytes();
        repeats.rows(
                layout.rows(),
                new Repeats.Rows(from, (long) d.a().rowStride() * Integer.BYTES),
                new Repeats.Rows(to, layout.rowBytes()),
                new Repeats.Steps(layout.stepBytes() / vector, vector, vector),
                (read, write) -> {
                    Reg numbers = code.vector();
                    int bits = code.width.bits();
                    code.add(VectorOp.VMOVUPS, bits, numbers, Mem.of(read));
                    code.add(VectorOp.VMOVUPS_STORE, bits, Mem.of(write), numbers);
                });
    }
}
