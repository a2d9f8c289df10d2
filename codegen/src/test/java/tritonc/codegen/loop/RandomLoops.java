package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random kernels made of what the lowering decides about: affine addresses with odd strides, masks
/// that are boxes and masks that are not, loads before and after stores, reductions of masked
/// lanes, tiles carried by loops.
final class RandomLoops {
    private static final int POINTERS = 3;

    private final Random random;
    private final Builder out = new Builder();
    private final List<Value> pointers = new ArrayList<>();
    private final List<Value> tiles = new ArrayList<>();
    private final Value limit;
    private final Shape shape;
    private int line;

    private RandomLoops(Random random) {
        this.random = random;
        for (int i = 0; i < POINTERS; i++) {
            pointers.add(out.parameter("p" + i, new PointerType(DType.FP32), 4));
        }
        limit = out.parameter("n", DType.I32, 1);
        shape = random.nextInt(3) == 0 ? Shape.of(4, 8) : Shape.of(16 << random.nextInt(2));
    }

    /// A kernel of the parameters p0, p1, p2 (pointers to fp32) and n (i32).
    static TileKernel kernel(Random random) {
        RandomLoops made = new RandomLoops(random);
        made.tiles.add(made.constant(random.nextInt(3)));
        int steps = 3 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            made.step(2);
        }
        made.store();
        return made.out.kernel("random");
    }

    private void step(int depth) {
        out.at(new Location("random.py", ++line, 1));
        switch (random.nextInt(depth > 0 ? 12 : 11)) {
            case 0, 1, 2 -> tiles.add(load());
            case 3, 4 -> store();
            case 5 -> tiles.add(reduced());
            case 6, 7 -> tiles.add(combined());
            case 8 -> tiles.addAll(folded());
            case 9, 10 -> stores();
            default -> loop(depth - 1);
        }
    }

    private Value tile() {
        return tiles.get(random.nextInt(tiles.size()));
    }

    private Value constant(int value) {
        return out.constant(type(DType.FP32), Float.floatToRawIntBits(value) & 0xffffffffL);
    }

    private Type type(DType element) {
        return Type.of(element, shape);
    }

    private Value combined() {
        BinaryKind[] kinds = {BinaryKind.ADD, BinaryKind.MUL, BinaryKind.MAX, BinaryKind.SUB};
        return out.binary(kinds[random.nextInt(kinds.length)], tile(), tile());
    }

    private Value index() {
        Value index = axis(shape.rank() - 1, 1 + random.nextInt(2));
        if (shape.rank() == 2) {
            int[] strides = {8, 16, 1, 0};
            int stride = strides[random.nextInt(strides.length)];
            index = add(index, random.nextInt(4) == 0 ? axis(0, limit) : axis(0, stride));
        }
        Value shift = out.i32(random.nextInt(4) - 1);
        if (random.nextBoolean()) {
            Value step = out.i32(random.nextInt(24));
            Value pid = out.add(new ProgramOp.ProgramId(0));
            shift = out.binary(BinaryKind.ADD, shift, out.binary(BinaryKind.MUL, pid, step));
        }
        return add(index, out.splat(shift, shape));
    }

    private Value axis(int axis, int stride) {
        int sign = random.nextInt(6) == 0 ? -1 : 1;
        return axis(axis, out.i32(stride * sign));
    }

    private Value axis(int axis, Value factor) {
        Value range = out.add(new ShapeOp.Arange(0, shape.dim(axis)));
        Value scaled = out.binary(BinaryKind.MUL, range, out.splat(factor, range.type().shape()));
        if (shape.rank() == 1) {
            return scaled;
        }
        Value wide = out.add(new ShapeOp.ExpandDims(scaled, 1 - axis));
        return out.add(new ShapeOp.Broadcast(wide, shape));
    }

    private Value add(Value a, Value b) {
        return out.binary(BinaryKind.ADD, a, b);
    }

    private Value pointer() {
        Value base = pointers.get(random.nextInt(POINTERS));
        return out.add(new Arithmetic.AddPointer(out.splat(base, shape), index()));
    }

    private @Nullable Value mask() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        CompareKind[] kinds = {CompareKind.LT, CompareKind.LE, CompareKind.GE, CompareKind.NE};
        CompareKind kind = kinds[random.nextInt(6) == 0 ? random.nextInt(4) : 0];
        Value bound = random.nextInt(3) == 0 ? out.i32(random.nextInt(20)) : limit;
        Value mask = out.compare(kind, axis(shape.rank() - 1, 1), out.splat(bound, shape));
        if (random.nextInt(4) == 0) {
            Value rest = out.binary(BinaryKind.REM, index(), out.splat(out.i32(3), shape));
            Value odd = out.compare(CompareKind.NE, rest, out.splat(out.i32(0), shape));
            mask = out.binary(BinaryKind.AND, mask, odd);
        }
        return mask;
    }

    private Value load() {
        Value mask = mask();
        boolean fills = mask != null && random.nextBoolean();
        Value other = fills ? constant(random.nextInt(3) - 1) : null;
        return out.add(new MemoryOp.Load(pointer(), mask, other, CacheHint.NONE, false));
    }

    private void store() {
        out.addAll(new MemoryOp.Store(pointer(), tile(), mask(), CacheHint.NONE));
    }

    /// Stores over one box, side by side, one over the other, or interleaved, in place or not, of
    /// what is computed from the same tiles; loads now and then between them.
    private void stores() {
        Value mask = mask();
        Value index = index();
        List<Value> read = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            read.add(near(index, mask));
        }
        Value shared = combined(read);
        int count = 2 + random.nextInt(3);
        Value last = beside(index);
        for (int i = 0; i < count; i++) {
            out.at(new Location("random.py", ++line, 1));
            if (random.nextInt(4) == 0) {
                Value from = random.nextBoolean() ? last : beside(index);
                read.add(out.add(new MemoryOp.Load(from, mask, null, CacheHint.NONE, false)));
            }
            Value value = random.nextInt(3) == 0 ? shared : combined(read);
            Value own = random.nextInt(6) == 0 ? mask() : mask;
            last = beside(index);
            out.addAll(new MemoryOp.Store(last, value, own, CacheHint.NONE));
        }
        tiles.add(shared);
    }

    private Value combined(List<Value> of) {
        Value a = of.get(random.nextInt(of.size()));
        if (random.nextInt(8) == 0) {
            a = out.add(new ShapeOp.Flip(a, random.nextInt(shape.rank())));
        }
        Value b = random.nextBoolean() ? of.get(random.nextInt(of.size())) : tile();
        Value sum = out.binary(BinaryKind.ADD, a, b);
        for (int dear = random.nextInt(2) * 14; dear > 0; dear--) {
            sum = out.binary(BinaryKind.MAX, out.binary(BinaryKind.MUL, sum, a), b);
        }
        return sum;
    }

    private Value near(Value index, @Nullable Value mask) {
        Value pointer = random.nextInt(4) == 0 ? pointer() : beside(index);
        return out.add(new MemoryOp.Load(pointer, mask, null, CacheHint.NONE, false));
    }

    /// A pointer to the same index, or some elements behind it: by a row's part, by a row or two,
    /// by a tile.
    private Value beside(Value index) {
        int[] shifts = {0, 0, 0, 0, 8, 8, 12, 16, 32, 4, 1};
        Value more = out.i32(shifts[random.nextInt(shifts.length)]);
        Value base = out.splat(pointers.get(random.nextInt(POINTERS)), shape);
        if (random.nextBoolean()) {
            Value moved = add(index, out.splat(more, shape));
            return out.add(new Arithmetic.AddPointer(base, moved));
        }
        Value there = out.add(new Arithmetic.AddPointer(base, index));
        return out.add(new Arithmetic.AddPointer(there, out.splat(more, shape)));
    }

    private Value reduced() {
        ReduceKind[] kinds = {ReduceKind.SUM, ReduceKind.MAX, ReduceKind.MIN_NAN, ReduceKind.PROD};
        ReduceKind kind = kinds[random.nextInt(kinds.length)];
        ReductionOrder order = new ReductionOrder(1 << random.nextInt(4));
        int axis = random.nextInt(shape.rank());
        return spread(out.add(new Reduce(kind, tile(), axis, order)), axis);
    }

    /// What an axis was joined to, in every lane of it.
    private Value spread(Value joined, int axis) {
        if (shape.rank() == 1) {
            return out.splat(joined, shape);
        }
        Value wide = out.add(new ShapeOp.ExpandDims(joined, axis));
        return out.add(new ShapeOp.Broadcast(wide, shape));
    }

    /// Two tiles joined by a function with an `if`, in which the order shows.
    private List<Value> folded() {
        List<Value> xs = List.of(tile(), tile());
        Block function =
                out.block(
                        List.of(DType.FP32, DType.FP32, DType.FP32, DType.FP32),
                        p -> {
                            Value less = out.compare(CompareKind.LT, p.get(0), p.get(3));
                            Value product = out.binary(BinaryKind.MUL, p.get(1), p.get(2));
                            Block yes = given(p.get(2), product);
                            Block no = given(product, p.get(0));
                            List<Value> chosen = out.addAll(new ControlOp.If(less, yes, no));
                            return new ControlOp.Yield(chosen);
                        });
        int axis = random.nextInt(shape.rank());
        if (random.nextBoolean()) {
            return out.addAll(new ScanBy(xs, axis, random.nextBoolean(), function));
        }
        List<Value> spread = new ArrayList<>();
        for (Value joined : out.addAll(new ReduceBy(xs, axis, function))) {
            spread.add(spread(joined, axis));
        }
        return spread;
    }

    private Block given(Value first, Value second) {
        return out.block(List.of(), none -> new ControlOp.Yield(List.of(first, second)));
    }

    private void loop(int depth) {
        List<Value> outer = new ArrayList<>(tiles);
        Value trips = out.i32(random.nextInt(3));
        List<Value> inits = List.of(tile(), tile());
        List<Type> types = List.of(DType.I32, type(DType.FP32), type(DType.FP32));
        ControlOp.For loop =
                new ControlOp.For(
                        out.i32(0),
                        trips,
                        out.i32(1),
                        inits,
                        out.block(
                                types,
                                p -> {
                                    tiles.addAll(p.subList(1, 3));
                                    for (int i = random.nextInt(4); i >= 0; i--) {
                                        step(depth);
                                    }
                                    return new ControlOp.Yield(List.of(tile(), tile()));
                                }));
        tiles.clear();
        tiles.addAll(outer);
        tiles.addAll(out.addAll(loop));
    }
}
