package tritonc.ir.type;

import java.util.Arrays;

/// The extents of a block, outermost first; row-major, last axis contiguous. Immutable.
public final class Shape {
    /// The shape of a single element.
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;

    private Shape(int[] dims) {
        this.dims = dims;
    }

    /// @throws IllegalArgumentException for a negative extent
    public static Shape of(int... dims) {
        for (int d : dims) {
            if (d < 0) {
                throw new IllegalArgumentException("negative extent " + d);
            }
        }
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    public int dim(int axis) {
        return dims[axis];
    }

    /// A fresh array of the extents.
    public int[] dims() {
        return dims.clone();
    }

    /// Number of elements; 1 for a scalar.
    ///
    /// @throws ArithmeticException if it does not fit an int
    public int size() {
        int size = 1;
        for (int d : dims) {
            size = Math.multiplyExact(size, d);
        }
        return size;
    }

    /// Elements between neighbours along `axis` in row-major order.
    public int stride(int axis) {
        int stride = 1;
        for (int i = axis + 1; i < dims.length; i++) {
            stride *= dims[i];
        }
        return stride;
    }

    /// This shape with `axis` set to `extent`.
    public Shape with(int axis, int extent) {
        int[] copy = dims.clone();
        copy[axis] = extent;
        return of(copy);
    }

    /// This shape with an axis of `extent` put in before `axis` (0 to rank).
    public Shape insert(int axis, int extent) {
        int[] copy = new int[dims.length + 1];
        System.arraycopy(dims, 0, copy, 0, axis);
        copy[axis] = extent;
        System.arraycopy(dims, axis, copy, axis + 1, dims.length - axis);
        return of(copy);
    }

    /// This shape without `axis`.
    public Shape remove(int axis) {
        int[] copy = new int[dims.length - 1];
        System.arraycopy(dims, 0, copy, 0, axis);
        System.arraycopy(dims, axis + 1, copy, axis, dims.length - axis - 1);
        return of(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /// `[64,32]`; `[]` for a scalar.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 ? "" : ",").append(dims[i]);
        }
        return text.append(']').toString();
    }
}
