package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Value;

import java.util.List;
import java.util.function.Consumer;

/// Which values a node reads itself, those of its nested blocks left out.
public final class Uses {
    private Uses() {}

    /// Calls `use` for each value that the node reads: operands, addresses, bounds, conditions; not
    /// what a loop's reductions, a construct's merges or its carried values read, since those are
    /// read at the end of nested blocks (initial values apart).
    public static void of(LoopNode node, Consumer<Value> use) {
        switch (node) {
            case LoopNode.Compute c -> c.op().operands().forEach(use);
            case LoopNode.Position _, DotNest _, ScanNest _ -> {}
            case Memory m -> memory(m, use);
            case Loop l -> {
                amount(l.from(), use);
                amount(l.to(), use);
            }
            case Control c -> control(c, use);
            case Guard g -> guard(g, use);
            case Vector v -> vector(v, use);
            case Effect e -> effect(e, use);
        }
    }

    /// Calls `use` for each read of a value by the nodes and all that is nested in them, what is
    /// read at the end of nested blocks included.
    public static void within(List<LoopNode> nodes, Consumer<Value> use) {
        for (LoopNode node : nodes) {
            of(node, use);
            blocks(node).forEach(b -> within(b.nodes(), use));
            ends(node, use);
        }
    }

    /// The blocks nested in a node.
    public static List<LoopBlock> blocks(LoopNode node) {
        return switch (node) {
            case Loop l -> List.of(l.body());
            case ScanNest s -> List.of(s.steps());
            case Control.For f -> List.of(f.body());
            case Control.If i -> List.of(i.thenBlock(), i.elseBlock());
            case Control.While w -> List.of(w.before(), w.after());
            case Vector.Where w -> List.of(w.body());
            case Vector.Strip s -> List.of(s.body());
            case Vector.Product p ->
                    List.of(
                            p.loop().body(),
                            p.epilogue().rowBody(),
                            p.epilogue().body(),
                            p.rest().thenBlock(),
                            p.rest().elseBlock());
            default -> List.of();
        };
    }

    /// Calls `use` for each value that a node reads at the end of blocks nested in it.
    public static void ends(LoopNode node, Consumer<Value> use) {
        switch (node) {
            case Loop l -> l.reductions().forEach(r -> use.accept(r.element()));
            case Control.For f -> f.carried().forEach(c -> use.accept(c.next()));
            case Control.If i -> {
                for (Control.Merge m : i.merges()) {
                    use.accept(m.ifTrue());
                    use.accept(m.ifFalse());
                }
            }
            case Control.While w -> {
                use.accept(w.condition());
                w.handed().forEach(h -> use.accept(h.value()));
                w.carried().forEach(c -> use.accept(c.next()));
            }
            case Vector.Where w -> w.merges().forEach(m -> use.accept(m.ifTrue()));
            case Vector.Strip s -> s.carried().forEach(c -> use.accept(c.next()));
            case Vector.Product p -> {
                ends(p.loop(), use);
                ends(p.rest(), use);
            }
            default -> {}
        }
    }

    /// How often each value of a kernel is read, by its number.
    public static int[] counts(LoopKernel kernel) {
        int[] counts = new int[kernel.valueCount()];
        within(kernel.body().nodes(), v -> counts[v.id()]++);
        Pipeline pipeline = kernel.pipeline();
        if (pipeline != null) {
            within(pipeline.block().nodes(), v -> counts[v.id()]++);
            counts[pipeline.next().id()]++;
        }
        return counts;
    }

    private static void effect(Effect e, Consumer<Value> use) {
        switch (e) {
            case Effect.Print p -> {
                p.value().forEach(use);
                p.lane().forEach(c -> use.accept(c.value()));
            }
            case Effect.Assert a -> {
                use.accept(a.condition());
                a.lane().forEach(c -> use.accept(c.value()));
            }
        }
    }

    private static void vector(Vector v, Consumer<Value> use) {
        switch (v) {
            case Vector.Spread s -> use.accept(s.scalar());
            case Vector.Ramp r -> use.accept(r.first());
            case Vector.Quotient q -> {
                use.accept(q.dividend());
                use.accept(q.divisor());
                use.accept(q.reciprocal());
            }
            case Vector.Check c -> check(c, use);
            case Vector.Load l -> load(l, use);
            case Vector.Store s -> store(s, use);
            case Vector.BufferLoad l -> {
                element(l.element(), use);
                optional(l.offsets(), use);
                optional(l.mask(), use);
            }
            case Vector.BufferStore s -> {
                element(s.element(), use);
                optional(s.offsets(), use);
                use.accept(s.value());
                optional(s.mask(), use);
            }
            case Vector.Fold f -> f.partials().forEach(use);
            case Vector.Where w -> where(w, use);
            case Vector.Prefix p -> p.vectors().forEach(use);
            case Vector.Last l -> use.accept(l.vector());
            case Vector.Product p -> {
                control(p.loop(), use);
                use.accept(p.epilogue().condition());
                control(p.rest(), use);
            }
            case Vector.Strip s -> {
                amount(s.from(), use);
                amount(s.to(), use);
                s.carried().forEach(x -> use.accept(x.init()));
            }
        }
    }

    private static void load(Vector.Load l, Consumer<Value> use) {
        place(l.place(), l.access(), use);
        amount(l.step(), use);
        optional(l.mask(), use);
        optional(l.other(), use);
    }

    private static void store(Vector.Store s, Consumer<Value> use) {
        place(s.place(), s.access(), use);
        amount(s.step(), use);
        use.accept(s.value());
        optional(s.mask(), use);
    }

    private static void check(Vector.Check c, Consumer<Value> use) {
        address(c.place(), use);
        amount(c.step(), use);
        optional(c.mask(), use);
        use.accept(c.number());
    }

    private static void where(Vector.Where w, Consumer<Value> use) {
        use.accept(w.mask());
        w.merges().forEach(m -> use.accept(m.ifFalse()));
    }

    private static void memory(Memory m, Consumer<Value> use) {
        switch (m) {
            case Memory.Load l -> {
                place(l.place(), l.access(), use);
                optional(l.mask(), use);
                optional(l.other(), use);
            }
            case Memory.Store s -> {
                place(s.place(), s.access(), use);
                use.accept(s.value());
                optional(s.mask(), use);
            }
            case Memory.Atomic a -> {
                place(a.place(), a.access(), use);
                use.accept(a.value());
                optional(a.compare(), use);
                optional(a.mask(), use);
            }
            case Memory.BufferLoad l -> element(l.element(), use);
            case Memory.BufferStore s -> {
                element(s.element(), use);
                use.accept(s.value());
            }
        }
    }

    private static void control(Control c, Consumer<Value> use) {
        switch (c) {
            case Control.For f -> {
                use.accept(f.lower());
                use.accept(f.upper());
                use.accept(f.step());
                f.carried().forEach(x -> use.accept(x.init()));
            }
            case Control.If i -> use.accept(i.condition());
            case Control.While w -> w.carried().forEach(x -> use.accept(x.init()));
        }
    }

    private static void guard(Guard g, Consumer<Value> use) {
        switch (g) {
            case Guard.Inside i -> region(i.region(), use);
            case Guard.Disjoint d -> {
                region(d.a(), use);
                region(d.b(), use);
            }
            case Guard.Fits f -> {
                use.accept(f.base());
                sweeps(f.sweeps(), use);
            }
        }
    }

    private static void place(Place place, Access access, Consumer<Value> use) {
        address(place, use);
        if (access.check() == Check.EACH) {
            access.lane().forEach(c -> use.accept(c.value()));
        }
    }

    private static void address(Place place, Consumer<Value> use) {
        use.accept(place.base());
        for (Place.Term t : place.terms()) {
            use.accept(t.index());
            amount(t.stride(), use);
        }
    }

    private static void element(Memory.Element element, Consumer<Value> use) {
        element.terms().forEach(t -> use.accept(t.index()));
    }

    private static void region(Guard.Region region, Consumer<Value> use) {
        use.accept(region.base());
        sweeps(region.sweeps(), use);
    }

    private static void sweeps(List<Sweep> sweeps, Consumer<Value> use) {
        for (Sweep s : sweeps) {
            amount(s.stride(), use);
            amount(s.from(), use);
            amount(s.to(), use);
        }
    }

    private static void amount(Amount amount, Consumer<Value> use) {
        if (amount instanceof Amount.Dynamic(Value value)) {
            use.accept(value);
        }
    }

    private static void optional(@Nullable Value value, Consumer<Value> use) {
        if (value != null) {
            use.accept(value);
        }
    }
}
