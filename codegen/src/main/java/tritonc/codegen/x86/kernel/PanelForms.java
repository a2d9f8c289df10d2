package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.function.Function;
import java.util.function.IntFunction;

/// How tiles become panels.
final class PanelForms {
    private final Code code;
    private final Tiles tiles;
    private final Grouping grouping;
    private final FloatPairs pairs;
    private final ColumnPanels columns;
    private final RowPanels rows;

    /// @param areBytes whether tiles of bytes were filled as bytes; else each is in 32 bits
    PanelForms(Code code, Tiles tiles, boolean areBytes) {
        this.code = code;
        this.tiles = tiles;
        this.grouping = new Grouping(code, areBytes);
        this.pairs = new FloatPairs(code);
        this.columns = new ColumnPanels(code);
        this.rows = new RowPanels(code);
    }

    /// A panel whose tiles are filled elsewhere and copied.
    ///
    /// @param stepBytes from a tile's first element to that of the next
    /// @param bytes of the panel
    /// @param spareBytes of memory that copying uses for a while
    /// @param leastAt where in the panel its least number is kept; 0 where that is not asked for
    /// @param matrix the panel at an address
    record Form(
            int stepBytes,
            long bytes,
            int spareBytes,
            int leastAt,
            Function<Reg, Tiles.Matrix> matrix,
            Copying copying) {
        /// Copies a tile from an address to that of its first element.
        ///
        /// @param panel the address of the panel
        /// @param memory gives the address of so many spare bytes
        void copy(Reg from, Reg to, Reg panel, IntFunction<Reg> memory) {
            copying.write(
                    from, to, spareBytes == 0 ? null : memory.apply(spareBytes), least(panel));
        }

        /// What is kept of a panel's numbers.
        Mem least(Reg panel) {
            return Mem.of(panel, leastAt);
        }
    }

    /// What copies a tile.
    private interface Copying {
        void write(Reg from, Reg to, @Nullable Reg spare, Mem least);
    }

    /// Whether operands can be read as they are filled, and the sums be cut.
    boolean isKnown(DotNest d) {
        ElementType sum = d.acc().type();
        return isSum(sum)
                && isDirect(d.a(), sum)
                && isDirect(d.b(), sum)
                && tiles.isKnown(sum, d.n())
                && (d.b().columnStride() == 1 || isCut(d) && columns.isKnown(d));
    }

    private static boolean isSum(ElementType type) {
        return Kinds.isFloat(type) || type == DType.I32 || type == DType.I64;
    }

    private static boolean isDirect(DotNest.Operand operand, ElementType sum) {
        ElementType type = operand.buffer().type();
        return type instanceof DType d
                && d != DType.I1
                && !d.isFp8()
                && Kinds.isFloat(type) == Kinds.isFloat(sum)
                && Kinds.laneBits(type) == Kinds.laneBits(sum);
    }

    /// What a lane of the panels holds.
    Factors factors(DotNest d) {
        return Factors.of(d, code.width.set());
    }

    /// Rows of the right operand as they are multiplied.
    int depth(DotNest d) {
        return d.k() / factors(d).count();
    }

    /// The form of a left panel, null for tiles one after the other as they are filled.
    @Nullable Form left(DotNest d, int steps) {
        if (!rows.isKnown(d)) {
            return null;
        }
        Factors factors = factors(d);
        RowPanels.Layout l = new RowPanels.Layout(d.m(), d.k() * factors.bytes(), steps);
        Copying copying =
                factors.areFloats()
                        ? (from, to, _, least) -> pairs.left(d, l, from, to, least)
                        : factors.count() > 1
                                ? (from, to, _, _) -> grouping.left(d, factors, l, from, to)
                                : (from, to, _, _) -> rows.write(d, l, from, to);
        return form(factors, l.stepBytes(), l.bytes(), 0, l::matrix, copying);
    }

    private static Form form(
            Factors factors,
            int stepBytes,
            long bytes,
            int spareBytes,
            Function<Reg, Tiles.Matrix> matrix,
            Copying copying) {
        if (!factors.areFloats()) {
            return new Form(stepBytes, bytes, spareBytes, 0, matrix, copying);
        }
        int end = Math.toIntExact(bytes + FloatPairs.LEAST_BYTES - 1 & -FloatPairs.LEAST_BYTES);
        long all = (long) end + FloatPairs.LEAST_BYTES;
        return new Form(stepBytes, all, spareBytes, end, matrix, copying);
    }

    /// The form of a right panel, null for tiles one after the other as they are filled.
    @Nullable Form right(DotNest d, int steps) {
        if (!isCut(d)) {
            return null;
        }
        Factors factors = factors(d);
        ElementType sum = d.acc().type();
        int rowBytes = tiles.columnBytes(sum, d.m(), d.n());
        int count = d.n() * (Kinds.laneBits(sum) / 8) / rowBytes;
        int rows = depth(d) + (factors.isShifted() ? 1 : 0);
        ColumnPanels.Layout l = new ColumnPanels.Layout(rows, rowBytes, count, steps);
        if (factors.areFloats()) {
            Copying paired = (from, to, spare, least) -> pairs.right(d, l, from, to, spare, least);
            int spare = FloatPairs.spareBytes(d);
            return form(factors, l.stepBytes(), l.bytes(), spare, l::matrix, paired);
        }
        boolean groups = factors.count() > 1;
        Copying copying =
                groups
                        ? (from, to, spare, _) -> grouping.right(d, factors, l, from, to, spare)
                        : (from, to, _, _) -> columns.write(d, l, from, to);
        int spare = groups ? grouping.spareBytes(d, factors) : 0;
        return form(factors, l.stepBytes(), l.bytes(), spare, l::matrix, copying);
    }

    /// Whether all vectors of a right operand's rows are full.
    private boolean isCut(DotNest d) {
        return d.n() * Kinds.laneBits(d.acc().type()) % code.width.bits() == 0;
    }
}
