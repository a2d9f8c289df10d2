package tritonc.fuzz;

import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

/// The part of the generator that brings lanes into another order, picks some or counts them.
final class Lanes {
    private final KernelGenerator make;

    Lanes(KernelGenerator make) {
        this.make = make;
    }

    Value make() {
        Value known =
                make.pool.pick(t -> t.isBlock() && t.element() instanceof DType d && !d.isFp8());
        DType dtype = make.choices.of(KernelGenerator.NUMBERS);
        Value x = known != null ? known : make.value(Type.of(dtype, make.tile));
        Shape shape = x.type().shape();
        int axis = make.choices.below(shape.rank());
        return switch (make.choices.below(4)) {
            case 0 -> make.out.add(new ShapeOp.Flip(x, axis));
            case 1 -> gather(x, axis);
            case 2 -> histogram(x);
            default -> merge(x);
        };
    }

    private Value gather(Value x, int axis) {
        DType[] integers = {DType.I32, DType.I64, DType.I8, DType.U16, DType.U64, DType.I1};
        Shape to = x.type().shape().with(axis, make.choices.of(new int[] {1, 4, 16, 32}));
        Value index = make.value(Type.of(make.choices.of(integers), to));
        return make.out.add(new Gather(x, index, axis));
    }

    private Value histogram(Value x) {
        DType dtype = x.type().dtype();
        Value integers = dtype.isFloat() ? make.out.cast(x, DType.I16) : x;
        boolean masked = make.choices.chance(50);
        Value mask = masked ? make.value(x.type().withElement(DType.I1)) : null;
        int bins = make.choices.of(new int[] {1, 2, 8, 64});
        return make.out.add(new Histogram(integers, mask, bins));
    }

    /// All stages of a sorting network or some of them.
    private Value merge(Value x) {
        Shape shape = x.type().shape();
        int stages = Integer.numberOfTrailingZeros(shape.dim(shape.rank() - 1));
        if (stages == 0) {
            return make.out.add(new ShapeOp.Flip(x, 0));
        }
        int first = make.choices.chance(50) ? 1 : 1 + make.choices.below(stages);
        int last =
                make.choices.chance(50) ? stages : first + make.choices.below(stages - first + 1);
        return make.out.add(new BitonicMerge(x, first, last, make.choices.chance(50)));
    }
}
