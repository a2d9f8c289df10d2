package tritonc.codegen.vector;

import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// Writes in front of how many iterations the masks of a loop hold.
final class HeldBound {
    private final int extent;
    private final Fresh fresh;
    private final List<LoopNode> out;
    private final Location at;

    /// @param extent more than any index of the loop
    /// @param out gets the nodes
    HeldBound(int extent, Fresh fresh, List<LoopNode> out, Location at) {
        this.extent = extent;
        this.fresh = fresh;
        this.out = out;
        this.at = at;
    }

    /// An i32 from 0 on: the loop's end, or the first index at which a mask may not hold.
    ///
    /// @param to the loop's end, an i32
    Value of(HeldMasks held, Value to) {
        Value least = to;
        for (HeldMasks.Bound b : held.bounds()) {
            Value bound = isPlain(b) ? b.right().values().getFirst() : wide(b);
            least = binary(BinaryKind.MIN, least, bound);
        }
        // a whole strip goes up to a step before its end, which must not wrap
        return binary(BinaryKind.MAX, least, compute(new Arithmetic.Constant(DType.I32, 0)));
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
        Value first = binary(BinaryKind.SUB, right, left);
        Value bound = b.orEqual() ? binary(BinaryKind.ADD, first, number(1)) : first;
        Value most = number(Integer.MAX_VALUE);
        Value least = number(Integer.MIN_VALUE);
        Value end = binary(BinaryKind.ADD, left, number(extent - 1L));
        Value fits = compare(CompareKind.GE, left, least);
        fits = binary(BinaryKind.AND, fits, compare(CompareKind.LE, end, most));
        fits = binary(BinaryKind.AND, fits, compare(CompareKind.GE, right, least));
        fits = binary(BinaryKind.AND, fits, compare(CompareKind.LE, right, most));
        Value within =
                binary(BinaryKind.MAX, binary(BinaryKind.MIN, bound, number(extent)), number(0));
        Value known = compute(new Arithmetic.Select(fits, within, number(0)));
        return compute(new Arithmetic.Cast(known, DType.I32, Rounding.RTNE));
    }

    private Value total(HeldMasks.Sum sum) {
        Value total = number(sum.number());
        for (Value v : sum.values()) {
            Value wide = compute(new Arithmetic.Cast(v, DType.I64, Rounding.RTNE));
            total = binary(BinaryKind.ADD, total, wide);
        }
        return total;
    }

    private Value number(long value) {
        return compute(new Arithmetic.Constant(DType.I64, value));
    }

    private Value compare(CompareKind kind, Value a, Value b) {
        return compute(new Arithmetic.Compare(kind, a, b));
    }

    private Value binary(BinaryKind kind, Value a, Value b) {
        return compute(new Arithmetic.Binary(kind, a, b));
    }

    private Value compute(Arithmetic op) {
        Value result = fresh.of(op.type());
        out.add(new LoopNode.Compute(result, op, at));
        return result;
    }
}
