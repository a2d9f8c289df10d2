package tritonc.runtime;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/// Numbers of one dtype in off-heap memory, with a shape and strides. Views share the memory of the
/// tensor they come from; the memory is freed when all of them are closed (or collected) and no
/// launch runs on them, so that closing a tensor in use is safe. `i1` and the 8-bit floats take a
/// byte each. Reading and writing elements from several threads is a race as with an array;
/// everything else is thread-safe.
///
/// To a kernel a tensor is the address of its first element, and its whole memory, also what a view
/// leaves out, may be touched.
public final class Tensor implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Storage storage;
    private final Hold hold;
    private final Cleaner.Cleanable cleanable;
    private final DType dtype;
    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private final long count;

    /// A tensor's need of its storage; it must not reach the tensor.
    private static final class Hold extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1;
        private final transient Storage storage;

        Hold(Storage storage) {
            this.storage = storage;
        }

        @Override
        public void run() {
            if (!getAndSet(true)) {
                storage.release();
            }
        }
    }

    /// Takes over one count of `storage`.
    ///
    /// @param offset of the first element, in bytes
    Tensor(Storage storage, DType dtype, long[] shape, long[] strides, long offset) {
        this.storage = storage;
        this.dtype = dtype;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.count = Shapes.count(shape);
        this.hold = new Hold(storage);
        this.cleanable = CLEANER.register(this, hold);
    }

    /// A tensor of zeros.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] for a negative or too large extent, with
    ///   [Code#OUT_OF_MEMORY] if there is no room
    public static Tensor zeros(DType dtype, long... shape) {
        long bytes = Shapes.bytes(dtype, shape);
        return new Tensor(Storage.allocate(bytes), dtype, shape.clone(), Shapes.rowMajor(shape), 0);
    }

    /// A tensor to be filled; it holds zeros.
    public static Tensor empty(DType dtype, long... shape) {
        return zeros(dtype, shape);
    }

    /// A tensor with `value`, converted to `dtype`, in every place.
    public static Tensor full(DType dtype, Number value, long... shape) {
        return TensorFill.full(dtype, value, shape);
    }

    /// 0, 1, 2, … in row-major order, wrapped or rounded into `dtype`.
    public static Tensor arange(DType dtype, long... shape) {
        return TensorFill.arange(dtype, shape);
    }

    /// Uniform numbers. Element i in row-major order comes from `h`, the output of SplitMix64
    /// (Steele, Lea and Flood, OOPSLA 2014) for the state `seed + (i + 1) * 0x9E3779B97F4A7C15`. A
    /// float is the top bits of `h` as a fraction of 0 to below 1 (53 bits in fp64, 24 in fp32, 11
    /// in fp16, 8 in bf16, 4 or 3 in fp8); an integer is the top 7 bits, 0 to 127; an `i1` the top
    /// bit.
    public static Tensor rand(long seed, DType dtype, long... shape) {
        return TensorFill.rand(seed, dtype, shape);
    }

    /// Normal numbers with mean 0 and deviation 1, by Box and Muller from the stream of [#rand]:
    /// elements 2i and 2i + 1 are the cosine and sine branch of the pair of draws 2i and 2i + 1.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if `dtype` is no float
    public static Tensor randn(long seed, DType dtype, long... shape) {
        return TensorFill.randn(seed, dtype, shape);
    }

    /// A copy of `values` as fp32; one axis if no shape is given.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if the shape has another number of elements
    public static Tensor of(float[] values, long... shape) {
        return TensorCopy.from(DType.FP32, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as fp64.
    public static Tensor of(double[] values, long... shape) {
        return TensorCopy.from(DType.FP64, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as i8.
    public static Tensor of(byte[] values, long... shape) {
        return TensorCopy.from(DType.I8, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as i16.
    public static Tensor of(short[] values, long... shape) {
        return TensorCopy.from(DType.I16, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as i32.
    public static Tensor of(int[] values, long... shape) {
        return TensorCopy.from(DType.I32, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as i64.
    public static Tensor of(long[] values, long... shape) {
        return TensorCopy.from(DType.I64, MemorySegment.ofArray(values), values.length, shape);
    }

    /// A copy of `values` as i1.
    public static Tensor of(boolean[] values, long... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return TensorCopy.from(DType.I1, MemorySegment.ofArray(bytes), values.length, shape);
    }

    /// A tensor on memory from elsewhere, row-major from its first byte on.
    ///
    /// @param memory 64 bytes behind its end must be readable
    /// @param free gives the memory back when nothing needs it any more; called once
    /// @throws TritonException with [Code#BAD_TENSOR] if the memory is too small
    public static Tensor over(MemorySegment memory, Runnable free, DType dtype, long... shape) {
        long[] strides = Shapes.rowMajor(shape);
        Shapes.checkView(dtype, shape, strides, 0, memory.byteSize());
        return new Tensor(new Storage(memory, free), dtype, shape.clone(), strides, 0);
    }

    public DType dtype() {
        return dtype;
    }

    /// The extents, outermost first; none for a single number.
    public long[] shape() {
        return shape.clone();
    }

    /// The distance between neighbours along each axis, in elements; may be 0 or negative.
    public long[] strides() {
        return strides.clone();
    }

    public int rank() {
        return shape.length;
    }

    /// Number of elements.
    public long count() {
        return count;
    }

    /// Whether the elements lie in row-major order without gaps.
    public boolean isContiguous() {
        return Shapes.isContiguous(shape, strides);
    }

    /// The whole memory that this tensor is a view of, without padding. Use it between [#acquire]
    /// and [#release] only.
    public MemorySegment storage() {
        return storage.bytes();
    }

    /// Where the first element lies in [#storage], in bytes.
    public long byteOffset() {
        return offset;
    }

    /// The address of the first element, to be used between [#acquire] and [#release] only.
    public long address() {
        return storage.bytes().address() + offset;
    }

    /// Keeps the memory in place until [#release], also if the tensor is closed meanwhile.
    ///
    /// @throws TritonException with [Code#TENSOR_CLOSED] if it is closed
    public void acquire() {
        if (hold.get() || !storage.retain()) {
            throw new TritonException(
                    Diagnostic.error(Code.TENSOR_CLOSED, "tensor " + this + " is closed"));
        }
    }

    /// Ends what [#acquire] began.
    public void release() {
        storage.release();
    }

    /// Gives the memory up; closing twice does nothing.
    @Override
    public void close() {
        cleanable.clean();
    }

    public boolean isClosed() {
        return hold.get();
    }

    /// Another tensor on the same memory, to be closed apart from this one.
    ///
    /// @param strides in elements
    /// @param first offset of the first element in [#storage], in bytes
    /// @throws TritonException with [Code#BAD_TENSOR] if an element would lie outside
    Tensor view(DType type, long[] shape, long[] strides, long first) {
        Shapes.checkView(type, shape, strides, first, storage.bytes().byteSize());
        acquire();
        return new Tensor(storage, type, shape, strides, first);
    }

    /// Another handle on the same elements, to be closed apart from this one.
    public Tensor alias() {
        return view(dtype, shape, strides, offset);
    }

    /// `count` elements of an axis from `start` on, each `step` (not 0) after the one before.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if they do not all exist
    public Tensor slice(int axis, long start, long count, long step) {
        return TensorViews.slice(this, axis, start, count, step);
    }

    /// The axes in another order; `permute(1, 0)` transposes.
    public Tensor permute(int... axes) {
        return TensorViews.permute(this, axes);
    }

    /// The same elements in row-major order under another shape.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if the tensor has gaps or another count
    public Tensor reshape(long... shape) {
        return TensorViews.reshape(this, shape);
    }

    /// Axes of extent 1, and missing leading ones, repeated by a stride of 0.
    public Tensor broadcastTo(long... shape) {
        return TensorViews.broadcast(this, shape);
    }

    /// Any view of the memory: `strides` in elements, `first` the offset of the first element
    /// behind this tensor's first, in elements.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if an element would lie outside the memory
    public Tensor strided(long[] shape, long[] strides, long first) {
        return TensorViews.strided(this, shape, strides, first);
    }

    /// The same bits as another dtype of the same width.
    public Tensor bitcast(DType type) {
        return TensorViews.bitcast(this, type);
    }

    /// A copy without gaps, each element converted to `type`: floats to nearest even (8-bit ones
    /// saturate), floats to integers truncated and saturated, integers wrapped.
    public Tensor to(DType type) {
        return TensorCopy.convert(this, type);
    }

    /// The elements in row-major order, converted as by [#to].
    public float[] toFloatArray() {
        float[] array = new float[TensorCopy.length(this)];
        TensorCopy.to(this, DType.FP32, MemorySegment.ofArray(array));
        return array;
    }

    /// The elements in row-major order, converted as by [#to].
    public double[] toDoubleArray() {
        double[] array = new double[TensorCopy.length(this)];
        TensorCopy.to(this, DType.FP64, MemorySegment.ofArray(array));
        return array;
    }

    /// The elements in row-major order, converted as by [#to].
    public int[] toIntArray() {
        int[] array = new int[TensorCopy.length(this)];
        TensorCopy.to(this, DType.I32, MemorySegment.ofArray(array));
        return array;
    }

    /// The elements in row-major order, converted as by [#to]; `u64` keeps its bits.
    public long[] toLongArray() {
        long[] array = new long[TensorCopy.length(this)];
        DType type = dtype == DType.U64 ? DType.U64 : DType.I64;
        TensorCopy.to(this, type, MemorySegment.ofArray(array));
        return array;
    }

    /// The bits of the elements in row-major order, in this machine's byte order.
    public byte[] toBytes() {
        byte[] array = new byte[Math.multiplyExact(TensorCopy.length(this), dtype.bytes())];
        TensorCopy.to(this, dtype, MemorySegment.ofArray(array));
        return array;
    }

    /// One element as a lane: integers extended to 64 bits as the dtype is signed or not, floats as
    /// their bit pattern.
    ///
    /// @throws TritonException with [Code#BAD_TENSOR] if there is no such element
    public long lane(long... index) {
        return TensorViews.read(this, index);
    }

    /// One element as a number.
    public double get(long... index) {
        return Elements.toDouble(dtype, TensorViews.read(this, index));
    }

    /// Sets one element, converted as by [#to].
    public void set(Number value, long... index) {
        TensorViews.write(this, TensorFill.lane(dtype, value), index);
    }

    /// Copies the elements of a tensor of the same shape into this one, converted as by [#to]. The
    /// two must not share elements.
    public void copyFrom(Tensor source) {
        TensorViews.copy(source, this);
    }

    /// Shape, dtype, the first values, and the sum, in one line.
    public String summary() {
        return TensorSummary.of(this);
    }

    /// `dtype` and shape, such as `fp32[4,1024]`.
    @Override
    public String toString() {
        return dtype + Shapes.text(shape);
    }

    long[] shapeInPlace() {
        return shape;
    }

    long[] stridesInPlace() {
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
