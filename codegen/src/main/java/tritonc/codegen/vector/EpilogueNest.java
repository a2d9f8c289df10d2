package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A product and the nest that alone reads its sums.
///
/// @param before stands before the product from now on
/// @param rest the nest, if its guards hold
/// @param rows the nest again, with names of its own for what it defines; `columns` stands in it
/// @param sum reads the sums
/// @param plan of `columns`
/// @param length how many nodes it takes the place of
record EpilogueNest(
        Control.For loop,
        DotNest dot,
        List<LoopNode> before,
        Control.If rest,
        Loop rows,
        Loop columns,
        Memory.BufferLoad sum,
        LoopPlan plan,
        int length) {
    EpilogueNest {
        before = List.copyOf(before);
    }

    /// How far it is from row to row of what the body stores.
    ///
    /// @param least how far that must be, so that rows do not overlap
    private record Apart(Amount stride, long least) {}

    /// Whether rows may be done in any order, or it can be told when the program runs.
    static boolean mayBeApart(Loop rows, Loop columns) {
        Apart apart = apart(rows, columns);
        return rows.axis() == Loop.Axis.PARALLEL
                || apart != null
                        && (apart.stride() instanceof Amount.Dynamic
                                || apart.stride() instanceof Amount.Constant(long stride)
                                        && stride >= apart.least());
    }

    /// Null where the body stores more than once, or not one element behind the other.
    private static @Nullable Apart apart(Loop rows, Loop columns) {
        Apart apart = null;
        for (LoopNode node : columns.body().nodes()) {
            if (node instanceof Memory.Store s) {
                Apart own = apart(s, rows, columns);
                if (own == null || apart != null) {
                    return null;
                }
                apart = own;
            }
        }
        return apart;
    }

    private static @Nullable Apart apart(Memory.Store s, Loop rows, Loop columns) {
        Amount row = null;
        Amount column = null;
        for (Place.Term t : s.place().terms()) {
            row = t.index().equals(rows.index()) ? t.stride() : row;
            column = t.index().equals(columns.index()) ? t.stride() : column;
        }
        int bytes = s.value().type().element().bytes();
        return row != null && column != null && column.is(bytes)
                ? new Apart(row, (long) bytes * columns.extent())
                : null;
    }

    /// What becomes of the sums, where the nest runs over all of them.
    ///
    /// @param constants scalars that are known, by id
    /// @param out gets what is computed before the product
    Epilogue epilogue(
            Fresh fresh, Map<Integer, Arithmetic.Constant> constants, List<LoopNode> out) {
        List<LoopNode> row = rows.body().nodes();
        List<LoopNode> rowBody = new ArrayList<>(row.subList(0, row.size() - 1));
        List<LoopNode> body = new ArrayList<>();
        Outside outside = new Outside(fresh, plan.lanes(), constants, rowBody);
        Value column = columns.index();
        LaneBody lanes =
                new LaneBody(columns, plan, fresh, outside, body, column, 0, null, HeldMasks.NONE);
        Value lanesOfSum = fresh.of(dot.acc().type(), plan.lanes());
        lanes.define(sum.result(), lanesOfSum);
        plan.steps().forEach(lanes::write);
        return new Epilogue(
                condition(new Nodes(fresh, out)),
                dot.acc(),
                dot.n(),
                rows.index(),
                new LoopBlock(rowBody),
                column,
                lanesOfSum,
                new LoopBlock(body),
                targets(rowBody, body));
    }

    /// Places that nothing in the blocks has a part in.
    private static List<Place> targets(List<LoopNode> rowBody, List<LoopNode> body) {
        Set<Value> own = new HashSet<>();
        rowBody.forEach(n -> Reads.defined(n, own));
        body.forEach(n -> Reads.defined(n, own));
        List<Place> targets = new ArrayList<>();
        for (LoopNode node : body) {
            if (node instanceof Vector.Store s
                    && s.step().is(s.value().type().element().bytes())
                    && s.displacement() == 0
                    && !own.contains(s.place().base())
                    && s.place().terms().stream().noneMatch(t -> own.contains(t.index()))) {
                targets.add(s.place());
            }
        }
        return targets;
    }

    private Value condition(Nodes out) {
        Value condition = isWhole(columns, isWhole(rows, rest.condition(), out), out);
        Apart apart = rows.axis() == Loop.Axis.PARALLEL ? null : apart(rows, columns);
        if (apart == null || !(apart.stride() instanceof Amount.Dynamic(Value stride))) {
            return condition;
        }
        Value least = out.constant(stride.type(), apart.least());
        return out.and(condition, out.compare(CompareKind.GE, stride, least));
    }

    private static Value isWhole(Loop loop, Value condition, Nodes out) {
        if (!(loop.to() instanceof Amount.Dynamic(Value to))) {
            return condition;
        }
        Value extent = out.constant(to.type(), loop.extent());
        return out.and(condition, out.compare(CompareKind.EQ, to, extent));
    }
}
