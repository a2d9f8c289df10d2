package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The nests of ops that join lanes by a function of the program: one nest takes the first lanes, a
/// second goes along the axis, one lane after the other, with what was joined so far in buffers.
/// The other axes are independent. An `if` of the function becomes selects: all its ops are total
/// and pure, so that both arms may be computed.
final class FoldNests {
    private final Emitter out;
    private final Bindings bindings;
    private final Roots roots;
    private final Nests nests;

    FoldNests(Emitter out, Bindings bindings, Roots roots) {
        this.out = out;
        this.bindings = bindings;
        this.roots = roots;
        this.nests = new Nests(out);
    }

    /// All lanes of a shape but the first ones of an axis, which is run over in order.
    private record Rest(Shape shape, int axis) implements Nests.Axes {
        @Override
        public Amount from(int axis) {
            return Amount.of(axis == this.axis ? 1 : 0);
        }

        @Override
        public Amount to(int axis) {
            return Amount.of(shape.dim(axis));
        }

        @Override
        public Loop.Axis kind(int axis) {
            return axis == this.axis ? Loop.Axis.ORDERED : Loop.Axis.PARALLEL;
        }
    }

    void lower(Statement s, Fold op) {
        switch (op) {
            case ReduceBy r -> reduce(s, r);
            case ScanBy scan -> scan(s, scan);
        }
    }

    private void scan(Statement s, ScanBy op) {
        Shape shape = op.xs().getFirst().type().shape();
        int n = shape.dim(op.axis());
        List<Buffer> buffers = new ArrayList<>();
        for (int i = 0; i < op.xs().size(); i++) {
            Buffer buffer = roots.target(s.results().get(i));
            roots.fill(buffer, op.xs().get(i), s.at());
            buffers.add(buffer);
        }
        if (n > 1) {
            nests.over(
                    new Rest(shape, op.axis()),
                    s.at(),
                    lane -> {
                        @Nullable Value[] from = lane.clone();
                        @Nullable Value[] to = lane.clone();
                        Value step = Objects.requireNonNull(lane[op.axis()]);
                        from[op.axis()] =
                                op.reverse() ? minus(n, step, s.at()) : before(step, s.at());
                        to[op.axis()] = op.reverse() ? minus(n - 1, step, s.at()) : step;
                        List<Value> arguments = load(buffers, shape, from, s.at());
                        arguments.addAll(load(buffers, shape, to, s.at()));
                        store(buffers, shape, to, call(op.combine(), arguments), s.at());
                    });
        }
        for (int i = 0; i < buffers.size(); i++) {
            bindings.bind(s.results().get(i), buffers.get(i));
        }
    }

    private void reduce(Statement s, ReduceBy op) {
        Shape from = op.xs().getFirst().type().shape();
        Shape to = from.remove(op.axis());
        int n = from.dim(op.axis());
        List<Buffer> joined = new ArrayList<>();
        s.results().forEach(r -> joined.add(roots.target(r)));
        roots.elements().begin();
        nests.over(
                to,
                Loop.Axis.PARALLEL,
                s.at(),
                lane -> {
                    store(joined, to, lane, lanes(op.xs(), first(lane, op.axis())), s.at());
                });
        if (n > 1) {
            roots.elements().begin();
            nests.over(
                    new Rest(from, op.axis()),
                    s.at(),
                    lane -> {
                        @Nullable Value[] outer = without(lane, op.axis());
                        List<Value> arguments = load(joined, to, outer, s.at());
                        arguments.addAll(lanes(op.xs(), lane));
                        store(joined, to, outer, call(op.combine(), arguments), s.at());
                    });
        }
        hand(s, joined, to);
    }

    /// Binds the results to their buffers; scalars to what stands in theirs.
    private void hand(Statement s, List<Buffer> joined, Shape shape) {
        List<Value> scalars =
                shape.rank() == 0 ? load(joined, shape, new @Nullable Value[0], s.at()) : List.of();
        for (int i = 0; i < joined.size(); i++) {
            if (scalars.isEmpty()) {
                bindings.bind(s.results().get(i), joined.get(i));
            } else {
                bindings.bind(s.results().get(i), scalars.get(i));
            }
        }
    }

    private List<Value> lanes(List<Value> tiles, @Nullable Value[] at) {
        List<Value> lanes = new ArrayList<>();
        for (Value tile : tiles) {
            lanes.add(roots.elements().at(tile, at));
        }
        return lanes;
    }

    /// The coordinates of the first lane of an axis.
    private static @Nullable Value[] first(@Nullable Value[] rest, int axis) {
        @Nullable Value[] all = new @Nullable Value[rest.length + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = i == axis ? null : rest[i < axis ? i : i - 1];
        }
        return all;
    }

    private static @Nullable Value[] without(@Nullable Value[] lane, int axis) {
        @Nullable Value[] rest = new @Nullable Value[lane.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = lane[i < axis ? i : i + 1];
        }
        return rest;
    }

    private Value before(Value step, Location at) {
        return out.binary(BinaryKind.SUB, step, out.constant(DType.I32, 1, at), at);
    }

    private Value minus(int whole, Value part, Location at) {
        return out.binary(BinaryKind.SUB, out.constant(DType.I32, whole, at), part, at);
    }

    private List<Value> load(
            List<Buffer> buffers, Shape shape, @Nullable Value[] lane, Location at) {
        List<Value> values = new ArrayList<>();
        for (Buffer buffer : buffers) {
            Value value = out.fresh(buffer.type());
            out.add(new Memory.BufferLoad(value, Elements.element(buffer, shape, lane), at));
            values.add(value);
        }
        return values;
    }

    private void store(
            List<Buffer> buffers,
            Shape shape,
            @Nullable Value[] lane,
            List<Value> values,
            Location at) {
        for (int i = 0; i < buffers.size(); i++) {
            Memory.Element element = Elements.element(buffers.get(i), shape, lane);
            out.add(new Memory.BufferStore(element, values.get(i), at));
        }
    }

    private List<Value> call(Block function, List<Value> arguments) {
        Map<Value, Value> known = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            known.put(function.parameters().get(i), arguments.get(i));
        }
        return run(function, known);
    }

    /// Computes what a block of the function yields.
    private List<Value> run(Block block, Map<Value, Value> known) {
        for (Statement s : block.statements()) {
            TileOp op = s.op().mapOperands(v -> known.getOrDefault(v, v));
            switch (op) {
                case Arithmetic a -> known.put(s.result(), out.compute(a, s.at()));
                case ControlOp.If i -> {
                    List<Value> yes = run(i.thenBlock(), known);
                    List<Value> no = run(i.elseBlock(), known);
                    for (int k = 0; k < yes.size(); k++) {
                        Arithmetic select =
                                new Arithmetic.Select(i.condition(), yes.get(k), no.get(k));
                        known.put(s.results().get(k), out.compute(select, s.at()));
                    }
                }
                case ControlOp.Yield y -> {
                    return y.values();
                }
                case TileOp other ->
                        throw new CompilerBug("loop", other.name() + " joins no lanes");
            }
        }
        throw new CompilerBug("loop", "a function that joins lanes yields nothing");
    }
}
