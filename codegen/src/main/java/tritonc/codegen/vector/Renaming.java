package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Sweep;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Writes nodes again, most with names of their own for what they define.
final class Renaming {
    private final UnaryOperator<Value> own;
    private final UnaryOperator<Value> meant;
    private final Map<Integer, Value> names;

    /// @param meant the value that one stands for, itself for most
    Renaming(Fresh fresh, UnaryOperator<Value> meant) {
        this(v -> fresh.of(v.type()), meant, new HashMap<>());
    }

    private Renaming(
            UnaryOperator<Value> own, UnaryOperator<Value> meant, Map<Integer, Value> names) {
        this.own = own;
        this.meant = meant;
        this.names = names;
    }

    /// Names for what comes from elsewhere alone: what nodes define keeps its own.
    static Renaming ofOthers() {
        return new Renaming(UnaryOperator.identity(), UnaryOperator.identity(), new HashMap<>());
    }

    /// The same names so far.
    Renaming copy() {
        return new Renaming(own, meant, new HashMap<>(names));
    }

    /// Lets a value be called as another.
    void name(Value value, Value as) {
        names.put(value.id(), as);
    }

    /// What a value is called, itself where it has no other name.
    Value of(Value value) {
        Value v = meant.apply(value);
        return names.getOrDefault(v.id(), v);
    }

    private @Nullable Value optional(@Nullable Value value) {
        return value == null ? null : of(value);
    }

    private Value define(Value value) {
        Value name = own.apply(value);
        name(value, name);
        return name;
    }

    /// The node again.
    LoopNode node(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute c -> {
                Arithmetic op = (Arithmetic) c.op().mapOperands(this::of);
                yield new LoopNode.Compute(define(c.result()), op, c.at());
            }
            case LoopNode.Position p -> new LoopNode.Position(define(p.result()), p.op(), p.at());
            case Guard g -> guard(g);
            case Memory m -> memory(m);
            case Loop l -> loop(l);
            default -> throw new CompilerBug("vector", "no other names for " + node);
        };
    }

    private Guard guard(Guard guard) {
        return switch (guard) {
            case Guard.Inside i ->
                    new Guard.Inside(define(i.result()), i.parameter(), region(i.region()), i.at());
            case Guard.Disjoint d ->
                    new Guard.Disjoint(define(d.result()), region(d.a()), region(d.b()), d.at());
            case Guard.Fits f ->
                    new Guard.Fits(
                            define(f.result()), f.type(), of(f.base()), sweeps(f.sweeps()), f.at());
        };
    }

    private Guard.Region region(Guard.Region r) {
        return new Guard.Region(of(r.base()), sweeps(r.sweeps()), r.bytes());
    }

    private List<Sweep> sweeps(List<Sweep> sweeps) {
        return sweeps.stream()
                .map(s -> new Sweep(amount(s.stride()), amount(s.from()), amount(s.to())))
                .toList();
    }

    Amount amount(Amount amount) {
        return amount instanceof Amount.Dynamic(Value value) ? Amount.of(of(value)) : amount;
    }

    private Memory memory(Memory memory) {
        return switch (memory) {
            case Memory.Load l ->
                    new Memory.Load(
                            define(l.result()),
                            place(l.place()),
                            optional(l.mask()),
                            optional(l.other()),
                            l.isVolatile(),
                            access(l.access()),
                            l.at());
            case Memory.Store s ->
                    new Memory.Store(
                            place(s.place()),
                            of(s.value()),
                            optional(s.mask()),
                            access(s.access()),
                            s.at());
            case Memory.BufferLoad l ->
                    new Memory.BufferLoad(define(l.result()), element(l.element()), l.at());
            case Memory.BufferStore s ->
                    new Memory.BufferStore(element(s.element()), of(s.value()), s.at());
            case Memory.Atomic a -> throw new CompilerBug("vector", "no other names for " + a);
        };
    }

    private Place place(Place place) {
        List<Place.Term> terms =
                place.terms().stream()
                        .map(t ->
                                new Place.Term(of(t.index()), amount(t.stride()), t.divisibility()))
                        .toList();
        return new Place(of(place.base()), terms, place.alignment());
    }

    private Access access(Access access) {
        List<Access.Coordinate> lane =
                access.lane().stream()
                        .map(c -> new Access.Coordinate(of(c.value()), c.weight()))
                        .toList();
        return new Access(access.site(), access.check(), access.hint(), lane);
    }

    private Memory.Element element(Memory.Element e) {
        List<Memory.Term> terms =
                e.terms().stream().map(t -> new Memory.Term(of(t.index()), t.stride())).toList();
        return new Memory.Element(e.buffer(), terms, e.offset());
    }

    private Loop loop(Loop loop) {
        return loop(new Turned(loop, HeldMasks.NONE, false));
    }

    /// A loop that is written again.
    ///
    /// @param held masks that hold in all iterations
    /// @param isWhole whether it is whole for certain
    record Turned(Loop loop, HeldMasks held, boolean isWhole) {}

    Loop loop(Turned turned) {
        Loop loop = turned.loop();
        Amount from = amount(loop.from());
        Amount to = amount(loop.to());
        Value index = define(loop.index());
        List<LoopNode> body = new ArrayList<>();
        body(turned, body);
        return new Loop(
                index,
                from,
                to,
                loop.extent(),
                turned.isWhole(),
                loop.axis(),
                reductions(loop),
                new LoopBlock(body),
                loop.at());
    }

    private void body(Turned turned, List<LoopNode> to) {
        HeldMasks held = turned.held();
        for (LoopNode node : turned.loop().body().nodes()) {
            switch (node) {
                case LoopNode.Compute c when held.isNeedless(c.result()) -> {}
                case LoopNode.Compute c -> {
                    Value passed = held.passed(c.op());
                    if (passed != null) {
                        name(c.result(), of(passed));
                    } else {
                        to.add(node(c));
                    }
                }
                case Memory.Load l when l.mask() != null && held.holds(l.mask()) ->
                        to.add(
                                node(
                                        new Memory.Load(
                                                l.result(),
                                                l.place(),
                                                null,
                                                null,
                                                l.isVolatile(),
                                                l.access(),
                                                l.at())));
                case Memory.Store s when s.mask() != null && held.holds(s.mask()) ->
                        to.add(
                                node(
                                        new Memory.Store(
                                                s.place(), s.value(), null, s.access(), s.at())));
                default -> to.add(node(node));
            }
        }
    }

    /// The reductions of a loop whose body has been written.
    List<Loop.Reduction> reductions(Loop loop) {
        return loop.reductions().stream()
                .map(r -> {
                    Value element = of(r.element());
                    return new Loop.Reduction(define(r.result()), r.kind(), r.order(), element);
                })
                .toList();
    }

    /// Two loops over the same iterations as one, each of whose iterations does the one's and then
    /// the other's.
    static Loop together(Turned one, Renaming names, Turned other, Renaming others) {
        Loop loop = one.loop();
        Value index = names.define(loop.index());
        others.name(other.loop().index(), index);
        List<LoopNode> nodes = new ArrayList<>();
        names.body(one, nodes);
        others.body(other, nodes);
        List<Loop.Reduction> all = new ArrayList<>();
        all.addAll(names.reductions(loop));
        all.addAll(others.reductions(other.loop()));
        return new Loop(
                index,
                names.amount(loop.from()),
                names.amount(loop.to()),
                loop.extent(),
                one.isWhole(),
                all.isEmpty() ? Loop.Axis.PARALLEL : Loop.Axis.REDUCTION,
                all,
                new LoopBlock(nodes),
                loop.at());
    }
}
