package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// The nests of ops that write tensors, lane by lane in the order of the tile program.
final class Writes {
    private final Emitter out;
    private final Bindings bindings;
    private final Elements elements;
    private final Nests nests;
    private final Sites sites;

    Writes(Emitter out, Bindings bindings, Elements elements, Nests nests, Sites sites) {
        this.out = out;
        this.bindings = bindings;
        this.elements = elements;
        this.nests = nests;
        this.sites = sites;
    }

    /// What an access of a lane has beside its place.
    Access access(Statement s, MemoryOp op, Check check, CacheHint hint, @Nullable Value[] lane) {
        Shape shape = op.pointer().type().shape();
        return new Access(sites.of(s), check, hint, Nests.lane(shape, lane));
    }

    /// Lanes that check themselves.
    void store(Statement s, MemoryOp.Store op) {
        elements.begin();
        Shape shape = op.pointer().type().shape();
        nests.over(shape, Loop.Axis.ORDERED, s.at(), lane -> out.add(write(s, op, lane, null)));
    }

    /// Lanes of stores over the same box: all that is read for a lane is read before anything is
    /// stored to it.
    void store(List<AccessPlan> stores) {
        elements.begin();
        AccessPlan last = stores.getLast();
        nests.over(
                new BoxAxes(last),
                last.statement().at(),
                lane -> {
                    List<Value> facts = new ArrayList<>();
                    for (AccessPlan store : stores) {
                        facts.addAll(elements.assume(store.box(), lane, -1));
                    }
                    List<LoopNode> writes = new ArrayList<>();
                    for (AccessPlan store : stores) {
                        MemoryOp.Store op = (MemoryOp.Store) store.op();
                        writes.add(write(store.statement(), op, lane, store));
                    }
                    writes.forEach(out::add);
                    elements.forget(facts);
                });
    }

    private Memory.Store write(
            Statement s, MemoryOp.Store op, @Nullable Value[] lane, @Nullable AccessPlan access) {
        Value mask = elements.mask(op.mask(), lane);
        Value value = elements.at(op.value(), lane);
        Place place =
                access == null
                        ? Place.at(elements.at(op.pointer(), lane))
                        : elements.place(access, lane);
        Check check = access == null ? Check.EACH : Check.PROVED;
        Access how = access(s, op, check, op.hint(), lane);
        return new Memory.Store(place, value, mask, how, s.at());
    }

    /// What is seen outside memory, lane by lane.
    void effect(Statement s, EffectOp op) {
        switch (op) {
            case EffectOp.Assert a -> {
                Shape shape = a.condition().type().shape();
                elements.begin();
                nests.over(
                        shape,
                        Loop.Axis.ORDERED,
                        s.at(),
                        lane ->
                                out.add(
                                        new Effect.Assert(
                                                elements.at(a.condition(), lane),
                                                a.message(),
                                                Nests.lane(shape, lane),
                                                s.at())));
            }
            case EffectOp.Print p -> print(s, p);
        }
    }

    private void print(Statement s, EffectOp.Print op) {
        int operands = op.values().size();
        if (operands == 0) {
            out.add(
                    new Effect.Print(
                            op.prefix(),
                            op.isHex(),
                            0,
                            List.of(),
                            0,
                            Shape.SCALAR,
                            List.of(),
                            s.at()));
        }
        for (int i = 0; i < operands; i++) {
            int operand = i;
            Value value = op.values().get(i);
            Shape shape = value.type().shape();
            elements.begin();
            nests.over(
                    shape,
                    Loop.Axis.ORDERED,
                    s.at(),
                    lane ->
                            out.add(
                                    new Effect.Print(
                                            op.prefix(),
                                            op.isHex(),
                                            operand,
                                            List.of(elements.at(value, lane)),
                                            operands,
                                            shape,
                                            Nests.lane(shape, lane),
                                            s.at())));
        }
    }

    /// @param isUsed whether anybody reads the old values
    /// @param olds where those of a block go, if so
    void atomic(
            Statement s,
            MemoryOp.AtomicRmw op,
            @Nullable AccessPlan planned,
            boolean isUsed,
            @Nullable Buffer olds) {
        Type type = op.accessType();
        elements.begin();
        nests.over(
                type.shape(),
                Loop.Axis.ORDERED,
                s.at(),
                lane -> {
                    Value old = isUsed ? out.fresh(type.element()) : null;
                    atomic(s, op, lane, planned, old);
                    if (olds != null && old != null) {
                        Memory.Element element = Elements.element(olds, type.shape(), lane);
                        out.add(new Memory.BufferStore(element, old, s.at()));
                    } else if (old != null) {
                        bindings.bind(s.result(), old);
                    }
                });
    }

    private void atomic(
            Statement s,
            MemoryOp.AtomicRmw op,
            @Nullable Value[] lane,
            @Nullable AccessPlan access,
            @Nullable Value old) {
        Place place =
                access == null
                        ? Place.at(elements.at(op.pointer(), lane))
                        : elements.place(access, lane);
        Value mask = elements.mask(op.mask(), lane);
        Value value = elements.at(op.value(), lane);
        Check check = access == null ? Check.EACH : Check.PROVED;
        Access how = access(s, op, check, CacheHint.NONE, lane);
        Value compare = op.compare() == null ? null : elements.at(op.compare(), lane);
        out.add(
                new Memory.Atomic(
                        old, op.kind(), place, value, compare, mask, op.semantic(), how, s.at()));
    }
}
