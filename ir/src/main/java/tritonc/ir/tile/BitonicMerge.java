package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Stages `first` to `last` of a bitonic sorting network along the last axis, whose extent n is a
/// power of two. Stages 1 to log2 n sort. Stage s brings runs of 2^s lanes, each bitonic, into
/// order: ascending runs and descending ones in turn, so that the next stage finds bitonic runs;
/// the stage that joins all n lanes makes them ascending, or descending if `descending`.
///
/// A stage has s rounds, with distances d = 2^(s-1), 2^(s-2), … 1. A round takes lane l, whose
/// number has no bit d, with the lane r that has it. In a run that ascends l becomes `l > r ? r :
/// l` and r becomes `r > l ? r : l`; in one that descends l becomes `l > r ? l : r` and r becomes
/// `r > l ? l : r`. So a NaN is not greater than anything, and a lane that is neither greater nor
/// less than its partner may take its partner's bits: both then have the same.
///
/// Source: `_compare_and_swap` and `_bitonic_merge_hypercube` in Triton 3.8's
/// `language/standard.py`, whose results these are.
public record BitonicMerge(Value x, int first, int last, boolean descending) implements CrossLane {
    public BitonicMerge {
        Shape shape = x.type().shape();
        int n = shape.rank() == 0 ? 0 : shape.dim(shape.rank() - 1);
        boolean fits =
                Integer.bitCount(n) == 1
                        && first >= 1
                        && first <= last
                        && last <= Integer.numberOfTrailingZeros(n)
                        && x.type().element() instanceof DType d
                        && !d.isFp8();
        if (!fits) {
            throw new IllegalArgumentException(
                    "stages " + first + " to " + last + " of a bitonic merge of " + x.type());
        }
    }

    @Override
    public String name() {
        return "bitonic_merge";
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<Type> resultTypes() {
        return List.of(x.type());
    }

    @Override
    public BitonicMerge mapOperands(UnaryOperator<Value> change) {
        Value v = change.apply(x);
        return v == x ? this : new BitonicMerge(v, first, last, descending);
    }
}
