package tritonc.runtime;

import tritonc.ir.type.DType;

/// The byte offsets of a tensor's elements, one after the other in row-major order.
final class Offsets {
    private final long[] shape;
    private final long[] steps;
    private final long[] index;
    private long offset;

    Offsets(DType dtype, long[] shape, long[] strides, long first) {
        this.shape = shape;
        this.steps = strides.clone();
        this.index = new long[shape.length];
        this.offset = first;
        for (int i = 0; i < steps.length; i++) {
            steps[i] *= dtype.bytes();
        }
    }

    Offsets(Tensor tensor) {
        this(tensor.dtype(), tensor.shapeInPlace(), tensor.stridesInPlace(), tensor.byteOffset());
    }

    /// The offset of the current element; call it no more often than there are elements.
    long next() {
        long here = offset;
        for (int i = shape.length - 1; i >= 0; i--) {
            offset += steps[i];
            if (++index[i] < shape[i]) {
                return here;
            }
            offset -= steps[i] * shape[i];
            index[i] = 0;
        }
        return here;
    }
}
