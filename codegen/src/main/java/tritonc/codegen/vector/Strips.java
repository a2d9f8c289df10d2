package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Identity;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes one loop as strips of vectors.
final class Strips {
    /// Turns that a loop may have at most from which strips without its masks pay.
    private static final int LEAST_TURNS = 4;

    private final Loop loop;
    private final LoopPlan plan;
    private final Fresh fresh;
    private final Outside outside;
    private final Map<Integer, Arithmetic.Constant> constants;
    private final List<LoopNode> out;

    /// For each reduction the vectors that hold its partials.
    private final List<List<Value>> partials = new ArrayList<>();

    /// Vectors of what the lanes of masked strips are compared with.
    private final Map<Amount, Value> bounds = new HashMap<>();

    Strips(
            Loop loop,
            LoopPlan plan,
            Fresh fresh,
            Map<Integer, Arithmetic.Constant> constants,
            List<LoopNode> out) {
        this.loop = loop;
        this.plan = plan;
        this.fresh = fresh;
        this.outside = new Outside(fresh, plan.lanes(), constants, out);
        this.out = out;
        this.constants = constants;
    }

    void write() {
        for (Loop.Reduction r : loop.reductions()) {
            partials.add(identities(r));
        }
        int step = plan.lanes() * plan.copies();
        boolean starts = loop.from() instanceof Amount.Constant(long from) && from % step == 0;
        Amount rest = loop.from();
        boolean ends = endsWhole(step, starts);
        boolean mustAlign = loop.reductions().stream().anyMatch(Strips::isOrdered);
        if (starts || !mustAlign) {
            rest = Amount.of(whole(step, ends));
        } else {
            rest = down(loop.from(), step);
        }
        if (!ends) {
            int copies = mustAlign ? plan.copies() : 1;
            @Nullable Amount least = starts || !mustAlign ? null : loop.from();
            strip(
                    rest,
                    loop.to(),
                    new Turn(plan.lanes() * copies, false, copies, least, HeldMasks.NONE));
        }
        for (int r = 0; r < partials.size(); r++) {
            Loop.Reduction reduction = loop.reductions().get(r);
            out.add(
                    new Vector.Fold(
                            reduction.result(), reduction.kind(), partials.get(r), loop.at()));
        }
    }

    /// The strips that begin where the loop does and take no masks of its end: first as far as its
    /// own masks hold, if it has such.
    ///
    /// @param ends whether nothing is left behind them
    /// @return the index where they ended
    private Value whole(int step, boolean ends) {
        Turn turn = new Turn(step, true, plan.copies(), null, HeldMasks.NONE);
        // a loop that begins later begins where masks end
        boolean pays = loop.from().is(0) && loop.extent() >= LEAST_TURNS * step;
        HeldMasks held = pays ? HeldMasks.of(loop, constants) : HeldMasks.NONE;
        if (held.isEmpty()) {
            return strip(loop.from(), loop.to(), turn);
        }
        HeldBound bound = new HeldBound(loop.extent(), new Nodes(fresh, out));
        Amount to = Amount.of(bound.of(held, number(loop.to(), out)));
        Value end = strip(loop.from(), to, new Turn(step, true, plan.copies(), null, held));
        return ends ? strip(Amount.of(end), loop.to(), turn) : end;
    }

    /// Whether the loop may have no iterations, and gives nothing.
    boolean mayBeEmpty() {
        boolean isKnown =
                loop.from() instanceof Amount.Constant && loop.to() instanceof Amount.Constant;
        return !isKnown && loop.reductions().isEmpty();
    }

    /// The nodes of the strips, run only if the loop has iterations.
    ///
    /// @param before gets the test
    LoopNode unlessEmpty(List<LoopNode> nodes, List<LoopNode> before) {
        Value from = number(loop.from(), before);
        Value to = number(loop.to(), before);
        Value some = compute(new Arithmetic.Compare(CompareKind.LT, from, to), before);
        LoopBlock block = new LoopBlock(nodes);
        return new Control.If(some, block, LoopBlock.EMPTY, List.of(), false, loop.at());
    }

    private static boolean isOrdered(Loop.Reduction r) {
        return r.kind().orderMatters(r.result().type().dtype());
    }

    private boolean endsWhole(int step, boolean starts) {
        return loop.isWhole() && Loop.WHOLE % step == 0
                || starts && loop.to() instanceof Amount.Constant(long to) && to % step == 0;
    }

    private List<Value> identities(Loop.Reduction r) {
        DType type = r.result().type().dtype();
        int count =
                isOrdered(r)
                        ? Math.min(r.order().lanes(), loop.extent()) / plan.lanes()
                        : plan.copies();
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(constant(type, Identity.of(r.kind(), type), plan.lanes(), out));
        }
        return all;
    }

    private Value constant(DType type, long bits, int lanes, List<LoopNode> to) {
        Value number = fresh.of(type, lanes);
        to.add(
                new LoopNode.Compute(
                        number, new Arithmetic.Constant(number.type(), bits), Location.NONE));
        return number;
    }

    private Value compute(Arithmetic op, List<LoopNode> to) {
        Value result = fresh.of(op.type());
        to.add(new LoopNode.Compute(result, op, loop.at()));
        return result;
    }

    /// An amount as an i32.
    private Value number(Amount amount, List<LoopNode> to) {
        return switch (amount) {
            case Amount.Constant(long value) -> constant(DType.I32, value, 1, to);
            case Amount.Dynamic(Value value) ->
                    value.type() == DType.I32
                            ? value
                            : compute(
                                    new Arithmetic.Cast(
                                            value, DType.I32, tritonc.ir.tile.Rounding.RTNE),
                                    to);
        };
    }

    /// The multiple of a power of two at or below an amount.
    private Amount down(Amount amount, int step) {
        Value mask = constant(DType.I32, -step, 1, out);
        Value from = number(amount, out);
        return Amount.of(compute(new Arithmetic.Binary(BinaryKind.AND, from, mask), out));
    }

    /// How a strip takes its turns.
    ///
    /// @param isWhole whether all lanes of all turns take part
    /// @param copies vectors of a turn
    /// @param least the first index that takes part, where the strip begins before it
    /// @param held masks that hold in all of the strip's lanes
    private record Turn(
            int step, boolean isWhole, int copies, @Nullable Amount least, HeldMasks held) {}

    /// @return the index where the strip ended
    private Value strip(Amount from, Amount to, Turn turn) {
        Value index = fresh.of(DType.I32);
        Value last = fresh.of(DType.I32);
        List<Value> state = new ArrayList<>();
        List<Value> parameters = new ArrayList<>();
        partials.forEach(state::addAll);
        state.forEach(v -> parameters.add(fresh.of(v.type())));
        List<LoopNode> body = new ArrayList<>();
        List<Value> next = new ArrayList<>(parameters);
        vectors(index, turn, next, body);
        List<Control.Carried> carried = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < state.size(); i++) {
            Value result = fresh.of(state.get(i).type());
            results.add(result);
            carried.add(new Control.Carried(parameters.get(i), state.get(i), next.get(i), result));
        }
        LoopBlock block = new LoopBlock(body);
        out.add(
                new Vector.Strip(
                        index,
                        from,
                        to,
                        turn.step(),
                        turn.isWhole(),
                        last,
                        carried,
                        block,
                        loop.at()));
        int at = 0;
        for (List<Value> p : partials) {
            for (int i = 0; i < p.size(); i++) {
                p.set(i, results.get(at++));
            }
        }
        return last;
    }

    /// Writes the vectors of a turn, as many side by side as the plan says, so that few
    /// instructions wait for the one before.
    ///
    /// @param next gets the partials behind them
    private void vectors(Value index, Turn turn, List<Value> next, List<LoopNode> body) {
        int most = turn.isWhole() ? plan.abreast() : plan.maskedAbreast();
        int abreast = Math.min(turn.copies(), most);
        for (int first = 0; first < turn.copies(); first += abreast) {
            List<LaneBody> vectors = new ArrayList<>();
            for (int copy = first; copy < first + abreast; copy++) {
                int offset = copy * plan.lanes();
                Value mask = turn.isWhole() ? null : mask(index, offset, turn.least(), body);
                vectors.add(
                        new LaneBody(
                                loop,
                                plan,
                                fresh,
                                outside,
                                body,
                                index,
                                offset,
                                mask,
                                turn.held()));
            }
            for (Arms.Step step : plan.steps()) {
                vectors.forEach(v -> v.write(step));
            }
            for (int i = 0; i < abreast; i++) {
                join(vectors.get(i), first + i, next, body);
            }
        }
    }

    /// The lanes of a vector before the end, and not before `least`.
    private Value mask(Value index, int offset, @Nullable Amount least, List<LoopNode> body) {
        Value first = index;
        if (offset != 0) {
            Value by = constant(DType.I32, offset, 1, body);
            first = compute(new Arithmetic.Binary(BinaryKind.ADD, index, by), body);
        }
        Value ramp = fresh.of(DType.I32, plan.lanes());
        body.add(new Vector.Ramp(ramp, first, loop.at()));
        Value mask = bound(CompareKind.LT, ramp, loop.to(), body);
        if (least == null) {
            return mask;
        }
        Value above = bound(CompareKind.GE, ramp, least, body);
        return compute(new Arithmetic.Binary(BinaryKind.AND, mask, above), body);
    }

    private Value bound(CompareKind kind, Value ramp, Amount amount, List<LoopNode> body) {
        Value end = bounds.computeIfAbsent(amount, a -> outside.spread(number(a, out)));
        return compute(new Arithmetic.Compare(kind, ramp, end), body);
    }

    /// Joins what a vector gave to the partials.
    private void join(LaneBody lanes, int copy, List<Value> next, List<LoopNode> body) {
        Value mask = lanes.mask();
        int at = 0;
        for (int r = 0; r < partials.size(); r++) {
            Loop.Reduction reduction = loop.reductions().get(r);
            int count = partials.get(r).size();
            int slot = at + copy % count;
            Value before = next.get(slot);
            Value element = lanes.vector(reduction.element());
            Value joined =
                    compute(
                            new Arithmetic.Binary(reduction.kind().combine(), before, element),
                            body);
            next.set(
                    slot,
                    mask == null
                            ? joined
                            : compute(new Arithmetic.Select(mask, joined, before), body));
            at += count;
        }
    }
}
