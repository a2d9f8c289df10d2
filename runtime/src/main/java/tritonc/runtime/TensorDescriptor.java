package tritonc.runtime;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.Arrays;

/// A tensor cut into tiles, for a kernel's parameter that is used as `desc.load([y, x])`: Triton's
/// `TensorDescriptor` of the host. Reads outside the shape give 0 (or NaN), writes there do
/// nothing. Shape and strides are those of the tensor unless stated; whatever they are, an access
/// outside the tensor's storage is an error of the launch. Immutable; it does not keep the tensor
/// open.
public final class TensorDescriptor {
    private static final int ALIGNMENT = 16;
    private static final int MOST_AXES = 5;
    private static final int MOST_ELEMENTS = 1 << 20;

    private final Tensor base;
    private final long[] shape;
    private final long[] strides;
    private final Shape block;
    private final boolean nan;

    private TensorDescriptor(Tensor base, long[] shape, long[] strides, Shape block, boolean nan) {
        this.base = base;
        this.shape = shape;
        this.strides = strides;
        this.block = block;
        this.nan = nan;
    }

    /// A tensor in tiles of `block`.
    ///
    /// @param block extents of a tile, one an axis of the tensor, powers of two
    /// @throws TritonException with [Code#BAD_ARGUMENT] if the tensor has no or more than five
    ///   axes, its last axis is not contiguous, its address or another stride is no multiple of 16
    ///   bytes, or the tile does not fit
    public static TensorDescriptor of(Tensor tensor, int... block) {
        return of(tensor, tensor.shape(), tensor.strides(), block);
    }

    /// The elements of `base` read with a shape and strides of their own.
    ///
    /// @param strides in elements, the last one 1
    /// @throws TritonException as [#of(Tensor, int...)]
    public static TensorDescriptor of(Tensor base, long[] shape, long[] strides, int[] block) {
        int rank = shape.length;
        check(rank > 0 && rank <= MOST_AXES, "has 1 to 5 axes, not " + rank);
        check(
                strides.length == rank && block.length == rank,
                "has as many strides and extents of a tile as axes, here " + rank);
        check(base.address() % ALIGNMENT == 0, "begins at a multiple of 16 bytes");
        check(strides[rank - 1] == 1, "has a contiguous last axis");
        long elements = 1;
        for (int i = 0; i < rank; i++) {
            check(shape[i] > 0 && shape[i] <= Integer.MAX_VALUE, "has extents from 1 to 2^31 - 1");
            boolean aligned = strides[i] * base.dtype().bytes() % ALIGNMENT == 0;
            check(
                    i == rank - 1 || aligned,
                    "has strides that are multiples of 16 bytes, not of "
                            + strides[i]
                            + " elements of "
                            + base.dtype());
            check(Integer.bitCount(block[i]) == 1 && block[i] > 0, "has tiles of powers of two");
            elements = Math.min(elements * block[i], Long.MAX_VALUE >>> 32);
        }
        check(elements <= MOST_ELEMENTS, "has at most " + MOST_ELEMENTS + " elements in a tile");
        return new TensorDescriptor(base, shape.clone(), strides.clone(), Shape.of(block), false);
    }

    private static void check(boolean fits, String rule) {
        if (!fits) {
            throw new TritonException(
                    Diagnostic.error(Code.BAD_ARGUMENT, "a tensor descriptor " + rule));
        }
    }

    /// The same, reading NaN outside the shape.
    ///
    /// @throws TritonException if the elements are no floats
    public TensorDescriptor padNan() {
        check(base.dtype().isFloat(), "pads with NaN only floats, not " + base.dtype());
        return new TensorDescriptor(base, shape, strides, block, true);
    }

    /// The tensor that is described.
    public Tensor base() {
        return base;
    }

    public DType dtype() {
        return base.dtype();
    }

    /// Extents, outermost first.
    public long[] shape() {
        return shape.clone();
    }

    /// Strides in elements.
    public long[] strides() {
        return strides.clone();
    }

    /// The extents of a tile.
    public Shape block() {
        return block;
    }

    /// Whether reads outside the shape give NaN.
    public boolean padsNan() {
        return nan;
    }

    /// Sets the slots of a launch, in the order of
    /// [tritonc.ir.artifact.SignatureEntry.Descriptor#slots()].
    ///
    /// @return the slot behind them
    int pass(Executable.Launch launch, int slot) {
        int rank = shape.length;
        launch.tensor(slot, base);
        for (int i = 0; i < rank; i++) {
            launch.number(slot + 1 + i, shape[i]);
        }
        for (int i = 0; i < rank - 1; i++) {
            launch.number(slot + 1 + rank + i, strides[i]);
        }
        return slot + 2 * rank;
    }

    /// What of it a kernel is compiled for, in one number: the exponents of the tile's extents and
    /// the padding. The first digit says the padding and, by its place, the rank.
    long layout() {
        long layout = nan ? 2 : 1;
        for (int i = 0; i < shape.length; i++) {
            layout = layout << 5 | 1 + Integer.numberOfTrailingZeros(block.dim(i));
        }
        return layout;
    }

    /// The same over a tensor of its own.
    TensorDescriptor alias() {
        return new TensorDescriptor(base.alias(), shape, strides, block, nan);
    }

    @Override
    public String toString() {
        return "descriptor of " + block + dtype() + " in " + Arrays.toString(shape);
    }
}
