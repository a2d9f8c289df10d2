package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;

import java.util.List;

/// Uniform control flow; stands outside every [Loop]. Tiles that a construct carries or gives out
/// live in buffers; only scalars appear here.
public sealed interface Control extends LoopNode {
    /// Runs `body` for iv = lower, lower + step, … while iv < upper: ceil((upper - lower) / step)
    /// times, computed without overflow (the last iv + step may not fit the type); not at all where
    /// step ≤ 0. The bounds are integer scalars of iv's type.
    record For(
            Value iv,
            Value lower,
            Value upper,
            Value step,
            List<Carried> carried,
            LoopBlock body,
            Location at)
            implements Control {
        public For {
            carried = List.copyOf(carried);
        }

        /// The same loop over another body.
        public For with(LoopBlock other) {
            return new For(iv, lower, upper, step, carried, other, at);
        }
    }

    /// A scalar handed from one iteration to the next: `parameter` is `init` in the first iteration
    /// and the last one's `next` after that; `result`, visible after the loop, is what `parameter`
    /// would be in one iteration more. All parameters change at once.
    ///
    /// @param next visible at the end of the body
    record Carried(Value parameter, Value init, Value next, Value result) {}

    /// Runs one of the blocks.
    ///
    /// @param isGuard the `then` block is the expected version, allowed by [Guard]s; the `else`
    ///   block does the same work with every access checked
    record If(
            Value condition,
            LoopBlock thenBlock,
            LoopBlock elseBlock,
            List<Merge> merges,
            boolean isGuard,
            Location at)
            implements Control {
        public If {
            merges = List.copyOf(merges);
        }

        /// The same choice between other blocks.
        public If with(LoopBlock otherThen, LoopBlock otherElse) {
            return new If(condition, otherThen, otherElse, merges, isGuard, at);
        }
    }

    /// `result`, visible after an [If], is the one or the other, visible at the end of its block.
    record Merge(Value result, Value ifTrue, Value ifFalse) {}

    /// Runs `before`; while `condition`, which it defines or sees, holds, hands `handed` values to
    /// `after`, runs it, and goes back with the carried ones. Carried values start as their `init`;
    /// their `next` stands in `after` (or is a handed parameter).
    ///
    /// @param spins the condition depends on what other programs write: pause between iterations,
    ///   and give up at the deadline
    record While(
            List<Loopback> carried,
            LoopBlock before,
            Value condition,
            List<Handed> handed,
            LoopBlock after,
            boolean spins,
            Location at)
            implements Control {
        public While {
            carried = List.copyOf(carried);
            handed = List.copyOf(handed);
        }

        /// The same loop over other blocks.
        public While with(LoopBlock otherBefore, LoopBlock otherAfter) {
            return new While(carried, otherBefore, condition, handed, otherAfter, spins, at);
        }
    }

    /// A value that goes round in a [While]: `parameter` is visible in `before` (and not in
    /// `after`).
    record Loopback(Value parameter, Value init, Value next) {}

    /// A value that a [While]'s `before` hands on: `value` is visible at the end of `before`; it is
    /// `parameter` in `after` where the condition held, and `result` after the loop where it did
    /// not.
    record Handed(Value value, Value parameter, Value result) {}
}
