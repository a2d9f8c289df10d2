package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Value;

import java.util.List;

/// Steps over several lanes at once, which stand where a [Loop] was. A value of L lanes has a block
/// type of shape [L], L a power of two; [LoopNode.Compute] works on such values lane by lane, as
/// the tile op it holds says. Only back ends for machine code take them.
public sealed interface Vector extends LoopNode {
    /// All lanes are the scalar.
    record Spread(Value result, Value scalar, Location at) implements Vector {}

    /// Lane n of an i32 vector is `first + n`.
    record Ramp(Value result, Value first, Location at) implements Vector {}

    /// Lane n is `dividend[n] / divisor[n]` in fp32, rounded to nearest, where all lanes of the
    /// divisor are the same, and all of the reciprocal are 1 / divisor, rounded to nearest.
    record Quotient(Value result, Value dividend, Value divisor, Value reciprocal, Location at)
            implements Vector {}

    /// Raises a fault where a lane of the next access lies outside the storage of the parameter
    /// that its site names: that of the first such lane. Lanes whose mask is false are not looked
    /// at.
    ///
    /// @param place addresses as for [Load], as are `displacement` and `step`
    /// @param bytes of an element
    /// @param number an i32 vector: the number of each lane in the tile op's block
    record Check(
            Place place,
            long displacement,
            Amount step,
            int bytes,
            @Nullable Value mask,
            Value number,
            Access access,
            Location at)
            implements Vector {}

    /// Reads a lane each. Lane n stands `displacement + n · step` bytes behind the place; where the
    /// base of the place is a vector of addresses, at that lane's address. Lanes whose mask is
    /// false touch nothing and are `other`, or 0.
    ///
    /// @param displacement in bytes
    /// @param step in bytes; 0 reads one element for all
    record Load(
            Value result,
            Place place,
            long displacement,
            Amount step,
            @Nullable Value mask,
            @Nullable Value other,
            Access access,
            Location at)
            implements Vector {}

    /// Writes a lane each, addresses as for [Load]; no two lanes have the same.
    record Store(
            Place place,
            long displacement,
            Amount step,
            Value value,
            @Nullable Value mask,
            Access access,
            Location at)
            implements Vector {}

    /// Reads a lane each of a buffer: lane n is element number `element + n · step`, or `element +
    /// offsets[n]` where there are offsets, an i32 vector. Lanes whose mask is false are undefined.
    record BufferLoad(
            Value result,
            Memory.Element element,
            int step,
            @Nullable Value offsets,
            @Nullable Value mask,
            Location at)
            implements Vector {}

    /// Writes a lane each of a buffer, elements as for [BufferLoad].
    record BufferStore(
            Memory.Element element,
            int step,
            @Nullable Value offsets,
            Value value,
            @Nullable Value mask,
            Location at)
            implements Vector {}

    /// Joins all lanes of all partials to a scalar by the halving tree of
    /// [tritonc.ir.tile.ReductionOrder]: lane n of partial p is partial number `p · L + n`.
    ///
    /// @param partials scalars or vectors of the same type; their number is a power of two
    record Fold(Value result, ReduceKind kind, List<Value> partials, Location at)
            implements Vector {
        public Fold {
            partials = List.copyOf(partials);
        }
    }

    /// Computes values that only some lanes ask for: each merge's result is `ifTrue` in the lanes
    /// whose mask is true, else `ifFalse`. `body`, which defines the `ifTrue` of all lanes and has
    /// no effects, may be left out where no lane's mask is true.
    record Where(Value mask, LoopBlock body, List<Control.Merge> merges, Location at)
            implements Vector {
        public Where {
            merges = List.copyOf(merges);
        }
    }

    /// Joins each lane of a block with those before it, in the order of [tritonc.ir.tile.ScanOrder]
    /// within a block. The block is the lanes of all vectors, the first vector first; with
    /// `reverse` the last lane of a vector is its first.
    ///
    /// @param results vectors of the same type
    /// @param vectors their number is a power of two
    record Prefix(
            List<Value> results, List<Value> vectors, ReduceKind kind, boolean reverse, Location at)
            implements Vector {
        public Prefix {
            results = List.copyOf(results);
            vectors = List.copyOf(vectors);
        }
    }

    /// All lanes are the last one of a vector, with `reverse` the first one.
    record Last(Value result, Value vector, boolean reverse, Location at) implements Vector {}

    /// Runs `loop`, then `rest`. Where the epilogue's condition holds it may stand for `rest`: then
    /// nobody reads the sums from their buffer, and they need not be written there.
    record Product(Control.For loop, Epilogue epilogue, Control.If rest) implements Vector {
        @Override
        public Location at() {
            return rest.at();
        }
    }

    /// Runs `body` for index = from, from + step, … while `index + step ≤ to` if it is whole, else
    /// while `index < to`.
    ///
    /// @param index an i32, visible in the body
    /// @param last an i32, visible afterwards: the first index that the body did not run for
    record Strip(
            Value index,
            Amount from,
            Amount to,
            int step,
            boolean isWhole,
            Value last,
            List<Control.Carried> carried,
            LoopBlock body,
            Location at)
            implements Vector {
        public Strip {
            carried = List.copyOf(carried);
        }
    }
}
