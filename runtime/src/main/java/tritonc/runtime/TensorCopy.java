package tritonc.runtime;

import tritonc.ir.type.DType;

import java.lang.foreign.MemorySegment;

/// Elements copied between tensors, arrays and dtypes.
final class TensorCopy {
    private TensorCopy() {}

    /// A tensor with the elements of an array.
    static Tensor from(DType type, MemorySegment values, int count, long[] shape) {
        long[] wanted = shape.length == 0 ? new long[] {count} : shape;
        if (Shapes.bytes(type, wanted) != (long) count * type.bytes()) {
            throw Shapes.bad(
                    "shape " + Shapes.text(wanted) + " does not hold " + count + " elements");
        }
        Tensor tensor = Tensor.zeros(type, wanted);
        MemorySegment.copy(values, 0, tensor.storage(), 0, values.byteSize());
        return tensor;
    }

    /// Copies the elements in row-major order, converted to `type`, into memory that has room.
    static void to(Tensor tensor, DType type, MemorySegment target) {
        tensor.acquire();
        try {
            MemorySegment source = tensor.storage();
            long count = tensor.count();
            DType own = tensor.dtype();
            if (own == type && own != DType.I1 && tensor.isContiguous()) {
                long bytes = count * own.bytes();
                MemorySegment.copy(source, tensor.byteOffset(), target, 0, bytes);
                return;
            }
            Offsets offsets = new Offsets(tensor);
            int width = type.bytes();
            for (long i = 0; i < count; i++) {
                long lane = Cells.read(own, source, offsets.next());
                Cells.write(type, target, i * width, Elements.convert(own, type, lane));
            }
        } finally {
            tensor.release();
        }
    }

    /// The elements as a fresh tensor without gaps.
    static Tensor convert(Tensor tensor, DType type) {
        Tensor copy = Tensor.zeros(type, tensor.shapeInPlace());
        to(tensor, type, copy.storage());
        return copy;
    }

    /// How many elements an array must have.
    static int length(Tensor tensor) {
        if (tensor.count() > Integer.MAX_VALUE - 8) {
            throw Shapes.bad("tensor " + tensor + " has more elements than an array can");
        }
        return (int) tensor.count();
    }
}
