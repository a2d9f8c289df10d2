package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Operands of 8 bits as pairs of numbers of 16 bits, two neighbours along k in a lane of 32: one
/// instruction multiplies both and adds the products, exactly.
final class Pairing {
    /// What rows and columns are a multiple of: the lanes of the longest vector.
    private static final int LANES = 16;

    private final Code code;
    private final Repeats repeats;
    private final ColumnPanels panels;

    /// Bytes of a vector.
    private final int vector;

    Pairing(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.panels = new ColumnPanels(code);
        this.vector = code.width.bytes();
    }

    /// Whether a product can be computed so.
    static boolean isKnown(DotNest d) {
        return d.acc().type() == DType.I32
                && isByte(d.a().buffer().type())
                && isByte(d.b().buffer().type())
                && d.a().columnStride() == 1
                && d.b().columnStride() == 1
                && d.k() % LANES == 0
                && d.n() % LANES == 0;
    }

    private static boolean isByte(ElementType type) {
        return type == DType.I8 || type == DType.U8;
    }

    /// Copies a left tile, whose pairs are side by side already.
    ///
    /// @param from address of its first number, each in 32 bits
    void left(DotNest d, RowPanels.Layout layout, Reg from, Reg to) {
        int bits = code.width.bits();
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
                                    code.add(VectorOp.VPMOVDW, bits, Mem.of(write), numbers);
                                    repeats.advance(read, vector);
                                    repeats.advance(write, vector / 2);
                                }));
    }

    /// Copies a right tile: two rows become one.
    ///
    /// @param from address of its first number, each in 32 bits
    void right(DotNest d, ColumnPanels.Layout layout, Reg from, Reg to) {
        int rowBytes = Math.multiplyExact(d.b().rowStride(), Integer.BYTES);
        Reg ones = code.general();
        Reg low = code.vector();
        code.add(ScalarOp.MOV_, 32, ones, new Imm(0xFFFF));
        code.add(VectorOp.VPBROADCASTD_G, code.width.bits(), low, ones);
        panels.rows(
                layout,
                from,
                2 * rowBytes,
                to,
                (at, read, offset) -> merge(low, read, offset, rowBytes, at));
    }

    /// A vector of one row and the vector below it in the next, side by side in lanes of 32 bits.
    ///
    /// @param low keeps the lower halves
    /// @param offset of the vector from `read`
    /// @param below bytes from a number to the one below it
    private void merge(Reg low, Reg read, int offset, int below, Mem to) {
        int bits = code.width.bits();
        Reg first = code.vector();
        Reg second = code.vector();
        Reg pair = code.vector();
        code.add(VectorOp.VPANDD, bits, first, low, Mem.of(read, offset));
        code.add(VectorOp.VMOVUPS, bits, second, Mem.of(read, offset + below));
        code.add(VectorOp.VPSLLD_I, bits, second, second, new Imm(16));
        code.add(VectorOp.VPORD, bits, pair, first, second);
        code.add(VectorOp.VMOVUPS_STORE, bits, to, pair);
    }
}
