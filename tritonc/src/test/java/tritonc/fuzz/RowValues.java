package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// What is computed of a row, tiles and scalars of one format, with the steps that make more.
final class RowValues {
    private static final BinaryKind[] FLOATS = {
        BinaryKind.SUB,
        BinaryKind.MUL,
        BinaryKind.ADD,
        BinaryKind.DIV,
        BinaryKind.SUB,
        BinaryKind.MUL,
        BinaryKind.MAX,
        BinaryKind.MIN
    };
    private static final BinaryKind[] INTEGERS = {
        BinaryKind.SUB, BinaryKind.ADD, BinaryKind.MUL, BinaryKind.MAX, BinaryKind.MIN
    };
    private static final UnaryKind[] FUNCTIONS = {
        UnaryKind.EXP, UnaryKind.ABS, UnaryKind.NEG, UnaryKind.SQRT, UnaryKind.EXP2, UnaryKind.LOG
    };
    private static final ReduceKind[] REDUCTIONS = {
        ReduceKind.SUM,
        ReduceKind.MAX,
        ReduceKind.SUM,
        ReduceKind.MIN,
        ReduceKind.SUM,
        ReduceKind.MAX,
        ReduceKind.MAX_NAN,
        ReduceKind.MIN_NAN
    };

    /// A row of the kernel.
    ///
    /// @param base element that it begins with
    /// @param length how many of its columns count, mostly
    /// @param other how many of them count now and then
    record Row(Value number, Value base, Value length, Value other) {}

    /// Some columns of a row.
    ///
    /// @param mask those that count, null for all
    /// @param other those that count now and then
    record Columns(Value numbers, @Nullable Value mask, @Nullable Value other) {}

    private final Choices choices;
    private final Builder out;
    private final RowTensors tensors;
    private final RowMasks masks;
    private final DType dtype;
    private final Row row;
    private final Columns columns;
    private final List<Value> tiles = new ArrayList<>();
    private final List<Value> scalars;

    private RowValues(RowValues outer, Columns columns) {
        this(outer.choices, outer.out, outer.tensors, outer.masks, outer.dtype, outer.row, columns);
        scalars.addAll(outer.scalars);
    }

    RowValues(
            Choices choices,
            Builder out,
            RowTensors tensors,
            RowMasks masks,
            DType dtype,
            Row row,
            Columns columns) {
        this.choices = choices;
        this.out = out;
        this.tensors = tensors;
        this.masks = masks;
        this.dtype = dtype;
        this.row = row;
        this.columns = columns;
        scalars = new ArrayList<>();
    }

    /// The same with other columns, of which no tile is known yet.
    RowValues over(Columns others) {
        return new RowValues(this, others);
    }

    void step() {
        int form = choices.below(10);
        if (form < 4) {
            tiles.add(changed());
        } else if (form < 8) {
            scalars.add(reduced(reduction(), tile()));
        } else if (form == 8) {
            scalar();
        } else {
            load();
        }
    }

    /// A way to join lanes of the format.
    ReduceKind reduction() {
        ReduceKind kind = choices.of(REDUCTIONS);
        return kind.accepts(dtype) ? kind : ReduceKind.SUM;
    }

    /// Loads of the row, or of what all rows share.
    void load() {
        RowTensors.Tensor from = tensors.input();
        Value base = choices.chance(20) ? out.i32(0) : row.base;
        Value mask = mask();
        Value other = mask == null ? null : other(from.dtype());
        Value loaded = tensors.load(from, base, columns.numbers, mask, other);
        tiles.add(out.cast(loaded, dtype));
    }

    private @Nullable Value mask() {
        return choices.chance(85) ? columns.mask : columns.other;
    }

    private @Nullable Value other(DType stored) {
        Shape shape = columns.numbers.type().shape();
        Type type = Type.of(stored, shape);
        return switch (choices.below(6)) {
            case 0, 1 -> out.constant(type, 0);
            case 2 -> out.constant(type, Lanes.ofDouble(stored, least(stored)));
            case 3 -> out.splat(out.cast(row.number, stored), shape);
            case 4 -> out.constant(type, Lanes.ofDouble(stored, 1 + choices.below(3)));
            default -> null;
        };
    }

    private static double least(DType dtype) {
        return dtype.isFloat() ? Double.NEGATIVE_INFINITY : -100;
    }

    /// The newest tile, or now and then another.
    Value tile() {
        if (tiles.isEmpty()) {
            load();
        }
        int back = choices.chance(30) ? choices.below(tiles.size()) : 0;
        return tiles.get(tiles.size() - 1 - back);
    }

    private Value changed() {
        Value x = tile();
        if (choices.chance(6)) {
            return acrossLanes(x);
        }
        int form = choices.below(10);
        if (form >= 7) {
            return applied(x);
        }
        if (form == 6 && columns.mask != null) {
            return out.select(columns.mask, x, constant(x.type(), choices.below(3)));
        }
        Value y = form < 3 ? spread(scalarOf()) : tile();
        return out.binary(kind(), x, y);
    }

    /// What needs all lanes of a tile before it has its first.
    private Value acrossLanes(Value x) {
        if (choices.chance(50)) {
            return out.add(new ShapeOp.Flip(x, 0));
        }
        ScanOrder order = new ScanOrder(choices.of(new int[] {16, 1, 8}));
        return out.add(new Scan(ReduceKind.SUM, x, 0, false, order));
    }

    private Value applied(Value x) {
        UnaryKind kind = choices.of(FUNCTIONS);
        return out.unary(kind.accepts(dtype) ? kind : UnaryKind.NEG, x);
    }

    private BinaryKind kind() {
        return choices.of(dtype.isFloat() ? FLOATS : INTEGERS);
    }

    private Value spread(Value scalar) {
        return out.splat(scalar, columns.numbers.type().shape());
    }

    private Value constant(Type type, double number) {
        return out.constant(type, Lanes.ofDouble(dtype, number));
    }

    /// The newest scalar mostly, or a number of the row.
    private Value scalarOf() {
        int form = choices.below(10);
        if (form < 7 && !scalars.isEmpty()) {
            int back = choices.chance(30) ? choices.below(scalars.size()) : 0;
            return scalars.get(scalars.size() - 1 - back);
        }
        return switch (form) {
            case 7 -> out.cast(row.number, dtype);
            case 8 -> out.cast(row.length, dtype);
            default -> constant(dtype, 1 + choices.below(5));
        };
    }

    private void scalar() {
        switch (choices.below(8)) {
            case 0 -> scalars.add(out.cast(masks.told(row.number), dtype));
            case 1 -> {
                int most = Integer.highestOneBit(tensors.sizes.stride());
                Value label = out.binary(BinaryKind.AND, masks.told(row.number), out.i32(most - 1));
                Value at = out.binary(BinaryKind.ADD, row.base, label);
                scalars.add(out.cast(tensors.loadOne(tensors.input(), at), dtype));
            }
            case 2, 3 -> scalars.add(applied(scalarOf()));
            default -> scalars.add(out.binary(kind(), scalarOf(), scalarOf()));
        }
    }

    /// A tile's lanes as one, mostly those alone that count.
    private Value reduced(ReduceKind kind, Value tile) {
        Value x = tile;
        if (columns.mask != null && choices.chance(50)) {
            x = out.select(columns.mask, x, constant(x.type(), start(kind)));
        }
        return joined(kind, x);
    }

    Value joined(ReduceKind kind, Value tile) {
        int lanes = choices.of(new int[] {64, 64, 64, 1, 32});
        return out.add(new Reduce(kind, tile, 0, new ReductionOrder(lanes)));
    }

    private double start(ReduceKind kind) {
        double least = least(dtype);
        return switch (kind) {
            case MAX, MAX_NAN -> least;
            case MIN, MIN_NAN -> -least;
            default -> 0;
        };
    }

    /// What a reduction over many tiles begins with.
    Value first(ReduceKind kind, boolean isTile) {
        Shape shape = isTile ? columns.numbers.type().shape() : Shape.SCALAR;
        return constant(Type.of(dtype, shape), start(kind));
    }

    /// Joins what was joined before with a tile of these columns.
    Value next(ReduceKind kind, Value before) {
        Value tile = tile();
        boolean isTile = before.type().isBlock();
        return out.binary(kind.combine(), before, isTile ? tile : reduced(kind, tile));
    }

    void addScalar(Value scalar) {
        scalars.add(scalar);
    }

    /// Stores a tile that depends on what was reduced, mostly.
    void store() {
        RowTensors.Tensor to = tensors.outputs.get(choices.below(tensors.outputs.size()));
        Value value = choices.chance(85) ? out.binary(kind(), tile(), spread(scalarOf())) : tile();
        tensors.store(to, row.base, columns.numbers, value, mask());
    }

    void storeScalar() {
        tensors.storeOne(tensors.numbers, row.number, scalarOf());
    }
}
