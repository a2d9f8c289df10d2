package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One nest for each op that must happen where it stands: what touches memory, joins lanes, or is
/// kept in a buffer. Everything that such a nest needs and no buffer holds is computed in it.
final class Roots {
    private final Emitter out;
    private final Bindings bindings;
    private final Elements elements;
    private final Nests nests;
    private final Writes writes;
    private final List<Value> alongside = new ArrayList<>();
    private final Map<Value, Buffer> reservations = new HashMap<>();
    private @Nullable ChunkPlan plan;

    Roots(Emitter out, Bindings bindings, Sites sites) {
        this.out = out;
        this.bindings = bindings;
        this.elements = new Elements(out, bindings, sites);
        this.nests = new Nests(out);
        this.writes = new Writes(out, bindings, elements, nests, sites);
    }

    /// Lowers from now on by a plan, or with every access checked where it stands.
    void follow(@Nullable ChunkPlan now) {
        plan = now;
        elements.follow(now);
    }

    private @Nullable AccessPlan plan(Statement s) {
        ChunkPlan now = plan;
        return now == null ? null : now.access(s);
    }

    /// Computes single lanes of tiles.
    Elements elements() {
        return elements;
    }

    /// The lane of a block of one lane.
    Value only(Value tile) {
        elements.begin();
        return elements.at(tile, new @Nullable Value[tile.type().shape().rank()]);
    }

    /// Writes all lanes of `tile` into a buffer of its size, row-major.
    void fill(Buffer buffer, Value tile, Location at) {
        Shape shape = tile.type().shape();
        lanes(shape, false, division(tile), at, lane -> put(buffer, shape, lane, tile, lane, at));
    }

    /// Writes all lanes of `tile` into a buffer of its size, the columns one after the other.
    void fillByColumns(Buffer buffer, Value tile, Location at) {
        Shape shape = DotNests.turned(tile.type().shape());
        lanes(
                tile.type().shape(),
                true,
                division(tile),
                at,
                lane -> {
                    int last = lane.length - 1;
                    @Nullable Value[] to = lane.clone();
                    to[last - 1] = lane[last];
                    to[last] = lane[last - 1];
                    put(buffer, shape, to, tile, lane, at);
                });
    }

    private @Nullable Division division(Value tile) {
        ChunkPlan now = plan;
        return now == null ? null : new ChunkMasks(now).dividing(tile);
    }

    private void put(
            Buffer buffer,
            Shape shape,
            @Nullable Value[] to,
            Value tile,
            @Nullable Value[] lane,
            Location at) {
        Value value = elements.at(tile, lane);
        out.add(new Memory.BufferStore(Elements.element(buffer, shape, to), value, at));
    }

    /// Independent lanes of a shape; first those that all masks leave along one axis, then the
    /// rest, where accesses have such masks.
    ///
    /// @param columnsFirst whether the last axis but one is the innermost
    private void lanes(
            Shape shape,
            boolean columnsFirst,
            @Nullable Division division,
            Location at,
            Nests.Body body) {
        elements.begin();
        if (division == null) {
            Amount end = Amount.of(shape.dim(0));
            nests.over(new Part(shape, 0, Amount.zero(), end, columnsFirst), at, body);
            return;
        }
        int axis = division.axis();
        Amount to = end(division, at);
        nests.over(
                new Part(shape, axis, Amount.zero(), to, columnsFirst),
                at,
                lane -> {
                    List<Value> facts = new ArrayList<>();
                    for (AccessPlan access : division.accesses()) {
                        facts.addAll(elements.assume(access.box(), lane, axis));
                    }
                    body.emit(lane);
                    elements.forget(facts);
                });
        elements.begin();
        Amount end = Amount.of(shape.dim(axis));
        nests.over(new Part(shape, axis, to, end, columnsFirst), at, body);
    }

    /// Where the first of some masks cuts off an axis.
    private Amount end(Division division, Location at) {
        Set<Amount> ends = new LinkedHashSet<>();
        division.accesses().forEach(a -> ends.add(a.box().to().get(division.axis())));
        if (ends.size() == 1) {
            return ends.iterator().next();
        }
        Value least = null;
        for (Amount end : ends) {
            Value now = out.value(end, DType.I32, at);
            least = least == null ? now : out.binary(BinaryKind.MIN, least, now, at);
        }
        return Amount.of(Objects.requireNonNull(least));
    }

    /// A shape with one axis run over in part.
    private record Part(Shape shape, int axis, Amount first, Amount end, boolean columnsFirst)
            implements Nests.Axes {
        @Override
        public Amount from(int axis) {
            return axis == this.axis ? first : Amount.zero();
        }

        @Override
        public Amount to(int axis) {
            return axis == this.axis ? end : Amount.of(shape.dim(axis));
        }

        @Override
        public Loop.Axis kind(int axis) {
            return Loop.Axis.PARALLEL;
        }

        @Override
        public int axis(int level) {
            int rank = shape.rank();
            return columnsFirst && level >= rank - 2 ? 2 * rank - 3 - level : level;
        }
    }

    /// Copies a buffer of the same size.
    void copy(Buffer to, Buffer from, Location at) {
        Shape shape = to.shape();
        nests.over(
                shape,
                Loop.Axis.PARALLEL,
                at,
                lane -> {
                    Value value = out.fresh(from.type());
                    Memory.Element source = Elements.element(from, shape, lane);
                    out.add(new Memory.BufferLoad(value, source, at));
                    Memory.Element target = Elements.element(to, shape, lane);
                    out.add(new Memory.BufferStore(target, value, at));
                });
    }

    /// A buffer that holds `tile`: the one it has, or a new one, filled.
    ///
    /// @param lasts whether the buffer is wanted longer than the chunk
    Buffer inBuffer(Value tile, boolean lasts, Location at) {
        Buffer buffer = bindings.buffer(tile);
        if (buffer == null) {
            ElementType type = tile.type().element();
            Shape shape = tile.type().shape();
            buffer = lasts ? out.buffer(type, shape) : out.temporary(type, shape);
            fill(buffer, tile, at);
            bindings.bind(tile, buffer);
        }
        return buffer;
    }

    /// Puts a tile that several nests read into a buffer.
    ///
    /// @param later the next reduction does it on its way
    void keep(Statement s, boolean later) {
        if (later) {
            alongside.add(s.result());
        } else {
            Buffer buffer = target(s.result());
            fill(buffer, s.result(), s.at());
            bindings.bind(s.result(), buffer);
        }
    }

    /// Every lane read where the op stands, each access checked, into a buffer.
    void load(Statement s, MemoryOp.Load op) {
        Type type = op.accessType();
        Value result = s.result();
        elements.begin();
        if (!type.isBlock()) {
            bindings.bind(result, read(s, op, new @Nullable Value[0]));
            return;
        }
        ChunkPlan now = plan;
        if (now != null && now.waiting(result) != null) {
            return;
        }
        AccessPlan access = plan(s);
        Buffer buffer = target(result);
        lanes(
                type.shape(),
                false,
                now == null || access == null ? null : new ChunkMasks(now).division(access),
                s.at(),
                lane -> {
                    Value value =
                            access == null ? read(s, op, lane) : elements.read(s, op, lane, access);
                    Memory.Element element = Elements.element(buffer, type.shape(), lane);
                    out.add(new Memory.BufferStore(element, value, s.at()));
                });
        bindings.bind(result, buffer);
    }

    /// The buffer reserved for a tile, or a new one.
    Buffer target(Value tile) {
        Buffer reserved = reservations.get(tile);
        return reserved != null
                ? reserved
                : out.temporary(tile.type().element(), tile.type().shape());
    }

    /// Reserves one buffer for a tile that two versions of a chunk compute.
    void reserve(Value tile) {
        reservations.putIfAbsent(tile, out.buffer(tile.type().element(), tile.type().shape()));
    }

    /// Makes a tile be computed into a buffer that is there already.
    void reserve(Value tile, Buffer buffer) {
        reservations.put(tile, buffer);
    }

    private Value read(Statement s, MemoryOp.Load op, @Nullable Value[] lane) {
        Place place = Place.at(elements.at(op.pointer(), lane));
        Value mask = elements.mask(op.mask(), lane);
        Value other = mask == null || op.other() == null ? null : elements.at(op.other(), lane);
        Value result = out.fresh(op.accessType().element());
        Access access = writes.access(s, op, Check.EACH, op.hint(), lane);
        out.add(new Memory.Load(result, place, mask, other, op.isVolatile(), access, s.at()));
        return result;
    }

    /// A store, each access checked.
    void store(Statement s, MemoryOp.Store op) {
        writes.store(s, op);
    }

    /// Stores over the same box, in one nest; none where there are none.
    void store(List<AccessPlan> stores) {
        if (!stores.isEmpty()) {
            writes.store(stores);
        }
    }

    void effect(Statement s, EffectOp op) {
        writes.effect(s, op);
    }

    /// @param isUsed whether anybody reads the old values
    void atomic(Statement s, MemoryOp.AtomicRmw op, boolean isUsed) {
        Type type = op.accessType();
        Buffer olds = isUsed && type.isBlock() ? target(s.result()) : null;
        writes.atomic(s, op, plan(s), isUsed, olds);
        if (olds != null) {
            bindings.bind(s.result(), olds);
        }
    }

    void reduce(Statement s, Reduce op) {
        Shape from = op.x().type().shape();
        Shape to = from.remove(op.axis());
        Value result = s.result();
        Buffer buffer = result.type().isBlock() ? target(result) : null;
        elements.begin();
        nests.over(
                to,
                Loop.Axis.PARALLEL,
                s.at(),
                outer -> {
                    Value joined = join(op, outer, s.at());
                    if (buffer == null) {
                        bindings.bind(result, joined);
                    } else {
                        Memory.Element element = Elements.element(buffer, to, outer);
                        out.add(new Memory.BufferStore(element, joined, s.at()));
                    }
                });
        if (buffer != null) {
            bindings.bind(result, buffer);
        }
    }

    private Value join(Reduce op, @Nullable Value[] outer, Location at) {
        ChunkPlan now = plan;
        Joins joins = new Joins(out, bindings, elements, nests);
        Map<Value, Buffer> filled = new LinkedHashMap<>();
        alongside.forEach(tile -> filled.put(tile, target(tile)));
        alongside.clear();
        Value joined =
                joins.join(
                        op,
                        outer,
                        now == null ? null : new ChunkMasks(now).bounding(op),
                        filled,
                        at);
        filled.forEach(bindings::bind);
        return joined;
    }

    void crossLane(Statement s, CrossLane op) {
        CrossLaneNests own = new CrossLaneNests(out, nests, elements);
        Buffer buffer = target(s.result());
        switch (op) {
            case Scan scan -> {
                fill(buffer, scan.x(), s.at());
                ChunkPlan now = plan;
                own.scan(scan, buffer, now != null && now.isHandedOn(s.result()), s.at());
            }
            case BitonicMerge merge -> {
                fill(buffer, merge.x(), s.at());
                own.merge(merge, buffer, s.at());
            }
            case Gather gather -> {
                Buffer from = inBuffer(gather.x(), false, s.at());
                own.gather(gather, from, buffer, s.at());
            }
            case Histogram histogram -> own.histogram(histogram, buffer, s.at());
        }
        bindings.bind(s.result(), buffer);
    }

    void dot(Statement s, Dot op) {
        new DotNests(out, bindings, this, plan).lower(s, op);
    }
}
