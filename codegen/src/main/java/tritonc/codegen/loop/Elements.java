package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes one lane of a tile: from its buffer where it has one, else from the lanes of its
/// operands. What a nest asked for already it gets again.
final class Elements {
    /// @param ids the coordinates' value ids, -1 for the coordinate 0
    record Key(int tile, int[] ids) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key k && k.tile == tile && Arrays.equals(k.ids, ids);
        }

        @Override
        public int hashCode() {
            return 31 * tile + Arrays.hashCode(ids);
        }
    }

    private final Emitter out;
    private final Bindings bindings;
    private final Map<Key, Value> done = new HashMap<>();
    private final Sites sites;
    private @Nullable ChunkPlan plan;
    private final List<Value> assumed = new ArrayList<>();
    private final List<Integer> loops = new ArrayList<>();
    private int base;

    Elements(Emitter out, Bindings bindings, Sites sites) {
        this.out = out;
        this.bindings = bindings;
        this.sites = sites;
    }

    /// Which loads wait from now on.
    void follow(@Nullable ChunkPlan now) {
        plan = now;
    }

    /// Forgets the lanes of the last nest; buffers are read in the innermost open block or further
    /// in from now on.
    void begin() {
        done.clear();
        base = out.depth();
    }

    /// The lane of `tile` at coordinates (i32 values, `null` for 0), one an axis; of a scalar the
    /// scalar itself.
    Value at(Value tile, @Nullable Value[] coordinates) {
        if (!tile.type().isBlock()) {
            return bindings.scalar(tile);
        }
        Key key = key(tile, coordinates);
        Value value = done.get(key);
        if (value == null) {
            value = compute(tile, coordinates);
            done.put(key, value);
        }
        return value;
    }

    /// Makes `value` the lane of `tile` at the coordinates.
    void define(Value tile, @Nullable Value[] coordinates, Value value) {
        done.put(key(tile, coordinates), value);
    }

    static Key key(Value tile, @Nullable Value[] coordinates) {
        return new Key(tile.id(), ids(coordinates));
    }

    private static int[] ids(@Nullable Value[] coordinates) {
        int[] ids = new int[coordinates.length];
        for (int i = 0; i < ids.length; i++) {
            Value c = coordinates[i];
            ids[i] = c == null ? -1 : c.id();
        }
        return ids;
    }

    private Value compute(Value tile, @Nullable Value[] coordinates) {
        Buffer buffer = bindings.buffer(tile);
        if (buffer != null) {
            return load(buffer, tile.type().shape(), coordinates, Location.NONE);
        }
        Statement s = bindings.definition(tile);
        return switch (s.op()) {
            case Arithmetic.Constant c -> out.constant(c.type().element(), c.bits(), s.at());
            case Arithmetic a ->
                    out.compute((Arithmetic) a.mapOperands(v -> at(v, coordinates)), s.at());
            case ShapeOp shape -> moved(shape, coordinates, s.at());
            case MemoryOp.Load l -> waiting(s, l, coordinates);
            case EffectOp _,
                    MemoryOp _,
                    ProgramOp _,
                    Reduce _,
                    CrossLane _,
                    Fold _,
                    Dot _,
                    ControlOp _ ->
                    throw new CompilerBug("loop", s.op().name() + " has no buffer");
        };
    }

    /// A load whose turn has come: its lane is wanted.
    private Value waiting(Statement s, MemoryOp.Load op, @Nullable Value[] lane) {
        ChunkPlan now = plan;
        AccessPlan access = now == null ? null : now.waiting(s.result());
        if (access == null) {
            throw new CompilerBug("loop", "load has no buffer");
        }
        return read(s, op, lane, access);
    }

    /// Reads one lane of a load that was proved to stay inside, as far out as may be.
    Value read(Statement s, MemoryOp.Load op, @Nullable Value[] lane, AccessPlan access) {
        Place place = place(access, lane);
        Value mask = mask(op.mask(), lane);
        Value other = mask == null || op.other() == null ? null : at(op.other(), lane);
        int[] depth = {op.mask() == null ? base : Math.max(base, inside(lane))};
        Access how =
                new Access(sites.of(s), Check.PROVED, op.hint(), Nests.lane(access.shape(), lane));
        Value probe = place.base();
        Memory.Load load = new Memory.Load(probe, place, mask, other, op.isVolatile(), how, s.at());
        Uses.of(load, v -> depth[0] = Math.max(depth[0], out.depthOf(v)));
        Value result = out.fresh(op.accessType().element(), depth[0]);
        out.add(
                new Memory.Load(result, place, mask, other, op.isVolatile(), how, s.at()),
                depth[0]);
        return result;
    }

    /// Takes the parts of a mask that hold in its box for true.
    ///
    /// @param axis only the parts that bound it; -1 for all
    /// @return what to [#forget] when the nest ends
    List<Value> assume(Box box, @Nullable Value[] lane, int axis) {
        List<Value> facts = new ArrayList<>();
        for (Box.Fact fact : box.facts()) {
            if (axis >= 0 && fact.axis() != axis) {
                continue;
            }
            @Nullable Value[] at = new @Nullable Value[fact.source().length];
            for (int i = 0; i < at.length; i++) {
                at[i] = fact.source()[i] < 0 ? null : lane[fact.source()[i]];
            }
            Value value = at(fact.tile(), at);
            if (!out.isTrue(value)) {
                Value index = lane[fact.axis()];
                out.assume(value, true);
                facts.add(value);
                assumed.add(value);
                loops.add(index == null ? out.depth() : out.depthOf(index));
            }
        }
        return facts;
    }

    void forget(List<Value> facts) {
        facts.forEach(f -> out.assume(f, false));
        assumed.clear();
        loops.clear();
    }

    /// How far out an access may go of whose mask any part was taken for true: not out of a loop
    /// that sees to it, since that may not run.
    private int inside(@Nullable Value[] lane) {
        int depth = 0;
        for (Value c : lane) {
            depth = c == null ? depth : Math.max(depth, out.depthOf(c));
        }
        int inside = 0;
        for (int i = 0; i < assumed.size(); i++) {
            if (out.depthOf(assumed.get(i)) <= depth) {
                inside = Math.max(inside, loops.get(i));
            }
        }
        return inside;
    }

    /// The address of a lane, affine where the coordinates are loop indices.
    Place place(AccessPlan access, @Nullable Value[] lane) {
        Place affine = access.place(out, lane);
        return affine != null ? affine : Place.at(at(access.op().pointer(), lane));
    }

    /// The lane of a mask, `null` where it is known to be true or there is none.
    @Nullable Value mask(@Nullable Value tile, @Nullable Value[] lane) {
        Value mask = tile == null ? null : at(tile, lane);
        return mask == null || out.isTrue(mask) ? null : mask;
    }

    private Value moved(ShapeOp op, @Nullable Value[] to, Location at) {
        return switch (op) {
            case ShapeOp.Arange(int start, int _) -> {
                Value first = out.constant(DType.I32, start, at);
                Value lane = to[0];
                yield lane == null ? first : out.binary(BinaryKind.ADD, lane, first, at);
            }
            case ShapeOp.Splat(Value x, Shape _) -> bindings.scalar(x);
            case ShapeOp.Reshape r -> reshaped(r, to, at);
            case ShapeOp.Broadcast b -> at(b.x(), Lanewise.operand(b, to));
            case ShapeOp.ExpandDims e -> at(e.x(), Lanewise.operand(e, to));
            case ShapeOp.Transpose t -> at(t.x(), Lanewise.operand(t, to));
            case ShapeOp.Flip f -> at(f.x(), flipped(f, to, at));
        };
    }

    private @Nullable Value[] flipped(ShapeOp.Flip op, @Nullable Value[] to, Location at) {
        @Nullable Value[] from = to.clone();
        Value lane = to[op.axis()];
        int last = op.type().shape().dim(op.axis()) - 1;
        Value end = out.constant(DType.I32, last, at);
        from[op.axis()] = lane == null ? end : out.binary(BinaryKind.SUB, end, lane, at);
        return last == 0 ? to : from;
    }

    private Value reshaped(ShapeOp.Reshape op, @Nullable Value[] to, Location at) {
        Value x = op.x();
        if (!x.type().isBlock()) {
            return bindings.scalar(x);
        }
        Buffer buffer = bindings.buffer(x);
        if (buffer != null) {
            return load(buffer, op.shape(), to, at);
        }
        @Nullable Value[] from = Lanewise.units(op, to);
        return at(x, from == null ? digits(x.type().shape(), flat(op.shape(), to, at), at) : from);
    }

    /// The row-major number of a lane, `null` for 0.
    private @Nullable Value flat(Shape shape, @Nullable Value[] coordinates, Location at) {
        Value sum = null;
        for (int i = 0; i < coordinates.length; i++) {
            Value c = coordinates[i];
            if (c != null) {
                Value stride = out.constant(DType.I32, shape.stride(i), at);
                Value term = out.binary(BinaryKind.MUL, c, stride, at);
                sum = sum == null ? term : out.binary(BinaryKind.ADD, sum, term, at);
            }
        }
        return sum;
    }

    private @Nullable Value[] digits(Shape shape, @Nullable Value flat, Location at) {
        @Nullable Value[] digits = new @Nullable Value[shape.rank()];
        for (int i = 0; flat != null && i < digits.length; i++) {
            if (shape.dim(i) > 1) {
                Value quotient = divided(flat, shape.stride(i), at);
                boolean first = shape.stride(i) * shape.dim(i) == shape.size();
                digits[i] = first ? quotient : remainder(quotient, shape.dim(i), at);
            }
        }
        return digits;
    }

    /// `x / by` for an x that is not negative.
    private Value divided(Value x, int by, Location at) {
        boolean shifts = Integer.bitCount(by) == 1;
        Value operand =
                out.constant(DType.I32, shifts ? Integer.numberOfTrailingZeros(by) : by, at);
        return out.binary(shifts ? BinaryKind.SHR : BinaryKind.DIV, x, operand, at);
    }

    /// `x % by` for an x that is not negative.
    private Value remainder(Value x, int by, Location at) {
        boolean masks = Integer.bitCount(by) == 1;
        Value operand = out.constant(DType.I32, masks ? by - 1 : by, at);
        return out.binary(masks ? BinaryKind.AND : BinaryKind.REM, x, operand, at);
    }

    private Value load(Buffer buffer, Shape shape, @Nullable Value[] coordinates, Location at) {
        int depth = base;
        for (Value c : coordinates) {
            depth = c == null ? depth : Math.max(depth, out.depthOf(c));
        }
        Value result = out.fresh(buffer.type(), depth);
        out.add(new Memory.BufferLoad(result, element(buffer, shape, coordinates), at), depth);
        return result;
    }

    /// The element of a buffer at coordinates under `shape`, whose size is the buffer's.
    static Memory.Element element(Buffer buffer, Shape shape, @Nullable Value[] coordinates) {
        List<Memory.Term> terms = new ArrayList<>(coordinates.length);
        for (int i = 0; i < coordinates.length; i++) {
            Value c = coordinates[i];
            if (c != null) {
                terms.add(new Memory.Term(c, shape.stride(i)));
            }
        }
        return new Memory.Element(buffer, terms, 0);
    }
}
