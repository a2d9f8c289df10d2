package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
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
    private record Key(int tile, int[] ids) {
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
    private int base;

    Elements(Emitter out, Bindings bindings) {
        this.out = out;
        this.bindings = bindings;
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
        Key key = new Key(tile.id(), ids(coordinates));
        Value value = done.get(key);
        if (value == null) {
            value = compute(tile, coordinates);
            done.put(key, value);
        }
        return value;
    }

    /// Makes `value` the lane of `tile` at the coordinates.
    void define(Value tile, @Nullable Value[] coordinates, Value value) {
        done.put(new Key(tile.id(), ids(coordinates)), value);
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
            case MemoryOp _, ProgramOp _, Reduce _, Dot _, ControlOp _ ->
                    throw new CompilerBug("loop", s.op().name() + " has no buffer");
        };
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
        };
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
                Value stride = out.constant(DType.I32, shape.stride(i), at);
                Value extent = out.constant(DType.I32, shape.dim(i), at);
                Value quotient =
                        shape.stride(i) == 1 ? flat : out.binary(BinaryKind.DIV, flat, stride, at);
                boolean first = shape.stride(i) * shape.dim(i) == shape.size();
                digits[i] = first ? quotient : out.binary(BinaryKind.REM, quotient, extent, at);
            }
        }
        return digits;
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
