package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Runs loop IR as its records say, slowly; the judge of the lowering. It also holds the IR to its
/// own rules: a value is read only where it was written, a proved access lies inside, a loop keeps
/// to its extent, the iterations of a parallel loop can run backwards.
final class LoopEvaluator {
    /// An access outside its storage.
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;
        final Site site;
        final long lane;
        final long address;

        Fault(Site site, long lane, long address) {
            super("fault at site " + site.id() + " lane " + lane);
            this.site = site;
            this.lane = lane;
            this.address = address;
        }
    }

    private final LoopKernel kernel;
    private final Launch launch;
    private final boolean backwards;
    private final List<@Nullable Storage> ofParameter = new ArrayList<>();
    private final List<Storage> live = new ArrayList<>();
    private final long[] lanes;
    private final boolean[] defined;
    private final long[][] buffers;
    private final VectorEvaluator vectors = new VectorEvaluator(this);
    private final int[] id = new int[3];
    private final Set<Boolean> guards = new HashSet<>();

    private LoopEvaluator(LoopKernel kernel, Launch launch, boolean backwards) {
        this.kernel = kernel;
        this.launch = launch;
        this.backwards = backwards;
        lanes = new long[kernel.valueCount()];
        defined = new boolean[kernel.valueCount()];
        buffers = new long[kernel.buffers().size()][];
        for (Argument a : launch.arguments()) {
            Storage storage = a instanceof Argument.Pointer p ? p.storage() : null;
            ofParameter.add(storage);
            if (storage != null) {
                live.add(storage);
            }
        }
        live.addAll(launch.live());
    }

    /// Runs a grid, x fastest; the outcomes of the guarding `if`s that were met.
    ///
    /// @param backwards parallel loops run from their last iteration to their first
    static Set<Boolean> run(LoopKernel kernel, Launch launch, boolean backwards) {
        LoopEvaluator evaluator = new LoopEvaluator(kernel, launch, backwards);
        for (int z = 0; z < launch.z(); z++) {
            for (int y = 0; y < launch.y(); y++) {
                for (int x = 0; x < launch.x(); x++) {
                    evaluator.program(x, y, z);
                }
            }
        }
        return evaluator.guards;
    }

    private void program(int x, int y, int z) {
        id[0] = x;
        id[1] = y;
        id[2] = z;
        Arrays.fill(defined, false);
        for (Buffer b : kernel.buffers()) {
            buffers[b.id()] = new long[b.size()];
            Arrays.fill(buffers[b.id()], 0x5a5a5a5a5a5a5a5aL);
        }
        for (int i = 0; i < kernel.parameters().size(); i++) {
            Value parameter = kernel.parameters().get(i).value();
            set(
                    parameter,
                    switch (launch.arguments().get(i)) {
                        case Argument.Scalar s ->
                                Lanes.fromBits(parameter.type().dtype(), s.lane());
                        case Argument.Pointer p -> p.address();
                    });
        }
        block(kernel.body());
    }

    void set(Value value, long lane) {
        lanes[value.id()] = lane;
        defined[value.id()] = true;
    }

    long get(Value value) {
        if (value.type().isBlock()) {
            return vectors.lane(value);
        }
        if (!defined[value.id()]) {
            throw new IllegalStateException(value + " is read before it is written");
        }
        return lanes[value.id()];
    }

    long amount(Amount amount) {
        return switch (amount) {
            case Amount.Constant(long value) -> value;
            case Amount.Dynamic(Value value) -> get(value);
        };
    }

    void block(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            node(node);
        }
    }

    private void node(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> vectors.each(c.result(), () -> compute(c.op()));
            case LoopNode.Position p -> set(p.result(), position(p.op()));
            case Memory m -> memory(m);
            case Loop l -> loop(l);
            case Control c -> control(c);
            case DotNest d -> dot(d);
            case ScanNest s -> block(s.steps());
            case Guard g -> set(g.result(), guards(g) ? 1 : 0);
            case Vector v -> vectors.run(v);
            case Effect e -> throw new IllegalStateException("no effects here: " + e);
        }
    }

    private long position(ProgramOp op) {
        return switch (op) {
            case ProgramOp.ProgramId p -> id[p.axis()];
            case ProgramOp.NumPrograms n ->
                    n.axis() == 0 ? launch.x() : n.axis() == 1 ? launch.y() : launch.z();
        };
    }

    private long compute(Arithmetic op) {
        Type type = op.type();
        return switch (op) {
            case Arithmetic.Constant c -> c.bits();
            case Arithmetic.Unary u -> Lanes.unary(u.kind(), type.dtype(), get(u.x()));
            case Arithmetic.Binary b ->
                    Lanes.binary(b.kind(), type.dtype(), get(b.a()), get(b.b()));
            case Arithmetic.Compare c ->
                    Lanes.compare(c.kind(), c.a().type().element(), get(c.a()), get(c.b())) ? 1 : 0;
            case Arithmetic.Select s ->
                    Lanes.select(get(s.condition()), get(s.ifTrue()), get(s.ifFalse()));
            case Arithmetic.Fma f -> Lanes.fma(type.dtype(), get(f.a()), get(f.b()), get(f.c()));
            case Arithmetic.Cast c ->
                    Lanes.cast(c.x().type().element(), c.to(), get(c.x()), c.rounding());
            case Arithmetic.Bitcast b -> Lanes.bitcast(b.x().type().dtype(), b.to(), get(b.x()));
            case Arithmetic.AddPointer a -> {
                int bytes = ((PointerType) a.type().element()).pointee().bytes();
                yield get(a.pointer()) + get(a.offset()) * bytes;
            }
        };
    }

    private void memory(Memory m) {
        switch (m) {
            case Memory.Load l -> {
                long lane = l.other() == null ? 0 : get(l.other());
                if (l.mask() == null || get(l.mask()) != 0) {
                    long address = address(l.place());
                    ElementType type = l.result().type().element();
                    lane = Bytes.read(checked(l.access(), address, type), address, type);
                }
                set(l.result(), lane);
            }
            case Memory.Store s -> {
                if (s.mask() == null || get(s.mask()) != 0) {
                    long address = address(s.place());
                    ElementType type = s.value().type().element();
                    Bytes.write(checked(s.access(), address, type), address, type, get(s.value()));
                }
            }
            case Memory.Atomic a -> atomic(a);
            case Memory.BufferLoad l -> set(l.result(), element(l.element())[at(l.element())]);
            case Memory.BufferStore s -> element(s.element())[at(s.element())] = get(s.value());
        }
    }

    private void atomic(Memory.Atomic a) {
        long old = 0;
        if (a.mask() == null || get(a.mask()) != 0) {
            long address = address(a.place());
            ElementType type = a.value().type().element();
            Storage storage = checked(a.access(), address, type);
            old = Bytes.read(storage, address, type);
            BinaryKind combine = a.kind().combine();
            long value = get(a.value());
            boolean joins = combine != null && type instanceof DType;
            boolean differs = a.compare() != null && get(a.compare()) != old;
            long joined = joins ? Lanes.binary(combine, (DType) type, old, value) : value;
            Bytes.write(storage, address, type, differs ? old : joined);
        }
        if (a.result() != null) {
            set(a.result(), old);
        }
    }

    long address(Place place) {
        long address = get(place.base());
        if (address % place.alignment() != 0) {
            throw new IllegalStateException("base is not aligned to " + place.alignment());
        }
        for (Place.Term t : place.terms()) {
            address += get(t.index()) * amount(t.stride());
        }
        return address;
    }

    /// Holds the storage of the site's parameter an element of a lane, else there is a fault.
    void check(Access access, long address, int bytes, long lane) {
        if (storage(access, address, bytes) == null) {
            throw new Fault(kernel.sites().get(access.site()), lane, address);
        }
    }

    Storage checked(Access access, long address, ElementType type) {
        Storage found = storage(access, address, type.bytes());
        if (found != null) {
            return found;
        }
        Site site = kernel.sites().get(access.site());
        if (access.check() == Check.PROVED) {
            throw new IllegalStateException("proved access outside, site " + site);
        }
        long lane = 0;
        for (Access.Coordinate c : access.lane()) {
            lane += get(c.value()) * c.weight();
        }
        throw new Fault(site, lane, address);
    }

    private @Nullable Storage storage(Access access, long address, int bytes) {
        int parameter = kernel.sites().get(access.site()).parameter();
        List<@Nullable Storage> candidates =
                parameter == Site.UNKNOWN
                        ? new ArrayList<>(live)
                        : Arrays.asList(ofParameter.get(parameter));
        return candidates.stream()
                .filter(s -> s != null && s.holds(address, bytes))
                .findFirst()
                .orElse(null);
    }

    long[] element(Memory.Element e) {
        return buffers[e.buffer().id()];
    }

    int at(Memory.Element e) {
        long at = e.offset();
        for (Memory.Term t : e.terms()) {
            at += get(t.index()) * t.stride();
        }
        return Math.toIntExact(at);
    }

    private void loop(Loop l) {
        long from = amount(l.from());
        long to = amount(l.to());
        if (from < 0 || to > l.extent()) {
            throw new IllegalStateException("loop from " + from + " to " + to);
        }
        List<Loop.Reduction> reductions = l.reductions();
        long[][] partials = new long[reductions.size()][];
        for (int r = 0; r < partials.length; r++) {
            Loop.Reduction reduction = reductions.get(r);
            partials[r] = new long[Math.min(l.extent(), reduction.order().lanes())];
            DType dtype = reduction.result().type().dtype();
            Arrays.fill(partials[r], Identity.of(reduction.kind(), dtype));
        }
        boolean reversed = backwards && l.axis() == Loop.Axis.PARALLEL;
        for (long n = 0; n < to - from; n++) {
            long i = reversed ? to - 1 - n : from + n;
            set(l.index(), i);
            block(l.body());
            for (int r = 0; r < partials.length; r++) {
                long[] partial = partials[r];
                Loop.Reduction reduction = reductions.get(r);
                int j = (int) (i % partial.length);
                partial[j] = join(reduction, partial[j], get(reduction.element()));
            }
        }
        for (int r = 0; r < partials.length; r++) {
            set(reductions.get(r).result(), halve(reductions.get(r), partials[r]));
        }
    }

    private static long join(Loop.Reduction r, long a, long b) {
        return Lanes.binary(r.kind().combine(), r.result().type().dtype(), a, b);
    }

    private static long halve(Loop.Reduction r, long[] partial) {
        for (int half = partial.length / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] = join(r, partial[j], partial[j + half]);
            }
        }
        return partial[0];
    }

    private void control(Control c) {
        switch (c) {
            case Control.For f -> loop(f);
            case Control.If i -> {
                boolean taken = get(i.condition()) != 0;
                if (i.isGuard()) {
                    guards.add(taken);
                }
                block(taken ? i.thenBlock() : i.elseBlock());
                for (Control.Merge m : i.merges()) {
                    set(m.result(), get(taken ? m.ifTrue() : m.ifFalse()));
                }
            }
            case Control.While w -> loop(w);
        }
    }

    private void loop(Control.For f) {
        DType dtype = f.iv().type().dtype();
        BigInteger lower = GuardEvaluator.integer(dtype, get(f.lower()));
        BigInteger upper = GuardEvaluator.integer(dtype, get(f.upper()));
        BigInteger step = GuardEvaluator.integer(dtype, get(f.step()));
        for (Control.Carried c : f.carried()) {
            set(c.parameter(), get(c.init()));
        }
        for (BigInteger i = lower; step.signum() > 0 && i.compareTo(upper) < 0; i = i.add(step)) {
            set(f.iv(), i.longValue());
            block(f.body());
            long[] next = new long[f.carried().size()];
            for (int k = 0; k < next.length; k++) {
                next[k] = get(f.carried().get(k).next());
            }
            for (int k = 0; k < next.length; k++) {
                set(f.carried().get(k).parameter(), next[k]);
            }
        }
        for (Control.Carried c : f.carried()) {
            set(c.result(), get(c.parameter()));
        }
    }

    private void loop(Control.While w) {
        for (Control.Loopback c : w.carried()) {
            set(c.parameter(), get(c.init()));
        }
        block(w.before());
        while (get(w.condition()) != 0) {
            for (Control.Handed h : w.handed()) {
                set(h.parameter(), get(h.value()));
            }
            block(w.after());
            long[] next = new long[w.carried().size()];
            for (int k = 0; k < next.length; k++) {
                next[k] = get(w.carried().get(k).next());
            }
            for (int k = 0; k < next.length; k++) {
                set(w.carried().get(k).parameter(), next[k]);
            }
            block(w.before());
        }
        for (Control.Handed h : w.handed()) {
            set(h.result(), get(h.value()));
        }
    }

    private boolean guards(Guard g) {
        return new GuardEvaluator(this::get, ofParameter, live).holds(g);
    }

    private void dot(DotNest d) {
        DotEvaluator.run(d, buffers);
    }
}
