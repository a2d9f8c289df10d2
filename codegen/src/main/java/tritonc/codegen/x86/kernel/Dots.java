package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.Map;
import java.util.Objects;

/// Products of matrices.
///
/// The accumulator is cut into tiles of some rows by some vectors of columns that stay in registers
/// for all of k: each turn reads the tile's vectors of one row of `b`, and for each row of the tile
/// spreads one element of `a` over a vector and adds its products. Every output is one chain over
/// ascending k, so that the cut changes no bit.
final class Dots {
    private static final int VECTOR = 64;

    /// Rows of a tile by its vectors of columns: sums, vectors of `b` and an element of `a` fill
    /// the 32 registers, and enough sums are independent to hide the time that each takes.
    private static final int[] ROWS = {0, 16, 8, 8, 6};

    private static final int UNROLL = 4;

    private final Code code;
    private final Map<Buffer, Integer> places;
    private final Reg scratch;
    private final Packing packing;
    private final Repeats repeats;
    private final FloatLanes floats;
    private final IntegerLanes integers;

    /// @param places where each buffer begins in scratch memory
    Dots(Code code, Map<Buffer, Integer> places, Reg scratch, Packing packing) {
        this.code = code;
        this.places = places;
        this.scratch = scratch;
        this.packing = packing;
        this.repeats = new Repeats(code);
        this.floats = new FloatLanes(code);
        this.integers = new IntegerLanes(code);
    }

    /// The shape of a tile and what its elements are.
    ///
    /// @param mask the columns that there are, where a vector is not full
    private record Tile(ElementType type, int vectors, int k, int rowBytes, @Nullable Reg mask) {
        int bits() {
            return Kinds.laneBits(type);
        }

        boolean isFloat() {
            return Kinds.isFloat(type);
        }
    }

    void write(DotNest d) {
        if (!code.width.set().hasMasks()) {
            throw new Unsupported("a product with AVX2");
        }
        ElementType type = d.acc().type();
        if (type == DType.I1 || !(type instanceof DType dtype) || isUnknown(dtype)) {
            throw new Unsupported("a product into " + type);
        }
        check(d.a().buffer().type(), type);
        check(d.b().buffer().type(), type);
        Reg a = first(d.a().buffer(), d.a().offset());
        Reg b = first(d.b().buffer(), d.b().offset());
        Reg c = first(d.acc(), 0);
        int width = Kinds.bufferBytes(type);
        long afterA = Packing.copyBytes(d.m(), d.k(), type);
        repeats.times(
                d.batch(),
                () -> {
                    Packing.Matrix left = packing.ready(d.a(), a, d.m(), d.k(), type, 0, false);
                    Packing.Matrix right =
                            packing.ready(d.b(), b, d.k(), d.n(), type, afterA, true);
                    product(d, left, right, c);
                    if (d.batch() > 1) {
                        repeats.advance(a, bytes(d.a()));
                        repeats.advance(b, bytes(d.b()));
                        repeats.advance(c, (long) d.m() * d.n() * width);
                    }
                });
    }

    /// Formats that registers do not carry as numbers.
    private static boolean isUnknown(DType type) {
        return switch (type) {
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> true;
            case I1, I8, I16, I32, I64, U8, U16, U32, U64, FP16, BF16, FP32, FP64 -> false;
        };
    }

    private static void check(ElementType operand, ElementType sum) {
        boolean known = operand instanceof DType d && !isUnknown(d);
        if (!known || Kinds.isFloat(operand) != Kinds.isFloat(sum)) {
            throw new Unsupported("a product of " + operand + " into " + sum);
        }
    }

    private static long bytes(DotNest.Operand o) {
        return (long) o.batchStride() * Kinds.bufferBytes(o.buffer().type());
    }

    private Reg first(Buffer buffer, int offset) {
        int at = Objects.requireNonNull(places.get(buffer));
        long bytes = at + (long) offset * Kinds.bufferBytes(buffer.type());
        Reg first = code.general();
        code.add(ScalarOp.LEA, 64, first, Mem.of(scratch, Math.toIntExact(bytes)));
        return first;
    }

    private void product(DotNest d, Packing.Matrix a, Packing.Matrix b, Reg c) {
        ElementType type = d.acc().type();
        int lanes = 8 * VECTOR / Kinds.laneBits(type);
        int vectors = (d.n() + lanes - 1) / lanes;
        int wide = 4;
        while (vectors % wide != 0) {
            wide--;
        }
        Reg mask = null;
        if (d.n() % lanes != 0) {
            if (vectors > 1) {
                throw new Unsupported("a product with " + d.n() + " columns");
            }
            mask = code.mask();
            new Masks(code).first(mask, d.n());
        }
        int rowBytes = d.n() * Kinds.bufferBytes(type);
        Tile tile = new Tile(type, wide, d.k(), rowBytes, mask);
        Reg columns = repeats.copy(b.start());
        Reg sums = repeats.copy(c);
        int panel = wide * VECTOR;
        repeats.times(
                vectors / wide,
                () -> {
                    panel(d.m(), tile, a, new Packing.Matrix(columns, b.rowBytes(), 0), sums);
                    repeats.advance(columns, panel);
                    repeats.advance(sums, panel);
                });
    }

    /// All rows of some columns.
    private void panel(int m, Tile tile, Packing.Matrix a, Packing.Matrix b, Reg sums) {
        int rows = ROWS[tile.vectors()];
        Reg row = repeats.copy(a.start());
        Reg to = repeats.copy(sums);
        repeats.times(
                m / rows,
                () -> {
                    tile(rows, tile, row, a, b, to);
                    repeats.advance(row, (long) rows * a.rowBytes());
                    repeats.advance(to, (long) rows * tile.rowBytes());
                });
        if (m % rows != 0) {
            tile(m % rows, tile, row, a, b, to);
        }
    }

    private void tile(int rows, Tile tile, Reg row, Packing.Matrix a, Packing.Matrix b, Reg to) {
        Reg[][] sums = new Reg[rows][tile.vectors()];
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                sums[r][v] = code.vector();
                Mem at = Mem.of(to, r * tile.rowBytes() + v * VECTOR);
                Insn read = Insn.of(VectorOp.VMOVUPS, 512, sums[r][v], at);
                code.add(tile.bits() == 64 ? read64(sums[r][v], at, tile) : masked(read, tile));
            }
        }
        int unroll = UNROLL;
        while (tile.k() % unroll != 0) {
            unroll--;
        }
        Reg left = repeats.copy(row);
        Reg right = repeats.copy(b.start());
        int steps = unroll;
        repeats.times(
                tile.k() / steps,
                () -> {
                    for (int u = 0; u < steps; u++) {
                        step(tile, sums, left, right, a, b, u);
                    }
                    repeats.advance(left, (long) steps * a.columnBytes());
                    repeats.advance(right, (long) steps * b.rowBytes());
                });
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                write(tile, sums[r][v], Mem.of(to, r * tile.rowBytes() + v * VECTOR));
            }
        }
    }

    private static Insn masked(Insn insn, Tile tile) {
        return insn.masked(tile.mask(), true);
    }

    private static Insn read64(Reg to, Mem at, Tile tile) {
        return masked(Insn.of(VectorOp.VMOVUPD, 512, to, at), tile);
    }

    /// Adds the products of one k.
    private void step(
            Tile tile,
            Reg[][] sums,
            Reg left,
            Reg right,
            Packing.Matrix a,
            Packing.Matrix b,
            int k) {
        Reg[] columns = new Reg[tile.vectors()];
        for (int v = 0; v < columns.length; v++) {
            columns[v] = code.vector();
            Mem at = Mem.of(right, k * b.rowBytes() + v * VECTOR);
            Insn whole = Insn.of(VectorOp.VMOVUPS, 512, columns[v], at);
            code.add(tile.bits() == 64 ? read64(columns[v], at, tile) : masked(whole, tile));
        }
        VectorOp spread =
                tile.isFloat()
                        ? tile.bits() == 64 ? VectorOp.VBROADCASTSD : VectorOp.VBROADCASTSS
                        : tile.bits() == 64 ? VectorOp.VPBROADCASTQ : VectorOp.VPBROADCASTD;
        for (int r = 0; r < sums.length; r++) {
            Reg element = code.vector();
            Mem at = Mem.of(left, r * a.rowBytes() + k * a.columnBytes());
            code.add(spread, 512, element, at);
            for (int v = 0; v < columns.length; v++) {
                add(tile, sums[r][v], element, columns[v]);
            }
        }
    }

    private void add(Tile tile, Reg sum, Reg a, Reg b) {
        boolean wide = tile.bits() == 64;
        if (tile.isFloat()) {
            code.add(wide ? VectorOp.VFMADD231PD : VectorOp.VFMADD231PS, 512, sum, a, b);
            return;
        }
        Reg product = code.vector();
        code.add(wide ? VectorOp.VPMULLQ : VectorOp.VPMULLD, 512, product, a, b);
        code.add(wide ? VectorOp.VPADDQ : VectorOp.VPADDD, 512, sum, sum, product);
    }

    private void write(Tile tile, Reg sum, Mem to) {
        if (Kinds.isHalf(tile.type())) {
            floats.round(tile.type(), 512, sum);
        } else if (!tile.isFloat() && tile.type().bits() < 32) {
            integers.wrap(tile.type(), 512, sum);
        }
        VectorOp op = tile.bits() == 64 ? VectorOp.VMOVUPD_STORE : VectorOp.VMOVUPS_STORE;
        code.add(Insn.of(op, 512, to, sum).masked(tile.mask(), false));
    }
}
