package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Reg;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.Objects;

/// Products of matrices that stand alone.
final class Dots {
    /// Rows from which on it pays to copy operands so that a lane holds several numbers: the right
    /// one is used once for each.
    private static final int FEWEST_ROWS = 4;

    private final Buffers buffers;
    private final Packing packing;
    private final Repeats repeats;
    private final Tiles tiles;
    private final PanelForms forms;
    private final FloatPairs pairs;
    private final PairedProducts paired;

    Dots(Code code, Buffers buffers, Packing packing) {
        this.buffers = buffers;
        this.packing = packing;
        this.repeats = new Repeats(code);
        this.tiles = new Tiles(code);
        this.forms = new PanelForms(code, tiles, false);
        this.pairs = new FloatPairs(code);
        this.paired = new PairedProducts(code, tiles);
    }

    void write(DotNest d) {
        ElementType type = d.acc().type();
        if (type == DType.I1 || !(type instanceof DType dtype) || isUnknown(dtype)) {
            throw new Unsupported("a product into " + type);
        }
        check(d.a().buffer().type(), type);
        check(d.b().buffer().type(), type);
        Reg a = buffers.address(d.a().buffer(), d.a().offset());
        Reg b = buffers.address(d.b().buffer(), d.b().offset());
        Reg c = buffers.address(d.acc(), 0);
        Factors factors = d.m() < FEWEST_ROWS ? Factors.ONE : forms.factors(d);
        repeats.times(
                d.batch(),
                () -> {
                    if (factors.count() > 1) {
                        grouped(d, factors, a, b, c);
                    } else {
                        plain(d, a, b, c);
                    }
                    if (d.batch() > 1) {
                        repeats.advance(a, bytes(d.a()));
                        repeats.advance(b, bytes(d.b()));
                        repeats.advance(c, (long) d.m() * d.n() * Kinds.bufferBytes(type));
                    }
                });
    }

    private void plain(DotNest d, Reg a, Reg b, Reg c) {
        ElementType type = d.acc().type();
        long afterA = packing.copyBytes(d.m(), d.k(), type);
        Tiles.Matrix left = packing.ready(d.a(), a, d.m(), d.k(), type, 0, false);
        Tiles.Matrix right = packing.ready(d.b(), b, d.k(), d.n(), type, afterA, true);
        Tiles.Product product = new Tiles.Product(type, d.m(), d.n(), d.k(), Factors.ONE);
        tiles.multiply(product, left, right, new Tiles.Sums(c, null), null);
    }

    /// Several numbers in a lane, each operand copied into a panel of one tile.
    private void grouped(DotNest d, Factors factors, Reg a, Reg b, Reg c) {
        PanelForms.Form left = Objects.requireNonNull(forms.left(d, 1));
        PanelForms.Form right = Objects.requireNonNull(forms.right(d, 1));
        Reg toA = packing.memory(0, left.bytes());
        Reg toB = packing.memory(left.bytes(), right.bytes());
        long behind = left.bytes() + right.bytes();
        if (factors.areFloats()) {
            pairs.begin(left.least(toA));
            pairs.begin(right.least(toB));
        }
        left.copy(a, toA, toA, size -> packing.memory(behind, size));
        right.copy(b, toB, toB, size -> packing.memory(behind, size));
        Tiles.Product product =
                new Tiles.Product(d.acc().type(), d.m(), d.n(), forms.depth(d), factors);
        Tiles.Matrix rows = left.matrix().apply(toA);
        Tiles.Matrix columns = right.matrix().apply(toB);
        Tiles.Sums sums = new Tiles.Sums(c, null);
        if (factors.areFloats()) {
            PairedProducts.Operand x = new PairedProducts.Operand(rows, left.least(toA));
            PairedProducts.Operand y = new PairedProducts.Operand(columns, right.least(toB));
            paired.multiply(product, x, y, sums, null, paired.begin(d, c));
        } else {
            tiles.multiply(product, rows, columns, sums, null);
        }
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
}
