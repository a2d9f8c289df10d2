package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Overlap;
import tritonc.codegen.loop.Site;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The steps of a program, parted at its last loop and at the one that runs along with the last of
/// the program before: the loop in front of the last if nothing stands against it, else the first.
///
/// @param head what stands before the lead and must be done first; touches no tensor but to read
///   what is proved to be there
/// @param kept what depends on the program's number, its head or its lead, and is read behind that
/// @param handed what the last loop and the end read
/// @param ahead what the head, the lead and the steps behind them read that depends on the
///   program's number
record PipelineParts(
        Trace trace,
        List<LoopNode> head,
        Loop lead,
        List<LoopNode> middle,
        Loop last,
        List<LoopNode> end,
        List<Value> kept,
        List<Value> handed,
        List<Value> ahead) {
    /// Lanes of a loop from which it pays.
    private static final int LEAST_LANES = 64;

    /// Nodes of a program at most: they are written again, once or twice.
    private static final int MOST_NODES = 400;

    /// @return null where the loops cannot be one, or need not
    static @Nullable PipelineParts of(Trace trace, LoopKernel kernel, VectorFile file) {
        List<LoopNode> steps = trace.steps();
        List<Integer> loops = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Loop) {
                loops.add(i);
            }
        }
        if (loops.size() < 2 || size(trace) > MOST_NODES) {
            return null;
        }
        int first = loops.getFirst();
        int last = loops.removeLast();
        if (!isPlain((Loop) steps.get(last), kernel, file)) {
            return null;
        }
        PipelineParts nearest = parted(trace, loops.getLast(), first, last, kernel, file);
        return nearest == null ? parted(trace, first, first, last, kernel, file) : nearest;
    }

    /// @param lead number of the step that is to run along
    /// @param first number of the first loop
    /// @param last number of the last one
    private static @Nullable PipelineParts parted(
            Trace trace, int lead, int first, int last, LoopKernel kernel, VectorFile file) {
        List<LoopNode> steps = trace.steps();
        List<LoopNode> front = steps.subList(0, lead);
        List<LoopNode> head = lead == first ? List.of() : front;
        List<LoopNode> middle = new ArrayList<>(lead == first ? front : List.of());
        middle.addAll(steps.subList(lead + 1, last));
        Loop begin = (Loop) steps.get(lead);
        Loop finish = (Loop) steps.get(last);
        boolean fits =
                isPlain(begin, kernel, file)
                        && writesNothing(begin)
                        && isTogether(trace, begin, finish)
                        && isAhead(head, finish)
                        && (lead > first || readsNothingLate(trace, begin))
                        && buffersFit(begin, finish);
        return fits
                ? of(trace, head, begin, middle, finish, steps.subList(last + 1, steps.size()))
                : null;
    }

    /// Whether steps may be done before the last loop of the program before: they write nothing
    /// that it reads, and cannot fail.
    private static boolean isAhead(List<LoopNode> head, Loop last) {
        Set<Buffer> read = new HashSet<>();
        buffers(last, read, new HashSet<>());
        for (LoopNode node : head) {
            Set<Buffer> filled = new HashSet<>();
            boolean fits =
                    switch (node) {
                        case Loop l -> {
                            buffers(l, new HashSet<>(), filled);
                            yield isProved(l) && writesNothing(l) && noneOf(filled, read);
                        }
                        case LoopNode.Compute _ -> true;
                        default -> false;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// All steps in their order, the end apart.
    List<LoopNode> steps() {
        List<LoopNode> steps = new ArrayList<>(head);
        steps.add(lead);
        steps.addAll(middle);
        steps.add(last);
        return steps;
    }

    private static int size(Trace trace) {
        int size = trace.common().size() + trace.early().size() + trace.ofRow().size();
        for (LoopNode node : trace.steps()) {
            size += node instanceof Loop l ? l.body().nodes().size() : 1;
        }
        return size;
    }

    /// Whether it is a loop without others inside whose accesses need no check, and of many
    /// vectors.
    private static boolean isPlain(Loop loop, LoopKernel kernel, VectorFile file) {
        return isProved(loop)
                && loop.extent() >= LEAST_LANES
                && LoopPlan.obstacle(loop, file, kernel.sites()) == null;
    }

    private static boolean isProved(Loop loop) {
        for (LoopNode node : loop.body().nodes()) {
            boolean isProved =
                    switch (node) {
                        case Memory.Load l -> Reads.isFree(l);
                        case Memory.Store s -> s.access().check() == Check.PROVED;
                        case LoopNode.Compute _, Memory.BufferLoad _, Memory.BufferStore _ -> true;
                        default -> false;
                    };
            if (!isProved) {
                return false;
            }
        }
        return true;
    }

    private static boolean writesNothing(Loop loop) {
        return loop.body().nodes().stream().noneMatch(Memory.Store.class::isInstance);
    }

    /// Whether both loops may have the same iterations: as many as all programs have alike, where
    /// only one of them may have others.
    private static boolean isTogether(Trace trace, Loop lead, Loop last) {
        return lead.extent() == last.extent()
                && lead.from().is(0)
                && last.from().is(0)
                && areTogether(trace, lead.to(), last.to());
    }

    private static boolean areTogether(Trace trace, Amount lead, Amount last) {
        return lead instanceof Amount.Dynamic(Value a) && last instanceof Amount.Dynamic(Value b)
                ? a.type().equals(b.type()) && (trace.isCommon(a) || trace.isCommon(b))
                : lead.equals(last);
    }

    /// Whether only steps find out how many iterations a loop has.
    boolean isToldLate(Loop loop) {
        return loop.to() instanceof Amount.Dynamic(Value to) && trace.isLate(to);
    }

    /// Whether all programs have as many iterations of a loop.
    boolean isAlike(Loop loop) {
        return !(loop.to() instanceof Amount.Dynamic(Value to)) || trace.isCommon(to);
    }

    private static boolean readsNothingLate(Trace trace, Loop lead) {
        Set<Value> read = new LinkedHashSet<>();
        Reads.outside(List.of(lead), read);
        return read.stream().noneMatch(trace::isLate);
    }

    /// Whether the lead fills only elements of buffers that the last loop's same iteration, and no
    /// other of it, has read.
    private static boolean buffersFit(Loop lead, Loop last) {
        Set<Buffer> ofLead = new HashSet<>();
        Set<Buffer> filled = new HashSet<>();
        Set<Buffer> ofLast = new HashSet<>();
        Set<Buffer> filledLast = new HashSet<>();
        boolean leadIsLanewise = buffers(lead, ofLead, filled);
        boolean lastIsLanewise = buffers(last, ofLast, filledLast);
        Set<Buffer> shared = new HashSet<>(ofLead);
        shared.retainAll(ofLast);
        boolean isWritten =
                shared.stream().anyMatch(b -> filled.contains(b) || filledLast.contains(b));
        return !isWritten || leadIsLanewise && lastIsLanewise && noneOf(shared, filledLast);
    }

    private static boolean noneOf(Set<Buffer> some, Set<Buffer> others) {
        return some.stream().noneMatch(others::contains);
    }

    /// Collects the buffers of a loop; whether each iteration has an element of its own number.
    private static boolean buffers(Loop loop, Set<Buffer> all, Set<Buffer> filled) {
        boolean isLanewise = true;
        for (LoopNode node : loop.body().nodes()) {
            Memory.Element e =
                    switch (node) {
                        case Memory.BufferLoad l -> l.element();
                        case Memory.BufferStore s -> s.element();
                        default -> null;
                    };
            if (e == null) {
                continue;
            }
            all.add(e.buffer());
            if (node instanceof Memory.BufferStore) {
                filled.add(e.buffer());
            }
            isLanewise &= Reads.isOwn(e, loop);
        }
        return isLanewise;
    }

    /// The parts with what their readers need.
    private static PipelineParts of(
            Trace trace,
            List<LoopNode> head,
            Loop lead,
            List<LoopNode> middle,
            Loop last,
            List<LoopNode> end) {
        List<LoopNode> begin = new ArrayList<>(head);
        begin.add(lead);
        List<LoopNode> late = new ArrayList<>(end);
        late.addFirst(last);
        Set<Value> own = own(trace);
        Set<Value> made = new HashSet<>(own);
        begin.forEach(n -> Reads.defined(n, made));
        Set<Value> kept = read(trace, middle);
        Set<Value> handed = read(trace, late);
        kept.addAll(handed);
        ofRows(trace, kept);
        kept.retainAll(made);
        middle.forEach(n -> Reads.defined(n, made));
        handed.retainAll(made);
        Set<Value> ahead = read(trace, begin);
        ahead.addAll(kept);
        ahead.retainAll(own);
        return new PipelineParts(
                trace,
                List.copyOf(head),
                lead,
                middle,
                last,
                List.copyOf(end),
                List.copyOf(kept),
                List.copyOf(handed),
                List.copyOf(ahead));
    }

    /// Adds what tells which row is the next.
    private static void ofRows(Trace trace, Set<Value> kept) {
        Control.For rows = trace.rows();
        if (rows != null) {
            for (Value v : List.of(rows.iv(), rows.upper(), rows.step())) {
                kept.add(trace.resolved(v));
            }
        }
    }

    /// What depends on the number of a program or row, but for the number itself.
    private static Set<Value> own(Trace trace) {
        Set<Value> own = new HashSet<>();
        List<LoopNode> scalars = new ArrayList<>(trace.early());
        scalars.addAll(trace.ofRow());
        for (LoopNode node : scalars) {
            if (!(node instanceof LoopNode.Position)) {
                Results.of(node, own::add);
            }
        }
        Control.For rows = trace.rows();
        if (rows != null) {
            own.add(rows.iv());
        }
        return own;
    }

    /// What nodes read that they do not define, by what it stands for.
    private static Set<Value> read(Trace trace, List<LoopNode> nodes) {
        Set<Value> read = new LinkedHashSet<>();
        Reads.outside(nodes, read);
        Set<Value> meant = new LinkedHashSet<>();
        read.forEach(v -> meant.add(trace.resolved(v)));
        return meant;
    }

    /// The storages that must be apart: those that are read and those that are written. So what is
    /// read ahead is as it was, and a program that is begun again, for one of its rows, reads
    /// nothing that it has written.
    ///
    /// @return null where that is not known, or cannot be
    @Nullable List<Overlap> apart(List<Site> sites) {
        Set<Integer> read = new LinkedHashSet<>();
        Set<Integer> written = new LinkedHashSet<>();
        parameters(trace.steps(), sites, read, written);
        Set<Integer> ahead = new HashSet<>();
        List<LoopNode> begin = new ArrayList<>(head);
        begin.add(lead);
        parameters(trace.rows() == null ? begin : trace.steps(), sites, ahead, written);
        List<Overlap> all = new ArrayList<>();
        for (int from : read) {
            for (int to : written) {
                boolean isKnown = from != to && from != Site.UNKNOWN && to != Site.UNKNOWN;
                if (isKnown) {
                    all.add(new Overlap(from, to));
                } else if (ahead.contains(from)) {
                    return null;
                }
            }
        }
        return all;
    }

    private static void parameters(
            List<LoopNode> nodes, List<Site> sites, Set<Integer> read, Set<Integer> written) {
        for (LoopNode node : nodes) {
            switch (node) {
                case Memory.Load l -> read.add(sites.get(l.access().site()).parameter());
                case Memory.Store s -> written.add(sites.get(s.access().site()).parameter());
                case Loop l -> parameters(l.body().nodes(), sites, read, written);
                default -> {}
            }
        }
    }
}
