package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

/// Adds products to the sums of a tile, which are in registers.
final class TileProducts {
    /// Bytes that are asked for at once.
    private static final int LINE = 64;

    private static final int UNROLL = 8;

    /// Enough for what the second cache holds.
    private static final int TURNS_AHEAD = 8;

    private final Code code;
    private final Repeats repeats;
    private final FloatLanes floats;
    private final FactorDots dots;

    /// Bytes of a vector.
    private final int vector;

    /// Bits of one.
    private final int whole;

    TileProducts(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.floats = new FloatLanes(code);
        this.dots = new FactorDots(code);
        this.vector = code.width.bytes();
        this.whole = code.width.bits();
    }

    /// Adds the products of all steps.
    void add(Tiles.Tile tile, Reg[][] sums, Reg row) {
        Tiles.Product p = tile.of();
        Reg left = repeats.copy(row);
        Reg right = repeats.copy(tile.b().start());
        if (tile.steps() == null) {
            sum(tile, sums, left, right);
        } else {
            repeats.times(
                    tile.steps(),
                    () -> {
                        Tiles.Matrix a = tile.a();
                        sum(tile, sums, left, right);
                        round(p, sums);
                        Tiles.Matrix b = tile.b();
                        repeats.advance(left, a.stepBytes() - (long) p.k() * a.columnBytes());
                        repeats.advance(right, b.stepBytes() - (long) p.k() * b.rowBytes());
                    });
        }
    }

    /// Rounds sums to their type, as they are after each step.
    private void round(Tiles.Product p, Reg[][] sums) {
        for (Reg[] row : sums) {
            for (Reg sum : row) {
                floats.round(p.type(), whole, sum);
            }
        }
    }

    /// Adds the products of one step.
    private void sum(Tiles.Tile tile, Reg[][] sums, Reg left, Reg right) {
        int k = tile.of().k();
        int unroll = tile.of().isSplit() ? 1 : UNROLL;
        while (k % unroll != 0) {
            unroll--;
        }
        int turns = unroll;
        repeats.times(
                k / turns,
                () -> {
                    for (int u = 0; u < turns; u++) {
                        if (tile.steps() != null) {
                            prefetch(tile, right, u);
                        }
                        turn(tile, sums, left, right, u);
                    }
                    repeats.advance(left, (long) turns * tile.a().columnBytes());
                    repeats.advance(right, (long) turns * tile.b().rowBytes());
                });
    }

    /// Asks for the row of `b` that a turn some turns on reads.
    private void prefetch(Tiles.Tile tile, Reg right, int k) {
        for (int at = 0; at < tile.vectors() * vector; at += LINE) {
            Mem row = Mem.of(right, (k + TURNS_AHEAD) * tile.b().rowBytes() + at);
            code.add(ScalarOp.PREFETCHT0, 64, row);
        }
    }

    void read(Tiles.Tile tile, Reg to, Mem at) {
        VectorOp op = tile.of().bits() == 64 ? VectorOp.VMOVUPD : VectorOp.VMOVUPS;
        code.add(Insn.of(op, whole, to, at).masked(tile.mask(), true));
    }

    /// Adds the products of one k.
    private void turn(Tiles.Tile tile, Reg[][] sums, Reg left, Reg right, int k) {
        Reg[] columns = new Reg[tile.vectors()];
        for (int v = 0; v < columns.length; v++) {
            columns[v] = code.vector();
            read(tile, columns[v], Mem.of(right, k * tile.b().rowBytes() + v * vector));
        }
        if (tile.of().isSplit()) {
            split(tile, sums, left, columns, k);
            return;
        }
        boolean wide = tile.of().bits() == 64;
        VectorOp spread =
                tile.of().isFloat()
                        ? wide ? VectorOp.VBROADCASTSD : VectorOp.VBROADCASTSS
                        : wide ? VectorOp.VPBROADCASTQ : VectorOp.VPBROADCASTD;
        for (int r = 0; r < sums.length; r++) {
            Reg element = code.vector();
            Tiles.Matrix a = tile.a();
            Mem at = Mem.of(left, r * a.rowBytes() + k * a.columnBytes());
            code.add(spread, whole, element, at);
            for (int v = 0; v < columns.length; v++) {
                add(tile.of(), sums[r][v], element, columns[v]);
            }
        }
    }

    /// Adds the products of one k of pairs, first those of the upper halves.
    private void split(Tiles.Tile tile, Reg[][] sums, Reg left, Reg[] columns, int k) {
        Reg[] lower = new Reg[columns.length];
        for (int v = 0; v < columns.length; v++) {
            lower[v] = lower(columns[v]);
            upper(columns[v]);
        }
        for (int r = 0; r < sums.length; r++) {
            Tiles.Matrix a = tile.a();
            Reg element = code.vector();
            Mem at = Mem.of(left, r * a.rowBytes() + k * a.columnBytes());
            code.add(VectorOp.VBROADCASTSS, whole, element, at);
            Reg second = lower(element);
            upper(element);
            for (int v = 0; v < columns.length; v++) {
                code.add(VectorOp.VFMADD231PS, whole, sums[r][v], element, columns[v]);
                code.add(VectorOp.VFMADD231PS, whole, sums[r][v], second, lower[v]);
            }
        }
    }

    private Reg lower(Reg pairs) {
        Reg lower = code.vector();
        code.add(VectorOp.VPSLLD_I, whole, lower, pairs, new Imm(Short.SIZE));
        return lower;
    }

    /// Leaves the upper halves alone.
    private void upper(Reg pairs) {
        Mem mask = code.constant(-1 << Short.SIZE, Integer.BYTES);
        code.add(Insn.of(VectorOp.VPANDD, whole, pairs, pairs, mask).broadcasting());
    }

    private void add(Tiles.Product p, Reg sum, Reg a, Reg b) {
        boolean wide = p.bits() == 64;
        if (p.factors().areFloats()) {
            code.add(VectorOp.VDPBF16PS, whole, sum, a, b);
            return;
        }
        if (p.isFloat()) {
            code.add(wide ? VectorOp.VFMADD231PD : VectorOp.VFMADD231PS, whole, sum, a, b);
            return;
        }
        if (p.factors().count() > 1) {
            dots.add(p.factors(), sum, a, b);
            return;
        }
        Reg product = code.vector();
        VectorOp multiply = wide ? VectorOp.VPMULLQ : VectorOp.VPMULLD;
        code.add(multiply, whole, product, a, b);
        code.add(wide ? VectorOp.VPADDQ : VectorOp.VPADDD, whole, sum, sum, product);
    }
}
