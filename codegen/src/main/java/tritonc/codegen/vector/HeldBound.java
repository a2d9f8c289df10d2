package tritonc.codegen.vector;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// Writes in front of how many iterations the masks of a loop hold.
final class HeldBound {
    private final int extent;
    private final Nodes out;

    /// @param extent more than any index of the loop
    /// @param out gets the nodes
    HeldBound(int extent, Nodes out) {
        this.extent = extent;
        this.out = out;
    }

    /// An i32 from 0 on: the loop's end, or the first index at which a mask may not hold.
    ///
    /// @param to the loop's end, an i32
    Value of(HeldMasks held, Value to) {
        Value least = to;
        for (HeldMasks.Bound b : held.bounds()) {
            Value bound = isPlain(b) ? b.right().values().getFirst() : wide(b);
            least = out.binary(BinaryKind.MIN, least, bound);
        }
        // a whole strip goes up to a step before its end, which must not wrap
        return out.binary(BinaryKind.MAX, least, out.constant(DType.I32, 0));
    }

    /// Whether a bound is that the index is less than a value.
    private static boolean isPlain(HeldMasks.Bound b) {
        return b.left().equals(new HeldMasks.Sum(List.of(), 0))
                && b.right().number() == 0
                && b.right().values().size() == 1
                && !b.orEqual();
    }

    /// The bound of a comparison of sums, in 64 bits, so that nothing wraps; 0 where a sum in 32
    /// bits might.
    private Value wide(HeldMasks.Bound b) {
        Value left = total(b.left());
        Value right = total(b.right());
        Value first = out.binary(BinaryKind.SUB, right, left);
        Value bound = b.orEqual() ? out.binary(BinaryKind.ADD, first, number(1)) : first;
        Value most = number(Integer.MAX_VALUE);
        Value least = number(Integer.MIN_VALUE);
        Value end = out.binary(BinaryKind.ADD, left, number(extent - 1L));
        Value fits = out.compare(CompareKind.GE, left, least);
        fits = out.and(fits, out.compare(CompareKind.LE, end, most));
        fits = out.and(fits, out.compare(CompareKind.GE, right, least));
        fits = out.and(fits, out.compare(CompareKind.LE, right, most));
        Value within =
                out.binary(
                        BinaryKind.MAX,
                        out.binary(BinaryKind.MIN, bound, number(extent)),
                        number(0));
        Value known = out.select(fits, within, number(0));
        return out.narrow(known);
    }

    private Value total(HeldMasks.Sum sum) {
        Value total = number(sum.number());
        for (Value v : sum.values()) {
            total = out.binary(BinaryKind.ADD, total, out.wide(v));
        }
        return total;
    }

    private Value number(long value) {
        return out.constant(DType.I64, value);
    }
}
