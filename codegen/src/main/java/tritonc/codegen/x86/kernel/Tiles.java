package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.ElementType;

/// The innermost part of products of matrices.
///
/// The sums are cut into tiles of some rows by some vectors of columns that stay in registers for
/// all of k: each turn reads the tile's vectors of one row of `b`, and for each row of the tile
/// spreads one element of `a` over a vector and adds its products. Every output is one chain over
/// ascending k, so that the cut changes no bit.
final class Tiles {
    /// Rows of a tile at most, by its vectors of columns: sums, vectors of `b`, an element of `a`
    /// and a product fill the 32 registers of AVX-512, or the 16 of AVX2.
    private static final int[] MOST_ROWS = {0, 16, 14, 8, 6};

    private static final int[] MOST_ROWS_OF_AVX2 = {0, 12, 6, 3, 2};

    /// Sums that hide the time that each takes.
    private static final int ENOUGH_SUMS = 10;

    /// Rows of a tile whose numbers are multiplied one by one: few, as there is code for them
    /// twice.
    private static final int MOST_SPLIT_ROWS = 8;

    private final Code code;
    private final Repeats repeats;
    private final FloatLanes floats;
    private final IntegerLanes integers;
    private final FactorDots dots;
    private final TileProducts products;
    private final int[] mostRows;

    /// Bytes of a vector.
    private final int vector;

    /// Bits of one.
    private final int whole;

    Tiles(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.floats = new FloatLanes(code);
        this.integers = new IntegerLanes(code);
        this.dots = new FactorDots(code);
        this.products = new TileProducts(code);
        this.vector = code.width.bytes();
        this.whole = code.width.bits();
        this.mostRows = code.width.set().hasMasks() ? MOST_ROWS : MOST_ROWS_OF_AVX2;
    }

    /// A matrix in memory: element (row, column) of step s at `start + s · stepBytes + row ·
    /// rowBytes + column · columnBytes`.
    ///
    /// @param stepBytes 0 where there is one step
    /// @param panelBytes from the columns of a tile to those of the next where they are apart, else
    ///   0
    record Matrix(Reg start, int rowBytes, int columnBytes, int stepBytes, int panelBytes) {
        Matrix(Reg start, int rowBytes, int columnBytes, int stepBytes) {
            this(start, rowBytes, columnBytes, stepBytes, 0);
        }
    }

    /// What is multiplied.
    ///
    /// @param type of the sums
    /// @param k columns of `a` and rows of `b`, of each step
    /// @param factors what an element of the operands holds
    /// @param isSplit whether two numbers of bf16 are multiplied one by one
    record Product(ElementType type, int m, int n, int k, Factors factors, boolean isSplit) {
        Product(ElementType type, int m, int n, int k, Factors factors) {
            this(type, m, n, k, factors, false);
        }

        Product split() {
            return new Product(type, m, n, k, factors, true);
        }

        int bits() {
            return Kinds.laneBits(type);
        }

        boolean isFloat() {
            return Kinds.isFloat(type);
        }

        int rowBytes() {
            return n * Kinds.bufferBytes(type);
        }
    }

    /// @param mask the columns that there are, where a vector is not full
    record Tile(
            Product of,
            int vectors,
            Matrix a,
            Matrix b,
            @Nullable Reg steps,
            @Nullable Reg mask,
            @Nullable Ending ending) {}

    /// What becomes of sums instead of going to their buffer.
    ///
    /// @param condition where it is 1 when they are complete; else 0
    record Ending(Epilogue epilogue, Reg condition, EpilogueCode code) {}

    /// A place among the sums.
    ///
    /// @param sum the address there
    /// @param row the number of its row, and `column` that of its column, if an ending asks for
    ///   them
    private record At(Reg sum, @Nullable Reg row, @Nullable Reg column) {}

    /// Whether a product's columns can be cut.
    boolean isKnown(ElementType type, int n) {
        int lanes = whole / Kinds.laneBits(type);
        return n % lanes == 0 || n < lanes;
    }

    /// Bytes that a tile of a product takes of a row of `b`, where all its vectors are full.
    int columnBytes(ElementType type, int m, int n) {
        return width(m, n / (whole / Kinds.laneBits(type))) * vector;
    }

    /// Sums in memory.
    ///
    /// @param start address of the first, row by row
    /// @param ending of products whose vectors are all full
    record Sums(Reg start, @Nullable Ending ending) {}

    /// Adds a product to the sums.
    ///
    /// @param steps register with how many steps there are, 1 or more; one where absent
    void multiply(Product p, Matrix a, Matrix b, Sums sums, @Nullable Reg steps) {
        int lanes = whole / p.bits();
        int vectors = (p.n() + lanes - 1) / lanes;
        int wide = width(p.m(), vectors);
        Reg mask = null;
        if (p.n() % lanes != 0) {
            if (vectors > 1) {
                throw new Unsupported("a product with " + p.n() + " columns");
            }
            mask = code.mask();
            new Masks(code).first(mask, p.n());
        }
        Reg columns = repeats.copy(b.start());
        At to =
                new At(
                        repeats.copy(sums.start()),
                        null,
                        sums.ending() == null ? null : code.number(0));
        Matrix right =
                new Matrix(columns, b.rowBytes(), b.columnBytes(), b.stepBytes(), b.panelBytes());
        Tile tile = new Tile(p, wide, a, right, steps, mask, sums.ending());
        int panel = wide * vector;
        repeats.times(
                vectors / wide,
                () -> {
                    panel(tile, to);
                    repeats.advance(columns, b.panelBytes() == 0 ? panel : b.panelBytes());
                    repeats.advance(to.sum(), panel);
                    count(to.column(), wide * lanes);
                });
    }

    private void count(@Nullable Reg number, int by) {
        if (number != null) {
            repeats.advance(number, by);
        }
    }

    /// Vectors of columns of a tile: two, so that as few elements as can be are read for a product;
    /// more where there are few rows.
    private static int width(int m, int vectors) {
        int wide = vectors % 2 == 0 ? 2 : vectors % 3 == 0 ? 3 : 1;
        while (wide < 4 && m * wide < ENOUGH_SUMS && vectors % (2 * wide) == 0) {
            wide *= 2;
        }
        return wide;
    }

    /// All rows of some columns, in tiles of about as many rows each.
    private void panel(Tile tile, At sums) {
        int m = tile.of().m();
        int most = mostRows[tile.vectors()];
        most = tile.of().isSplit() ? Math.min(most, MOST_SPLIT_ROWS) : most;
        int count = (m + most - 1) / most;
        int rows = (m + count - 1) / count;
        Reg row = repeats.copy(tile.a().start());
        At to =
                new At(
                        repeats.copy(sums.sum()),
                        tile.ending() == null ? null : code.number(0),
                        sums.column());
        Reg[] shifts = shifts(tile);
        repeats.times(
                m / rows,
                () -> {
                    tile(rows, tile, row, to, shifts);
                    repeats.advance(row, (long) rows * tile.a().rowBytes());
                    repeats.advance(to.sum(), (long) rows * tile.of().rowBytes());
                    count(to.row(), rows);
                });
        if (m % rows != 0) {
            tile(m % rows, tile, row, to, shifts);
        }
    }

    /// What must be added to the sums of each column as the left operand is shifted; none where it
    /// is not.
    private Reg[] shifts(Tile tile) {
        Product p = tile.of();
        return p.factors().isShifted()
                ? dots.readShifts(p.k(), tile.vectors(), tile.b(), tile.steps())
                : new Reg[0];
    }

    private void tile(int rows, Tile tile, Reg row, At at, Reg[] shifts) {
        Product p = tile.of();
        Reg to = at.sum();
        Reg[][] sums = new Reg[rows][tile.vectors()];
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                sums[r][v] = code.vector();
                products.read(tile, sums[r][v], Mem.of(to, r * p.rowBytes() + v * vector));
                if (shifts.length > 0) {
                    code.add(VectorOp.VPADDD, whole, sums[r][v], sums[r][v], shifts[v]);
                }
            }
        }
        ask(rows, tile, at);
        products.add(tile, sums, row);
        end(tile, sums, at);
    }

    private void ask(int rows, Tile tile, At at) {
        Ending ending = tile.ending();
        if (ending != null && at.row() != null && at.column() != null) {
            Code.Block on = code.block();
            code.add(ScalarOp.TEST, 32, ending.condition(), ending.condition());
            code.jump(Condition.E, on);
            ending.code().ask(ending.epilogue(), at.row(), at.column(), rows, tile.vectors());
            code.place(on);
        }
    }

    private void end(Tile tile, Reg[][] sums, At at) {
        Reg to = at.sum();
        Ending ending = tile.ending();
        if (ending == null || at.row() == null || at.column() == null) {
            write(tile, sums, to);
            return;
        }
        Code.Block usual = code.block();
        Code.Block after = code.block();
        code.add(ScalarOp.TEST, 32, ending.condition(), ending.condition());
        code.jump(Condition.E, usual);
        ending.code().write(ending.epilogue(), at.row(), at.column(), sums);
        code.jump(after);
        code.place(usual);
        write(tile, sums, to);
        code.place(after);
    }

    private void write(Tile tile, Reg[][] sums, Reg to) {
        int row = tile.of().rowBytes();
        for (int r = 0; r < sums.length; r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                write(tile, sums[r][v], Mem.of(to, r * row + v * vector));
            }
        }
    }

    private void write(Tile tile, Reg sum, Mem to) {
        Product p = tile.of();
        if (Kinds.isHalf(p.type())) {
            floats.round(p.type(), whole, sum);
        } else if (!p.isFloat() && p.type().bits() < 32) {
            integers.wrap(p.type(), whole, sum);
        }
        VectorOp op = p.bits() == 64 ? VectorOp.VMOVUPD_STORE : VectorOp.VMOVUPS_STORE;
        code.add(Insn.of(op, whole, to, sum).masked(tile.mask(), false));
    }
}
