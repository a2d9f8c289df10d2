package tritonc.runtime;

import tritonc.ir.type.DType;

import java.util.Arrays;

/// Views of tensors, and single elements.
final class TensorViews {
    private TensorViews() {}

    static Tensor slice(Tensor tensor, int axis, long start, long count, long step) {
        long[] shape = tensor.shape();
        if (axis < 0 || axis >= shape.length) {
            throw Shapes.bad("tensor " + tensor + " has no axis " + axis);
        }
        long extent = shape[axis];
        boolean inside = count == 0 ? start >= 0 && start <= extent : start >= 0 && start < extent;
        if (count > 0 && inside) {
            long room = step > 0 ? extent - 1 - start : start;
            long distance = Math.absExact(Math.clamp(step, -Long.MAX_VALUE, Long.MAX_VALUE));
            inside = step != 0 && count - 1 <= room / distance;
        }
        if (count < 0 || !inside) {
            throw Shapes.bad(
                    "axis %d of %s has no %d elements from %d by %d"
                            .formatted(axis, tensor, count, start, step));
        }
        long[] strides = tensor.strides();
        long first = tensor.byteOffset() + start * strides[axis] * tensor.dtype().bytes();
        shape[axis] = count;
        strides[axis] *= count > 1 ? step : 1;
        return tensor.view(tensor.dtype(), shape, strides, count == 0 ? 0 : first);
    }

    static Tensor permute(Tensor tensor, int[] axes) {
        int rank = tensor.rank();
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < axes.length; i++) {
            if (axes.length != rank || axes[i] < 0 || axes[i] >= rank || seen[axes[i]]) {
                throw Shapes.bad(
                        "axes " + Arrays.toString(axes) + " are no order of those of " + tensor);
            }
            seen[axes[i]] = true;
            shape[i] = tensor.shapeInPlace()[axes[i]];
            strides[i] = tensor.stridesInPlace()[axes[i]];
        }
        if (axes.length != rank) {
            throw Shapes.bad("tensor " + tensor + " has more axes than are named");
        }
        return tensor.view(tensor.dtype(), shape, strides, tensor.byteOffset());
    }

    static Tensor reshape(Tensor tensor, long[] shape) {
        long bytes = Shapes.bytes(tensor.dtype(), shape);
        if (bytes != tensor.count() * tensor.dtype().bytes()) {
            throw Shapes.bad("tensor " + tensor + " has no " + Shapes.text(shape) + " elements");
        }
        if (!tensor.isContiguous()) {
            throw Shapes.bad("tensor " + tensor + " has gaps and cannot be reshaped in place");
        }
        return tensor.view(
                tensor.dtype(), shape.clone(), Shapes.rowMajor(shape), tensor.byteOffset());
    }

    static Tensor broadcast(Tensor tensor, long[] shape) {
        long[] own = tensor.shapeInPlace();
        int lead = shape.length - own.length;
        long[] strides = new long[shape.length];
        for (int i = 0; i < own.length; i++) {
            if (lead < 0 || own[i] != 1 && own[i] != shape[lead + i]) {
                throw Shapes.bad(
                        "tensor " + tensor + " does not broadcast to " + Shapes.text(shape));
            }
            strides[lead + i] = own[i] == 1 ? 0 : tensor.stridesInPlace()[i];
        }
        return tensor.view(tensor.dtype(), shape.clone(), strides, tensor.byteOffset());
    }

    static Tensor strided(Tensor tensor, long[] shape, long[] strides, long first) {
        long width = tensor.dtype().bytes();
        if (Math.abs(first) > Shapes.MAX_BYTES) {
            throw Shapes.bad("a view of " + tensor + " cannot begin at " + first);
        }
        long offset = tensor.byteOffset() + first * width;
        return tensor.view(tensor.dtype(), shape.clone(), strides.clone(), offset);
    }

    static Tensor bitcast(Tensor tensor, DType type) {
        if (type.bytes() != tensor.dtype().bytes()) {
            throw Shapes.bad("the bits of " + tensor + " cannot be read as " + type);
        }
        return tensor.view(type, tensor.shape(), tensor.strides(), tensor.byteOffset());
    }

    static long read(Tensor tensor, long[] index) {
        long offset = offset(tensor, index);
        tensor.acquire();
        try {
            return Cells.read(tensor.dtype(), tensor.storage(), offset);
        } finally {
            tensor.release();
        }
    }

    static void write(Tensor tensor, long lane, long[] index) {
        long offset = offset(tensor, index);
        tensor.acquire();
        try {
            Cells.write(tensor.dtype(), tensor.storage(), offset, lane);
        } finally {
            tensor.release();
        }
    }

    private static long offset(Tensor tensor, long[] index) {
        long offset = tensor.byteOffset();
        long[] shape = tensor.shapeInPlace();
        for (int i = 0; i < index.length; i++) {
            if (index.length != shape.length || index[i] < 0 || index[i] >= shape[i]) {
                throw Shapes.bad("tensor " + tensor + " has no element " + Shapes.text(index));
            }
            offset += index[i] * tensor.stridesInPlace()[i] * tensor.dtype().bytes();
        }
        if (index.length != shape.length) {
            throw Shapes.bad("tensor " + tensor + " has no element " + Shapes.text(index));
        }
        return offset;
    }

    static void copy(Tensor source, Tensor target) {
        if (!Arrays.equals(source.shapeInPlace(), target.shapeInPlace())) {
            throw Shapes.bad("tensor " + source + " cannot be copied into " + target);
        }
        source.acquire();
        try {
            target.acquire();
            try {
                copyPinned(source, target);
            } finally {
                target.release();
            }
        } finally {
            source.release();
        }
    }

    private static void copyPinned(Tensor source, Tensor target) {
        if (target.isContiguous()) {
            TensorCopy.to(source, target.dtype(), target.storage().asSlice(target.byteOffset()));
            return;
        }
        Offsets from = new Offsets(source);
        Offsets to = new Offsets(target);
        for (long i = 0; i < source.count(); i++) {
            long lane = Cells.read(source.dtype(), source.storage(), from.next());
            long converted = Elements.convert(source.dtype(), target.dtype(), lane);
            Cells.write(target.dtype(), target.storage(), to.next(), converted);
        }
    }
}
