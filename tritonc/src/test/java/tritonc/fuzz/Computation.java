package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;

/// The part of the generator that computes without touching memory.
final class Computation {
    private static final DType[] NARROW = {DType.FP16, DType.BF16};

    /// The formats that are only loaded, stored, cast and multiplied by `dot`.
    static final DType[] FP8 = {
        DType.FP8E4NV, DType.FP8E5, DType.FP8E4B8, DType.FP8E5B16, DType.FP8E4B15
    };

    /// The integers that `dot` multiplies, that of the language more often.
    private static final DType[] FACTORS = {DType.I8, DType.I8, DType.U8, DType.I16};

    private final KernelGenerator make;
    private final Lanes lanes;

    Computation(KernelGenerator make) {
        this.make = make;
        this.lanes = new Lanes(make);
    }

    private DType dtype() {
        return make.choices.of(KernelGenerator.NUMBERS);
    }

    private Type type() {
        Shape shape = make.shape();
        Value known =
                make.choices.chance(60)
                        ? make.pool.pick(t -> !t.isPointer() && t.shape().equals(shape))
                        : null;
        return known != null ? known.type() : Type.of(dtype(), shape);
    }

    /// One random computation; its result joins the pool.
    void step() {
        int pick = make.choices.below(100);
        Value made;
        if (pick < 13) {
            made = unary(type());
        } else if (pick < 39) {
            made = binary(type());
        } else if (pick < 47) {
            made = compare(type());
        } else if (pick < 54) {
            made = select(type());
        } else if (pick < 58) {
            made = fma();
        } else if (pick < 70) {
            made = cast();
        } else if (pick < 73) {
            made = bitcast();
        } else if (pick < 80) {
            made = reduce();
        } else if (pick < 82) {
            made = scan();
        } else if (pick < 85) {
            made = lanes.make();
        } else if (pick < 88) {
            List<Value> all = new Folding(make).fold();
            all.subList(1, all.size()).forEach(make.pool::add);
            made = all.getFirst();
        } else if (pick < 92) {
            made = dot();
        } else {
            made = shape();
        }
        make.pool.add(made);
    }

    /// A value of the type, made from whatever is there.
    Value make(Type type) {
        Value near =
                make.pool.pick(t -> !t.isPointer() && t.shape().equals(type.shape()) && t != type);
        if (near != null && make.choices.chance(60)) {
            return make.out.cast(near, type.element());
        }
        Value scalar =
                type.isBlock() && make.choices.chance(40)
                        ? make.pool.pick(t -> t.equals(type.element()))
                        : null;
        if (scalar != null) {
            return make.out.splat(scalar, type.shape());
        }
        if (type.isBlock() && make.choices.chance(50)) {
            return make.out.cast(make.index(type.shape()), type.element());
        }
        return make.out.constant(type, Data.lane(type.dtype(), make.choices));
    }

    /// A value of the type, which may be of an 8-bit float: those never join the pool.
    Value narrow(Type type) {
        return type.dtype().isFp8()
                ? make.out.cast(make.value(type.withElement(DType.FP32)), type.dtype())
                : make.value(type);
    }

    private Value unary(Type type) {
        UnaryKind kind = make.choices.of(UnaryKind.functions().toArray(UnaryKind[]::new));
        Type fit = kind.accepts(type.dtype()) ? type : type.withElement(fallback(kind));
        return make.out.unary(kind, make.value(fit));
    }

    private DType fallback(UnaryKind kind) {
        DType wide = make.choices.chance(30) ? DType.FP64 : DType.FP32;
        return kind.accepts(wide) ? wide : DType.I32;
    }

    private Value binary(Type type) {
        BinaryKind kind = make.choices.of(BinaryKind.values());
        DType wide = make.choices.chance(30) ? DType.FP64 : DType.FP32;
        DType other = kind.accepts(wide) ? wide : DType.I32;
        Type fit = kind.accepts(type.dtype()) ? type : type.withElement(other);
        boolean divides = kind == BinaryKind.DIV || kind == BinaryKind.REM;
        if (divides && make.choices.chance(25)) {
            make.traits.add("zero divisor");
            return make.out.binary(kind, make.value(fit), make.out.constant(fit, 0));
        }
        return make.out.binary(kind, make.value(fit), make.value(fit));
    }

    private Value compare(Type type) {
        CompareKind kind = make.choices.of(CompareKind.values());
        return make.out.compare(kind, make.value(type), make.value(type));
    }

    private Value select(Type type) {
        Value condition = make.value(type.withElement(DType.I1));
        return make.out.select(condition, make.value(type), make.value(type));
    }

    private Value fma() {
        DType[] floats = {DType.FP32, DType.FP64, DType.FP16, DType.BF16};
        Type type = Type.of(make.choices.of(floats), make.shape());
        return make.out.add(
                new Arithmetic.Fma(make.value(type), make.value(type), make.value(type)));
    }

    /// Between any two formats; through an 8-bit float now and then, which is read back at once.
    private Value cast() {
        Value x = make.value(type());
        if (make.choices.chance(15)) {
            Rounding rounding = make.choices.chance(30) ? Rounding.RTZ : Rounding.RTNE;
            Value narrow = make.out.add(new Arithmetic.Cast(x, make.choices.of(FP8), rounding));
            return make.out.cast(narrow, make.choices.chance(50) ? DType.FP32 : DType.FP16);
        }
        boolean toZero = make.choices.chance(15);
        if (toZero && make.choices.chance(60)) {
            DType from = make.choices.chance(70) ? DType.FP32 : DType.FP64;
            Value wide = make.value(x.type().withElement(from));
            return make.out.add(new Arithmetic.Cast(wide, make.choices.of(NARROW), Rounding.RTZ));
        }
        DType to = dtype();
        return make.out.add(new Arithmetic.Cast(x, to, toZero ? Rounding.RTZ : Rounding.RTNE));
    }

    /// NaN is one value but has many bit patterns, so that its bits are never looked at.
    private Value bitcast() {
        Value x = make.value(type());
        DType from = x.type().dtype();
        DType[] same =
                List.of(DType.values()).stream()
                        .filter(d -> d.bits() == from.bits() && !d.isFp8())
                        .toArray(DType[]::new);
        if (from.isFloat()) {
            Value isNumber = make.out.compare(CompareKind.EQ, x, x);
            x = make.out.select(isNumber, x, make.out.constant(x.type(), 0));
        }
        return make.out.add(new Arithmetic.Bitcast(x, make.choices.of(same)));
    }

    private Value reduce() {
        Type type = Type.of(dtype(), make.choices.chance(50) ? make.rows : make.tile);
        Value known = make.pool.pick(t -> t.isBlock() && !t.isPointer());
        Value x = known != null && make.choices.chance(60) ? known : make.value(type);
        ReduceKind kind =
                make.choices.chance(40) ? ReduceKind.SUM : make.choices.of(ReduceKind.values());
        if (!kind.accepts(x.type().dtype())) {
            DType fit = kind.accepts(DType.FP32) ? DType.FP32 : DType.I32;
            x = make.out.cast(x, fit);
        }
        int lanes = make.choices.of(new int[] {1, 64, 32, 4});
        int axis = make.choices.below(x.type().shape().rank());
        return make.out.add(new Reduce(kind, x, axis, new ReductionOrder(lanes)));
    }

    private Value scan() {
        Type type = Type.of(dtype(), make.choices.chance(50) ? make.rows : make.tile);
        Value known = make.pool.pick(t -> t.isBlock() && !t.isPointer());
        Value x = known != null && make.choices.chance(60) ? known : make.value(type);
        ReduceKind kind = make.choices.of(ReduceKind.values());
        if (!kind.accepts(x.type().dtype())) {
            x = make.out.cast(x, kind.accepts(DType.FP32) ? DType.FP32 : DType.I32);
        }
        int axis = make.choices.below(x.type().shape().rank());
        boolean reverse = make.choices.chance(40);
        ScanOrder order = new ScanOrder(make.choices.of(new int[] {1, 16, 8, 4, 2}));
        return make.out.add(new Scan(kind, x, axis, reverse, order));
    }

    private Value dot() {
        boolean isInt = make.choices.chance(20);
        // several integers stand in a lane where they fill vectors
        boolean fills = isInt && make.choices.chance(60);
        int m = make.choices.of(new int[] {1, 2, 4, 8, 16});
        int n = make.choices.of(fills ? new int[] {16, 32} : new int[] {1, 4, 8, 16});
        int k = make.choices.of(fills ? new int[] {16, 32} : new int[] {1, 2, 8, 16});
        boolean isFp8 = !isInt && make.choices.chance(25);
        DType[] floats = {DType.FP32, DType.FP16, DType.BF16, DType.FP64};
        DType from = isInt ? make.choices.of(FACTORS) : make.choices.of(isFp8 ? FP8 : floats);
        DType same = isInt ? make.choices.of(FACTORS) : from;
        DType other = isFp8 ? make.choices.of(FP8) : same;
        boolean batched = make.choices.chance(20);
        DType to = isInt ? DType.I32 : from == DType.FP64 ? DType.FP64 : DType.FP32;
        if ((from == DType.FP16 || isFp8) && make.choices.chance(20)) {
            to = DType.FP16;
        }
        Value a = narrow(Type.of(from, matrix(batched, m, k)));
        Value b = narrow(Type.of(other, matrix(batched, k, n)));
        Value acc = make.value(Type.of(to, matrix(batched, m, n)));
        return make.out.add(new Dot(a, b, acc, InputPrecision.IEEE));
    }

    private static Shape matrix(boolean batched, int rows, int columns) {
        return batched ? Shape.of(2, rows, columns) : Shape.of(rows, columns);
    }

    private Value shape() {
        Value block = make.pool.pick(t -> t.isBlock() && !t.isPointer());
        Value x = block != null ? block : make.value(Type.of(dtype(), make.tile));
        Shape from = x.type().shape();
        return switch (make.choices.below(5)) {
            case 0 -> make.out.splat(make.value(dtype()), make.rows);
            case 1 -> reshape(x, from);
            case 2 -> transpose(x, from);
            case 3 -> spread(x, from);
            default -> make.out.cast(make.index(make.tile), dtype());
        };
    }

    private Value reshape(Value x, Shape from) {
        int size = from.size();
        int first = Math.min(size, 1 << make.choices.below(6));
        Shape to = make.choices.chance(50) ? Shape.of(size) : Shape.of(first, size / first);
        return make.out.add(new ShapeOp.Reshape(x, to));
    }

    private Value transpose(Value x, Shape from) {
        List<List<Integer>> orders =
                List.of(List.of(0), List.of(1, 0), List.of(2, 0, 1), List.of(3, 1, 0, 2));
        return from.rank() > orders.size()
                ? reshape(x, from)
                : make.out.add(new ShapeOp.Transpose(x, orders.get(from.rank() - 1)));
    }

    /// A row or column spread over a tile.
    private Value spread(Value x, Shape from) {
        if (from.rank() == 2) {
            return make.out.add(new ShapeOp.ExpandDims(x, make.choices.below(3)));
        }
        if (from.rank() > 2) {
            return reshape(x, from);
        }
        int axis = make.choices.below(2);
        int other = make.choices.of(new int[] {1, 2, 4, 8});
        Value expanded = make.out.add(new ShapeOp.ExpandDims(x, axis));
        return make.out.add(
                new ShapeOp.Broadcast(expanded, expanded.type().shape().with(axis, other)));
    }

    /// An `i1` scalar, for branches.
    Value condition() {
        Value known = make.choices.chance(50) ? make.pool.pick(DType.I1::equals) : null;
        if (known != null) {
            return known;
        }
        @Nullable Value number = make.pool.pick(t -> t == DType.I32);
        Value left = number != null ? number : make.out.i32(1);
        return make.out.compare(
                make.choices.of(CompareKind.values()), left, make.out.i32(make.choices.below(4)));
    }
}
