package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Drops what nothing depends on: values nobody reads, buffers nobody reads, loops left empty.
/// Accesses that check themselves stay, for their fault.
final class DeadNodes {
    /// What defines a value: a [LoopNode], or the record of a node that hands values on.
    private final @Nullable Object[] definers;

    private final boolean[] live;
    private boolean[] liveBuffers = new boolean[16];
    private final List<List<LoopNode>> writers = new ArrayList<>();
    private final Deque<Value> work = new ArrayDeque<>();
    private final Deque<Buffer> bufferWork = new ArrayDeque<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<@Nullable Buffer> renumbered = new ArrayList<>();
    private LoopBlock body = LoopBlock.EMPTY;

    private DeadNodes(int valueCount) {
        definers = new @Nullable Object[valueCount];
        live = new boolean[valueCount];
    }

    static DeadNodes of(LoopBlock body, int valueCount) {
        DeadNodes dead = new DeadNodes(valueCount);
        dead.collect(body);
        dead.spread();
        dead.body = dead.sweep(body);
        return dead;
    }

    /// What is left.
    LoopBlock body() {
        return body;
    }

    /// The buffers that are left, numbered anew.
    List<Buffer> buffers() {
        return buffers;
    }

    /// The new buffer for one that is left.
    private Buffer renumbered(Buffer old) {
        while (renumbered.size() <= old.id()) {
            renumbered.add(null);
        }
        Buffer now = renumbered.get(old.id());
        if (now == null) {
            now = new Buffer(buffers.size(), old.type(), old.shape());
            buffers.add(now);
            renumbered.set(old.id(), now);
        }
        return now;
    }

    private Memory.Element renumbered(Memory.Element e) {
        return new Memory.Element(renumbered(e.buffer()), e.terms(), e.offset());
    }

    private DotNest.Operand renumbered(DotNest.Operand o) {
        return new DotNest.Operand(
                renumbered(o.buffer()),
                o.offset(),
                o.batchStride(),
                o.rowStride(),
                o.columnStride());
    }

    private DotNest renumbered(DotNest d) {
        return new DotNest(
                d.batch(),
                d.m(),
                d.n(),
                d.k(),
                renumbered(d.a()),
                renumbered(d.b()),
                renumbered(d.acc()),
                d.precision(),
                d.at());
    }

    private void need(Value value) {
        if (!live[value.id()]) {
            live[value.id()] = true;
            work.add(value);
        }
    }

    private void need(Buffer buffer) {
        known(buffer);
        if (!liveBuffers[buffer.id()]) {
            liveBuffers[buffer.id()] = true;
            bufferWork.add(buffer);
        }
    }

    private List<LoopNode> known(Buffer buffer) {
        while (writers.size() <= buffer.id()) {
            writers.add(new ArrayList<>());
        }
        if (liveBuffers.length < writers.size()) {
            liveBuffers = Arrays.copyOf(liveBuffers, 2 * writers.size());
        }
        return writers.get(buffer.id());
    }

    private boolean isLive(Value value) {
        return live[value.id()];
    }

    private void collect(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            switch (node) {
                case LoopNode.Compute c -> definers[c.result().id()] = c;
                case LoopNode.Position p -> definers[p.result().id()] = p;
                case Guard g -> definers[g.result().id()] = g;
                case DotNest d -> known(d.acc()).add(d);
                case ScanNest s -> collect(s.steps());
                case Memory m -> collect(m);
                case Loop l -> {
                    Uses.of(l, this::need);
                    l.reductions().forEach(r -> definers[r.result().id()] = r);
                    collect(l.body());
                }
                case Control c -> collect(c);
                case Effect e -> Uses.of(e, this::need);
                case Vector v -> throw new CompilerBug("loop", "lanes before their time: " + v);
            }
        }
    }

    private void collect(Memory m) {
        switch (m) {
            case Memory.Load l -> {
                definers[l.result().id()] = l;
                if (l.access().check() == Check.EACH || l.isVolatile()) {
                    Uses.of(l, this::need);
                }
            }
            case Memory.BufferLoad l -> definers[l.result().id()] = l;
            case Memory.BufferStore s -> known(s.element().buffer()).add(s);
            case Memory.Store s -> Uses.of(s, this::need);
            case Memory.Atomic a -> Uses.of(a, this::need);
        }
    }

    private void collect(Control c) {
        switch (c) {
            case Control.For f -> {
                need(f.lower());
                need(f.upper());
                need(f.step());
                for (Control.Carried x : f.carried()) {
                    definers[x.parameter().id()] = x;
                    definers[x.result().id()] = x;
                }
                collect(f.body());
            }
            case Control.If i -> {
                need(i.condition());
                i.merges().forEach(m -> definers[m.result().id()] = m);
                collect(i.thenBlock());
                collect(i.elseBlock());
            }
            case Control.While w -> {
                need(w.condition());
                w.carried().forEach(x -> definers[x.parameter().id()] = x);
                for (Control.Handed x : w.handed()) {
                    definers[x.parameter().id()] = x;
                    definers[x.result().id()] = x;
                }
                collect(w.before());
                collect(w.after());
            }
        }
    }

    private void spread() {
        while (!work.isEmpty() || !bufferWork.isEmpty()) {
            if (!work.isEmpty()) {
                spread(definers[work.remove().id()]);
            } else {
                for (LoopNode writer : known(bufferWork.remove())) {
                    spread(writer);
                }
            }
        }
    }

    private void spread(@Nullable Object definer) {
        switch (definer) {
            case null -> {}
            case DotNest d -> {
                need(d.a().buffer());
                need(d.b().buffer());
            }
            case Memory.BufferLoad l -> {
                need(l.element().buffer());
                Uses.of(l, this::need);
            }
            case LoopNode n -> Uses.of(n, this::need);
            case Control.Carried x -> {
                need(x.init());
                need(x.next());
            }
            case Control.Merge m -> {
                need(m.ifTrue());
                need(m.ifFalse());
            }
            case Control.Loopback x -> {
                need(x.init());
                need(x.next());
            }
            case Control.Handed h -> need(h.value());
            case Loop.Reduction r -> need(r.element());
            default -> throw new IllegalStateException("no definer: " + definer);
        }
    }

    private LoopBlock sweep(LoopBlock block) {
        List<LoopNode> kept = new ArrayList<>(block.nodes().size());
        for (LoopNode node : block.nodes()) {
            LoopNode now = sweep(node);
            if (now != null) {
                kept.add(now);
            }
        }
        return new LoopBlock(kept);
    }

    private @Nullable LoopNode sweep(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute c -> isLive(c.result()) ? c : null;
            case LoopNode.Position p -> isLive(p.result()) ? p : null;
            case Guard g -> isLive(g.result()) ? g : null;
            case DotNest d -> liveBuffers[d.acc().id()] ? renumbered(d) : null;
            case ScanNest s ->
                    liveBuffers[s.lanes().id()]
                            ? new ScanNest(
                                    renumbered(s.lanes()),
                                    s.kind(),
                                    s.reverse(),
                                    s.block(),
                                    s.isHandedOn(),
                                    sweep(s.steps()),
                                    s.at())
                            : null;
            case Memory.Load l -> {
                boolean stays = l.access().check() == Check.EACH || l.isVolatile();
                yield stays || isLive(l.result()) ? l : null;
            }
            case Memory.BufferLoad l ->
                    isLive(l.result())
                            ? new Memory.BufferLoad(l.result(), renumbered(l.element()), l.at())
                            : null;
            case Memory.BufferStore s ->
                    liveBuffers[s.element().buffer().id()]
                            ? new Memory.BufferStore(renumbered(s.element()), s.value(), s.at())
                            : null;
            case Memory.Store s -> s;
            case Memory.Atomic a -> a;
            case Loop l -> sweep(l);
            case Control.For f -> sweep(f);
            case Control.If i -> sweep(i);
            case Control.While w -> sweep(w);
            case Effect e -> e;
            case Vector v -> throw new CompilerBug("loop", "lanes before their time: " + v);
        };
    }

    private @Nullable LoopNode sweep(Loop l) {
        LoopBlock body = sweep(l.body());
        List<Loop.Reduction> reductions = new ArrayList<>(l.reductions());
        reductions.removeIf(r -> !isLive(r.result()));
        if (body.nodes().isEmpty() && reductions.isEmpty()) {
            return null;
        }
        return new Loop(
                l.index(), l.from(), l.to(), l.extent(), l.axis(), reductions, body, l.at());
    }

    private @Nullable LoopNode sweep(Control.For f) {
        LoopBlock body = sweep(f.body());
        List<Control.Carried> carried = new ArrayList<>(f.carried());
        carried.removeIf(x -> !isLive(x.parameter()) && !isLive(x.result()));
        if (body.nodes().isEmpty() && carried.isEmpty()) {
            return null;
        }
        return new Control.For(f.iv(), f.lower(), f.upper(), f.step(), carried, body, f.at());
    }

    private @Nullable LoopNode sweep(Control.If i) {
        LoopBlock thenBlock = sweep(i.thenBlock());
        LoopBlock elseBlock = sweep(i.elseBlock());
        List<Control.Merge> merges = new ArrayList<>(i.merges());
        merges.removeIf(m -> !isLive(m.result()));
        if (thenBlock.nodes().isEmpty() && elseBlock.nodes().isEmpty() && merges.isEmpty()) {
            return null;
        }
        return new Control.If(i.condition(), thenBlock, elseBlock, merges, i.isGuard(), i.at());
    }

    private LoopNode sweep(Control.While w) {
        List<Control.Loopback> carried = new ArrayList<>(w.carried());
        carried.removeIf(x -> !isLive(x.parameter()));
        List<Control.Handed> handed = new ArrayList<>(w.handed());
        handed.removeIf(h -> !isLive(h.parameter()) && !isLive(h.result()));
        return new Control.While(
                carried,
                sweep(w.before()),
                w.condition(),
                handed,
                sweep(w.after()),
                w.spins(),
                w.at());
    }
}
