package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Value;

import java.util.List;

/// Runs `body` for index = from, from + 1, … to - 1 (not at all where to ≤ from). One axis of a
/// nest; perfect and imperfect nests are loops in loops.
///
/// @param index an i32, defined in the body
/// @param extent the axis of the tile: 0 ≤ from, to ≤ extent whatever the program; loops shorter
///   than it come from masks
/// @param isWhole whether the iterations are known to begin with 0 and to be a multiple of [#WHOLE]
/// @param reductions what is joined over the iterations
public record Loop(
        Value index,
        Amount from,
        Amount to,
        int extent,
        boolean isWhole,
        Axis axis,
        List<Reduction> reductions,
        LoopBlock body,
        Location at)
        implements LoopNode {
    /// What the iterations of a whole loop are a multiple of.
    public static final int WHOLE = 64;

    public Loop {
        reductions = List.copyOf(reductions);
    }

    /// A loop of any number of iterations.
    public Loop(
            Value index,
            Amount from,
            Amount to,
            int extent,
            Axis axis,
            List<Reduction> reductions,
            LoopBlock body,
            Location at) {
        this(index, from, to, extent, false, axis, reductions, body, at);
    }

    /// The same loop over another body.
    public Loop with(LoopBlock other) {
        return new Loop(index, from, to, extent, isWhole, axis, reductions, other, at);
    }

    /// What is known of the iterations.
    public enum Axis {
        /// Independent: no iteration writes what another reads or writes (atomics apart, which
        /// commute here). Any order, any number at once, gives the same bits.
        PARALLEL,
        /// Independent but for the loop's reductions.
        REDUCTION,
        /// One after the other, ascending: lanes may store to one address, or an atomic's order
        /// shows.
        ORDERED
    }

    /// Joins `element` over all iterations. There are min(extent, order.lanes()) partials; partial
    /// j starts from [Identity] of the kind; the iteration with index i replaces partial i mod
    /// lanes by `combine(partial, element)`, after the rest of its body, ascending; after the loop
    /// the partials are joined by the halving tree of [ReductionOrder]. Where
    /// `kind.orderMatters(dtype)` is false any order gives the same bits.
    ///
    /// @param result visible after the loop; its type is the element's
    /// @param element defined in the body, or outside the loop
    public record Reduction(Value result, ReduceKind kind, ReductionOrder order, Value element) {}
}
