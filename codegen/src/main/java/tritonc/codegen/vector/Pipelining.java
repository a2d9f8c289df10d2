package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Overlap;
import tritonc.codegen.loop.Pipeline;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Writes the [Pipeline] of a kernel:
///
/// ```
/// p = first                         a program: scalars; head; lead; middle; last; end
/// if its conditions hold {
///   head(p); lead(p)
///   while {
///     middle(p)
///     next = p + 1
///     next < end and its conditions hold   ← else the loop is left
///     head(next)
///     last(p) and lead(next) together
///     end(p)
///     p = next
///   }
///   last(p); end(p)
/// }
/// ```
///
/// Where a program is a loop over rows, p is a row, and the next one the program's next or the next
/// program's first.
final class Pipelining {
    private final Fresh fresh;
    private final Trace trace;
    private final PipelineParts parts;
    private final WholeLoops whole;
    private final Value first;
    private final Value end;
    private final Value program;

    private Pipelining(Fresh fresh, Trace trace, PipelineParts parts) {
        this.fresh = fresh;
        this.trace = trace;
        this.parts = parts;
        this.whole = new WholeLoops(trace, parts);
        first = fresh.of(DType.I32);
        end = fresh.of(DType.I32);
        program = fresh.of(DType.I32);
    }

    /// @return null where a kernel has none
    static @Nullable Pipeline of(LoopKernel kernel, VectorFile file, Fresh fresh) {
        Trace trace = Trace.of(kernel, fresh);
        PipelineParts parts = trace == null ? null : PipelineParts.of(trace, kernel, file);
        List<Overlap> apart = parts == null ? null : parts.apart(kernel.sites());
        if (trace == null || parts == null || apart == null) {
            return null;
        }
        trace.reduce(new PipelineConditions(trace, apart).needed());
        return new Pipelining(fresh, trace, parts).write(apart);
    }

    private Pipeline write(List<Overlap> apart) {
        List<LoopNode> nodes = new ArrayList<>();
        Nodes out = new Nodes(fresh, nodes);
        Renaming common = new Renaming(fresh, trace::resolved);
        trace.common().forEach(n -> nodes.add(common.node(n)));
        Renaming names = common.copy();
        Value holds = begin(names, out);
        List<LoopNode> then = new ArrayList<>();
        Value left = started(common, names, then);
        Value next = guarded(holds, then, left, nodes);
        return new Pipeline(first, end, program, next, apart, new LoopBlock(nodes));
    }

    /// Nodes that are run if a condition holds.
    ///
    /// @param left the first program that they leave
    /// @return the first program that is left
    private Value guarded(Value holds, List<LoopNode> then, Value left, List<LoopNode> to) {
        Value next = fresh.of(DType.I32);
        to.add(
                new Control.If(
                        holds,
                        new LoopBlock(then),
                        LoopBlock.EMPTY,
                        List.of(new Control.Merge(next, left, first)),
                        true,
                        Location.NONE));
        return next;
    }

    /// The head of the first program and, if it finds that loops have the same iterations, the
    /// rest.
    private Value started(Renaming common, Renaming names, List<LoopNode> nodes) {
        Nodes out = new Nodes(fresh, nodes);
        parts.head().forEach(n -> out.add(whole.of(n, names)));
        if (!parts.isToldLate(parts.lead())) {
            return rounds(common, names, out);
        }
        Value same = same(names, names, out);
        List<LoopNode> then = new ArrayList<>();
        Value left = rounds(common, names, new Nodes(fresh, then));
        return guarded(same, then, left, nodes);
    }

    private static Value end(Loop loop, Renaming names) {
        if (loop.to() instanceof Amount.Dynamic(Value to)) {
            return names.of(to);
        }
        throw new IllegalStateException("known: " + loop.to());
    }

    /// The scalars of the first program or row.
    ///
    /// @return whether there is one, and all conditions hold
    private Value begin(Renaming names, Nodes out) {
        scalars(trace.early(), names, first, out);
        Control.For rows = trace.rows();
        Value holds = whole.hold(names, out);
        if (rows != null) {
            names.name(rows.iv(), names.of(rows.lower()));
            holds = out.and(holds, isRow(rows, names, out));
            scalars(trace.ofRow(), names, first, out);
        }
        return conditions(names, holds, out);
    }

    /// Whether a loop over rows has any.
    private Value isRow(Control.For rows, Renaming names, Nodes out) {
        Value some = out.compare(CompareKind.LT, names.of(rows.lower()), names.of(rows.upper()));
        Value zero = out.constant(DType.I32, 0);
        return out.and(some, out.compare(CompareKind.GT, names.of(rows.step()), zero));
    }

    private Value conditions(Renaming names, Value holds, Nodes out) {
        Value all = holds;
        for (Value condition : trace.conditions()) {
            all = out.and(all, names.of(condition));
        }
        boolean isLate = parts.isToldLate(parts.lead()) || parts.isToldLate(parts.last());
        return isLate || parts.lead().to().equals(parts.last().to())
                ? all
                : out.and(all, same(names, names, out));
    }

    /// Whether the last loop has as many iterations as the lead.
    private Value same(Renaming last, Renaming lead, Nodes out) {
        return out.compare(CompareKind.EQ, end(parts.last(), last), end(parts.lead(), lead));
    }

    /// @param number of the program
    private static void scalars(List<LoopNode> nodes, Renaming names, Value number, Nodes out) {
        for (LoopNode node : nodes) {
            if (node instanceof LoopNode.Position p) {
                names.name(p.result(), number);
            } else {
                out.add(names.node(node));
            }
        }
    }

    /// The loop and what stands around it.
    ///
    /// @param names those of the first program
    /// @return the program after the last one that has run
    private Value rounds(Renaming common, Renaming names, Nodes out) {
        out.add(whole.of(parts.lead(), names));
        Round round = new Round(common);
        LoopBlock before = round.before();
        LoopBlock after = round.after();
        out.add(
                new Control.While(
                        round.carried(names),
                        before,
                        round.next.holds(),
                        round.handed,
                        after,
                        false,
                        parts.last().at()));
        // where only the middle told how many iterations there are, these may be others
        out.add(
                parts.isToldLate(parts.last())
                        ? round.left.node(parts.last())
                        : whole.of(parts.last(), round.left));
        parts.end().forEach(n -> out.add(round.left.node(n)));
        return round.following.result();
    }

    /// A turn of the loop: what each value is called in its parts.
    private final class Round {
        /// In the first block: the present program's values, and the next one's.
        private final Renaming now;

        private final Renaming after;

        /// In the second block.
        private final Renaming last;

        private final Renaming lead;

        /// The present program's, behind the loop.
        private final Renaming left;

        private final List<Value> parameters = new ArrayList<>();
        private final List<Control.Handed> handed = new ArrayList<>();
        private final List<LoopNode> block = new ArrayList<>();
        private final Next next;
        private final Control.Handed following;

        Round(Renaming common) {
            now = common.copy();
            after = common.copy();
            last = common.copy();
            lead = common.copy();
            left = common.copy();
            numbers(now, program);
            for (Value v : parts.kept()) {
                Value parameter = fresh.of(v.type());
                parameters.add(parameter);
                now.name(v, parameter);
            }
            Nodes in = new Nodes(fresh, block);
            parts.middle().forEach(n -> in.add(whole.of(n, now)));
            boolean isLate = parts.isToldLate(parts.last());
            next = next(now, after, isLate ? same(now, common, in) : in.constant(DType.I1, 1), in);
            following = hand(next.program());
        }

        /// Hands on what the second block and what stands behind the loop need.
        LoopBlock before() {
            for (Value v : parts.handed()) {
                Control.Handed h = hand(now.of(v));
                last.name(v, h.parameter());
                left.name(v, h.result());
            }
            Control.Handed number = hand(program);
            numbers(last, number.parameter());
            numbers(left, number.result());
            for (Value v : parts.ahead()) {
                lead.name(v, hand(after.of(v)).parameter());
            }
            numbers(lead, following.parameter());
            return new LoopBlock(block);
        }

        private Control.Handed hand(Value value) {
            Control.Handed h =
                    new Control.Handed(value, fresh.of(value.type()), fresh.of(value.type()));
            handed.add(h);
            return h;
        }

        LoopBlock after() {
            List<LoopNode> nodes = new ArrayList<>();
            parts.head().forEach(n -> nodes.add(whole.of(n, lead)));
            together(last, lead, new Nodes(fresh, nodes));
            parts.end().forEach(n -> nodes.add(last.node(n)));
            return new LoopBlock(nodes);
        }

        /// @param names those of the first program
        List<Control.Loopback> carried(Renaming names) {
            List<Control.Loopback> all = new ArrayList<>();
            all.add(new Control.Loopback(program, first, following.parameter()));
            for (int i = 0; i < parameters.size(); i++) {
                Value v = parts.kept().get(i);
                all.add(new Control.Loopback(parameters.get(i), names.of(v), lead.of(v)));
            }
            return all;
        }
    }

    /// Calls the program's number as it is now.
    private void numbers(Renaming names, Value number) {
        for (LoopNode node : trace.early()) {
            numbers(node, names, number);
        }
        trace.ofRow().forEach(n -> numbers(n, names, number));
    }

    private static void numbers(LoopNode node, Renaming names, Value number) {
        if (node instanceof LoopNode.Position p) {
            names.name(p.result(), number);
        }
    }

    /// @param program its number, or that of the last one and one more
    /// @param holds whether there is one, and all its conditions hold
    private record Next(Value program, Value holds) {}

    /// The scalars of the next program or row.
    ///
    /// @param now names of the present one
    /// @param after gets those of the next
    /// @param same whether the present one's last loop has as many iterations as the next one's
    ///   lead
    private Next next(Renaming now, Renaming after, Value same, Nodes out) {
        Control.For rows = trace.rows();
        Value one = out.constant(DType.I32, 1);
        Value following = out.binary(BinaryKind.ADD, program, one);
        if (rows == null) {
            scalars(trace.early(), after, following, out);
            Value some = out.compare(CompareKind.LT, following, end);
            return new Next(following, conditions(after, out.and(same, some), out));
        }
        Value step = out.wide(now.of(rows.step()));
        Value further = out.binary(BinaryKind.ADD, out.wide(now.of(rows.iv())), step);
        Value more = out.compare(CompareKind.LT, further, out.wide(now.of(rows.upper())));
        Value number = out.select(more, program, following);
        scalars(trace.early(), after, number, out);
        Value below = out.compare(CompareKind.LT, number, end);
        Value another = out.and(below, isRow(rows, after, out));
        Value row = out.narrow(further);
        after.name(rows.iv(), out.select(more, row, after.of(rows.lower())));
        scalars(trace.ofRow(), after, number, out);
        return new Next(number, conditions(after, out.and(same, out.or(more, another)), out));
    }

    /// The last loop and the next one's lead, at once if they have the same iterations: else lane
    /// by lane, as that is seldom.
    private void together(Renaming last, Renaming lead, Nodes out) {
        Renaming.Turned finish = whole.of(parts.last());
        Renaming.Turned begin = whole.of(parts.lead());
        if (!parts.isToldLate(parts.lead())) {
            out.add(Renaming.together(finish, last, begin, lead));
            return;
        }
        Value same = same(last, lead, out);
        Renaming lastAlone = last.copy();
        Renaming leadAlone = lead.copy();
        List<LoopNode> apart = List.of(lastAlone.node(parts.last()), leadAlone.node(parts.lead()));
        Renaming lastAlong = last.copy();
        Renaming leadAlong = lead.copy();
        LoopNode both = Renaming.together(finish, lastAlong, begin, leadAlong);
        List<Control.Merge> merges = new ArrayList<>();
        merge(parts.last(), last, lastAlong, lastAlone, merges);
        merge(parts.lead(), lead, leadAlong, leadAlone, merges);
        out.add(
                new Control.If(
                        same,
                        new LoopBlock(List.of(both)),
                        new LoopBlock(apart),
                        merges,
                        true,
                        parts.last().at()));
    }

    private void merge(
            Loop loop, Renaming names, Renaming along, Renaming alone, List<Control.Merge> merges) {
        for (Loop.Reduction r : loop.reductions()) {
            Value result = fresh.of(r.result().type());
            merges.add(new Control.Merge(result, along.of(r.result()), alone.of(r.result())));
            names.name(r.result(), result);
        }
    }
}
