package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Vector;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the body of a loop for one vector of iterations.
final class LaneBody {
    /// Vectors that must be divided by the same number before its reciprocal pays.
    private static final int QUOTIENTS = 4;

    private final Loop loop;
    private final LoopPlan plan;
    private final Fresh fresh;
    private Outside outside;
    private Nodes out;
    private final Map<Integer, Value> now = new HashMap<>();

    /// The scalar index of lane 0 of the strip's first vector, and how many iterations further this
    /// vector begins.
    private final Value index;

    private final int offset;
    private final @Nullable Value mask;
    private final HeldMasks held;
    private @Nullable Value first;
    private @Nullable Value ramp;

    /// @param outside gets what is the same in all turns
    /// @param out gets the body
    /// @param mask lanes that take part; null for all
    /// @param held masks that hold in all lanes
    LaneBody(
            Loop loop,
            LoopPlan plan,
            Fresh fresh,
            Outside outside,
            List<LoopNode> out,
            Value index,
            int offset,
            @Nullable Value mask,
            HeldMasks held) {
        this.loop = loop;
        this.plan = plan;
        this.fresh = fresh;
        this.outside = outside;
        this.out = new Nodes(fresh, out);
        this.index = index;
        this.offset = offset;
        this.mask = mask;
        this.held = held;
    }

    /// Gives a value that is read from a buffer, which then is not read.
    void define(Value v, Value vector) {
        now.put(v.id(), vector);
    }

    /// Lanes that take part; null for all.
    @Nullable Value mask() {
        return mask;
    }

    void write(Arms.Step step) {
        switch (step) {
            case Arms.Plain(LoopNode node) -> write(node);
            case Arms.Arm arm -> write(arm);
        }
    }

    private void write(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> compute(c);
            case Memory.Load l -> load(l);
            case Memory.Store s -> store(s);
            case Memory.BufferLoad l -> bufferLoad(l);
            case Memory.BufferStore s -> bufferStore(s);
            default -> throw new CompilerBug("vector", "no lanes of " + node);
        }
    }

    /// The constants of an arm stand in it: few turns need them. So do indices that none before it
    /// has asked for.
    private void write(Arms.Arm arm) {
        if (held.holds(arm.condition())) {
            arm.body().forEach(this::write);
            arm.selects().forEach(this::write);
            return;
        }
        List<LoopNode.Compute> selects =
                arm.selects().stream().filter(c -> !held.isNeedless(c.result())).toList();
        if (selects.isEmpty()) {
            return;
        }
        Value mask = vector(arm.condition());
        List<Value> otherwise = new ArrayList<>();
        selects.forEach(c -> otherwise.add(vector(Arms.Arm.select(c).ifFalse())));
        Nodes usual = out;
        Outside before = outside;
        Value firstBefore = first;
        Value rampBefore = ramp;
        List<LoopNode> body = new ArrayList<>();
        List<Control.Merge> merges = new ArrayList<>();
        out = new Nodes(fresh, body);
        outside = before.within(body);
        arm.body().forEach(this::write);
        for (int i = 0; i < otherwise.size(); i++) {
            Value ifTrue = vector(Arms.Arm.select(selects.get(i)).ifTrue());
            Value result = fresh.of(ifTrue.type());
            merges.add(new Control.Merge(result, ifTrue, otherwise.get(i)));
        }
        out = usual;
        outside = before;
        first = firstBefore;
        ramp = rampBefore;
        Location at = selects.getFirst().at();
        out.add(new Vector.Where(mask, new LoopBlock(body), merges, at));
        for (int i = 0; i < merges.size(); i++) {
            now.put(selects.get(i).result().id(), merges.get(i).result());
        }
    }

    private boolean varies(Value v) {
        return plan.varying().get(v.id());
    }

    /// A vector of the lanes of a value.
    Value vector(Value v) {
        if (v.id() == loop.index().id()) {
            return ramp();
        }
        Value known = now.get(v.id());
        if (known != null && known.type().isBlock()) {
            return known;
        }
        if (known == null) {
            return outside.spread(v);
        }
        Value spread = fresh.of(v.type().element(), plan.lanes());
        out.add(new Vector.Spread(spread, known, Location.NONE));
        return spread;
    }

    /// A value that is the same for all lanes.
    private Value scalar(Value v) {
        return now.getOrDefault(v.id(), v);
    }

    /// The index of lane 0.
    private Value first() {
        Value known = first;
        if (known == null) {
            known = offset == 0 ? index : out.plus(index, offset);
            first = known;
        }
        return known;
    }

    private Value ramp() {
        Value known = ramp;
        if (known == null) {
            known = fresh.of(DType.I32, plan.lanes());
            out.add(new Vector.Ramp(known, first(), Location.NONE));
            ramp = known;
        }
        return known;
    }

    private void compute(LoopNode.Compute c) {
        if (held.isNeedless(c.result())) {
            return;
        }
        Value passed = held.passed(c.op());
        if (passed != null) {
            now.put(c.result().id(), vector(passed));
            return;
        }
        if (!varies(c.result())) {
            Value to = fresh.of(c.result().type());
            Arithmetic op = (Arithmetic) c.op().mapOperands(this::scalar);
            out.add(new LoopNode.Compute(to, op, c.at()));
            now.put(c.result().id(), to);
            return;
        }
        Arithmetic op = (Arithmetic) c.op().mapOperands(this::vector);
        Value to = fresh.of(op.type());
        boolean isQuotient = c.op() instanceof Arithmetic.Binary b && dividesAlike(b);
        out.add(
                isQuotient && op instanceof Arithmetic.Binary b
                        ? quotient(to, b, c)
                        : new LoopNode.Compute(to, op, c.at()));
        now.put(c.result().id(), to);
    }

    /// Whether all lanes, and many of them, are divided by the same fp32 number.
    private boolean dividesAlike(Arithmetic.Binary b) {
        return b.kind() == BinaryKind.DIV
                && b.type() == DType.FP32
                && loop.extent() >= QUOTIENTS * plan.lanes()
                && !varies(b.b())
                && !now.containsKey(b.b().id())
                && !outside.isWithin();
    }

    private Vector quotient(Value to, Arithmetic.Binary lanes, LoopNode.Compute c) {
        Value divisor = c.op().operands().get(1);
        Value reciprocal = outside.reciprocal(divisor);
        return new Vector.Quotient(to, lanes.a(), lanes.b(), reciprocal, c.at());
    }

    private @Nullable Value masked(@Nullable Value own) {
        if (own == null || held.holds(own)) {
            return mask;
        }
        Value lanes = vector(own);
        return mask == null ? lanes : out.and(mask, lanes);
    }

    /// Where lane 0 is, and how far from lane to lane.
    private record Lanes(Place place, long displacement, Amount step) {}

    private Lanes lanes(Place place) {
        if (varies(place.base())) {
            Place vectors = new Place(vector(place.base()), List.of(), 1);
            return new Lanes(vectors, 0, Amount.zero());
        }
        List<Place.Term> terms = new ArrayList<>();
        long displacement = 0;
        Amount step = Amount.zero();
        for (Place.Term t : place.terms()) {
            if (t.index().id() != loop.index().id()) {
                terms.add(t);
                continue;
            }
            step = t.stride();
            if (step instanceof Amount.Constant(long bytes)) {
                displacement = bytes * offset;
                terms.add(new Place.Term(index, step, t.divisibility()));
            } else {
                terms.add(new Place.Term(first(), step, t.divisibility()));
            }
        }
        Place scalar = new Place(scalar(place.base()), terms, place.alignment());
        return new Lanes(scalar, displacement, step);
    }

    private void load(Memory.Load l) {
        Value mask = masked(l.mask());
        Lanes lanes = lanes(l.place());
        Value other = l.other() == null || mask == null ? null : vector(l.other());
        if (!varies(l.result())) {
            Value to = fresh.of(l.result().type());
            out.add(
                    new Memory.Load(
                            to,
                            lanes.place(),
                            l.mask() == null ? null : scalar(l.mask()),
                            l.other() == null ? null : scalar(l.other()),
                            false,
                            l.access(),
                            l.at()));
            now.put(l.result().id(), to);
            return;
        }
        ElementType element = l.result().type().element();
        Access access = checked(l.access(), lanes, element, mask, l.at());
        Value to = fresh.of(element, plan.lanes());
        out.add(
                new Vector.Load(
                        to,
                        lanes.place(),
                        lanes.displacement(),
                        lanes.step(),
                        mask,
                        other,
                        access,
                        l.at()));
        now.put(l.result().id(), to);
    }

    /// Looks at all lanes of an access that must be checked, before it.
    private Access checked(
            Access access, Lanes lanes, ElementType element, @Nullable Value mask, Location at) {
        if (access.check() == Check.PROVED) {
            return access;
        }
        Value number = null;
        for (Access.Coordinate c : access.lane()) {
            Value part = out.times(vector(c.value()), c.weight());
            number = number == null ? part : out.binary(BinaryKind.ADD, number, part);
        }
        out.add(
                new Vector.Check(
                        lanes.place(),
                        lanes.displacement(),
                        lanes.step(),
                        element.bytes(),
                        mask,
                        number == null
                                ? out.constant(Type.of(DType.I32, Shape.of(plan.lanes())), 0)
                                : number,
                        access,
                        at));
        return access.proved();
    }

    private void store(Memory.Store s) {
        Value mask = masked(s.mask());
        Lanes lanes = lanes(s.place());
        Value value = vector(s.value());
        Access access = checked(s.access(), lanes, s.value().type().element(), mask, s.at());
        out.add(
                new Vector.Store(
                        lanes.place(),
                        lanes.displacement(),
                        lanes.step(),
                        value,
                        mask,
                        access,
                        s.at()));
    }

    /// The element of lane 0, the step from lane to lane, or the offset of each lane.
    private record Elements(Memory.Element element, int step, @Nullable Value offsets) {}

    private Elements elements(Memory.Element e) {
        List<Memory.Term> terms = new ArrayList<>();
        int step = 0;
        int start = e.offset();
        Value offsets = null;
        for (Memory.Term t : e.terms()) {
            if (t.index().id() == loop.index().id()) {
                step = t.stride();
                start += t.stride() * offset;
                terms.add(new Memory.Term(index, t.stride()));
            } else if (varies(t.index())) {
                Value scaled = out.times(vector(t.index()), t.stride());
                offsets = offsets == null ? scaled : out.binary(BinaryKind.ADD, offsets, scaled);
            } else {
                terms.add(new Memory.Term(scalar(t.index()), t.stride()));
            }
        }
        if (offsets != null && step != 0) {
            Value numbers = fresh.of(DType.I32, plan.lanes());
            Value zero = out.constant(DType.I32, 0);
            out.add(new Vector.Ramp(numbers, zero, Location.NONE));
            offsets = out.binary(BinaryKind.ADD, offsets, out.times(numbers, step));
        }
        return new Elements(new Memory.Element(e.buffer(), terms, start), step, offsets);
    }

    private void bufferLoad(Memory.BufferLoad l) {
        if (now.containsKey(l.result().id())) {
            return;
        }
        Elements e = elements(l.element());
        if (!varies(l.result())) {
            Value to = fresh.of(l.result().type());
            out.add(new Memory.BufferLoad(to, e.element(), l.at()));
            now.put(l.result().id(), to);
            return;
        }
        Value to = fresh.of(l.result().type().element(), plan.lanes());
        out.add(new Vector.BufferLoad(to, e.element(), e.step(), e.offsets(), mask, l.at()));
        now.put(l.result().id(), to);
    }

    private void bufferStore(Memory.BufferStore s) {
        Elements e = elements(s.element());
        Value value = vector(s.value());
        out.add(new Vector.BufferStore(e.element(), e.step(), e.offsets(), value, mask, s.at()));
    }
}
