package tritonc.codegen.loop;

import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Runs the steps over several lanes, lane by lane.
final class VectorEvaluator {
    private final LoopEvaluator scalars;
    private final Map<Integer, long[]> vectors = new HashMap<>();
    private int lane;

    VectorEvaluator(LoopEvaluator scalars) {
        this.scalars = scalars;
    }

    /// The lane of a vector that is being computed.
    long lane(Value vector) {
        long[] lanes = vectors.get(vector.id());
        if (lanes == null) {
            throw new IllegalStateException(vector + " is read before it is written");
        }
        return lanes[lane];
    }

    /// Computes a scalar, or each lane of a vector.
    void each(Value result, LongSupplier compute) {
        if (!result.type().isBlock()) {
            scalars.set(result, compute.getAsLong());
            return;
        }
        long[] lanes = new long[result.type().size()];
        for (lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = compute.getAsLong();
        }
        vectors.put(result.id(), lanes);
    }

    void run(Vector v) {
        switch (v) {
            case Vector.Spread s -> each(s.result(), () -> scalars.get(s.scalar()));
            case Vector.Quotient q ->
                    each(
                            q.result(),
                            () ->
                                    Float.floatToRawIntBits(
                                            Float.intBitsToFloat((int) scalars.get(q.dividend()))
                                                    / Float.intBitsToFloat(
                                                            (int) scalars.get(q.divisor()))));
            case Vector.Ramp r -> each(r.result(), () -> (int) scalars.get(r.first()) + lane);
            case Vector.Check c -> {
                for (lane = 0; lane < c.number().type().size(); lane++) {
                    check(c);
                }
            }
            case Vector.Load l -> each(l.result(), () -> load(l));
            case Vector.Store s -> {
                for (lane = 0; lane < s.value().type().size(); lane++) {
                    store(s);
                }
            }
            case Vector.BufferLoad l -> each(l.result(), () -> load(l));
            case Vector.BufferStore s -> {
                for (lane = 0; lane < s.value().type().size(); lane++) {
                    if (s.mask() == null || scalars.get(s.mask()) != 0) {
                        int at = at(s.element(), s.step(), s.offsets());
                        scalars.element(s.element())[at] = scalars.get(s.value());
                    }
                }
            }
            case Vector.Fold f -> fold(f);
            case Vector.Where w -> where(w);
            case Vector.Prefix p -> prefix(p);
            case Vector.Last l -> {
                int last = l.reverse() ? 0 : l.vector().type().size() - 1;
                long[] from = vectors.get(l.vector().id());
                each(l.result(), () -> from[last]);
            }
            case Vector.Strip s -> strip(s);
            case Vector.Product p -> product(p);
        }
    }

    private int at(Memory.Element e, int step, @org.jspecify.annotations.Nullable Value offsets) {
        return scalars.at(e)
                + (offsets == null ? lane * step : Math.toIntExact(scalars.get(offsets)));
    }

    private long address(Place place, long displacement, Amount step) {
        return scalars.address(place) + displacement + lane * scalars.amount(step);
    }

    private void check(Vector.Check c) {
        if (c.mask() == null || scalars.get(c.mask()) != 0) {
            long address = address(c.place(), c.displacement(), c.step());
            scalars.check(c.access(), address, c.bytes(), scalars.get(c.number()));
        }
    }

    private long load(Vector.Load l) {
        if (l.mask() != null && scalars.get(l.mask()) == 0) {
            return l.other() == null ? 0 : scalars.get(l.other());
        }
        ElementType type = l.result().type().element();
        long address = address(l.place(), l.displacement(), l.step());
        return Bytes.read(scalars.checked(l.access(), address, type), address, type);
    }

    private void store(Vector.Store s) {
        if (s.mask() == null || scalars.get(s.mask()) != 0) {
            ElementType type = s.value().type().element();
            long address = address(s.place(), s.displacement(), s.step());
            Storage storage = scalars.checked(s.access(), address, type);
            Bytes.write(storage, address, type, scalars.get(s.value()));
        }
    }

    private long load(Vector.BufferLoad l) {
        if (l.mask() != null && scalars.get(l.mask()) == 0) {
            return 0x5a5a;
        }
        return scalars.element(l.element())[at(l.element(), l.step(), l.offsets())];
    }

    private void fold(Vector.Fold f) {
        List<Long> partials = new ArrayList<>();
        for (Value p : f.partials()) {
            for (lane = 0; lane < p.type().size(); lane++) {
                partials.add(scalars.get(p));
            }
        }
        DType type = f.result().type().dtype();
        long[] all = partials.stream().mapToLong(x -> x).toArray();
        for (int half = all.length / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                all[j] = Lanes.binary(f.kind().combine(), type, all[j], all[j + half]);
            }
        }
        scalars.set(f.result(), all[0]);
    }

    private void prefix(Vector.Prefix p) {
        int size = p.vectors().getFirst().type().size();
        long[] all = new long[size * p.vectors().size()];
        for (int i = 0; i < all.length; i++) {
            lane = p.reverse() ? size - 1 - i % size : i % size;
            all[i] = scalars.get(p.vectors().get(i / size));
        }
        DType type = p.vectors().getFirst().type().dtype();
        for (int d = 1; d < all.length; d *= 2) {
            for (int i = 0; i < all.length; i++) {
                if ((i & d) != 0) {
                    all[i] = Lanes.binary(p.kind().combine(), type, all[i / d * d - 1], all[i]);
                }
            }
        }
        for (int v = 0; v < p.results().size(); v++) {
            int first = v * size;
            each(p.results().get(v), () -> all[first + (p.reverse() ? size - 1 - lane : lane)]);
        }
    }

    private void move(Value to, Value from) {
        each(to, () -> scalars.get(from));
    }

    /// Leaves the body out where it may be.
    private void where(Vector.Where w) {
        long[] mask = new long[w.mask().type().size()];
        boolean some = false;
        for (lane = 0; lane < mask.length; lane++) {
            mask[lane] = scalars.get(w.mask());
            some |= mask[lane] != 0;
        }
        if (some) {
            scalars.block(w.body());
        }
        for (Control.Merge m : w.merges()) {
            each(m.result(), () -> scalars.get(mask[lane] != 0 ? m.ifTrue() : m.ifFalse()));
        }
    }

    /// The sums are only read from their buffer where the epilogue may not be done.
    private void product(Vector.Product p) {
        Epilogue e = p.epilogue();
        boolean isDone = scalars.get(e.condition()) != 0;
        scalars.block(new LoopBlock(List.of(p.loop())));
        if (!isDone) {
            scalars.block(new LoopBlock(List.of(p.rest())));
            return;
        }
        long[] sums = scalars.element(new Memory.Element(e.sums(), List.of(), 0));
        int lanes = e.sum().type().size();
        // any order will do: one that is not the nest's
        for (int c = e.columns() - lanes; c >= 0; c -= lanes) {
            for (int r = 0; r < sums.length / e.columns(); r++) {
                scalars.set(e.row(), r);
                scalars.block(e.rowBody());
                scalars.set(e.column(), c);
                int first = r * e.columns() + c;
                each(e.sum(), () -> sums[first + lane]);
                scalars.block(e.body());
            }
        }
        Arrays.fill(sums, 0x5a5a);
    }

    private void strip(Vector.Strip s) {
        for (Control.Carried c : s.carried()) {
            move(c.parameter(), c.init());
        }
        long to = scalars.amount(s.to());
        long index = scalars.amount(s.from());
        for (; s.isWhole() ? index + s.step() <= to : index < to; index += s.step()) {
            scalars.set(s.index(), index);
            scalars.block(s.body());
            List<Value> kept = new ArrayList<>();
            for (Control.Carried c : s.carried()) {
                // all change at once
                Value copy = new Value(-1 - kept.size(), c.next().type());
                kept.add(copy);
                keep(copy, c.next());
            }
            for (int i = 0; i < kept.size(); i++) {
                restore(s.carried().get(i).parameter(), kept.get(i));
            }
        }
        for (Control.Carried c : s.carried()) {
            move(c.result(), c.parameter());
        }
        scalars.set(s.last(), index);
    }

    private final Map<Integer, long[]> copies = new HashMap<>();

    private void keep(Value copy, Value from) {
        long[] lanes = new long[from.type().size()];
        for (lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = scalars.get(from);
        }
        copies.put(copy.id(), lanes);
    }

    private void restore(Value to, Value copy) {
        long[] lanes = copies.get(copy.id());
        each(to, () -> lanes[to.type().isBlock() ? lane : 0]);
    }
}
