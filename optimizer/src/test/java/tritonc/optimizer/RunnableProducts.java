package tritonc.optimizer;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.Random;

/// Products of random kernels: a matrix of floats times itself transposed.
final class RunnableProducts {
    private static final DType[] TYPES = {
        DType.FP8E4NV, DType.FP8E5, DType.FP8E4B15, DType.FP16, DType.FP32
    };

    private RunnableProducts() {}

    /// The sum of a product's elements.
    ///
    /// @param x a block of 8 numbers, or one of them
    static Value of(Builder builder, Random random, Value x) {
        Value eight = x.type().isBlock() ? x : builder.splat(x, Shape.of(8));
        Value left =
                narrow(builder, random, builder.add(new ShapeOp.Reshape(eight, Shape.of(4, 2))));
        Value turned = builder.add(new ShapeOp.Transpose(left, List.of(1, 0)));
        Value right = random.nextBoolean() ? turned : narrow(builder, random, turned);
        Value zero = builder.constant(Type.of(DType.FP32, Shape.of(4, 4)), 0);
        Value sum = builder.add(new Dot(left, right, zero, InputPrecision.IEEE));
        for (int axis = 0; axis < 2; axis++) {
            sum = builder.add(new Reduce(ReduceKind.SUM, sum, 0, ReductionOrder.SEQUENTIAL));
        }
        return sum;
    }

    private static Value narrow(Builder builder, Random random, Value x) {
        DType to = TYPES[random.nextInt(TYPES.length)];
        return builder.add(new Arithmetic.Cast(x, to, Rounding.RTNE));
    }
}
