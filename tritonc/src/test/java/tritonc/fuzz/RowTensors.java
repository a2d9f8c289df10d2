package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// The tensors of a kernel over rows: some that are read, some that are written, which may be the
/// same, a table with an integer a row, and a place for one number a row.
final class RowTensors {
    private static final DType[] FORMATS = {
        DType.FP32, DType.FP32, DType.FP32, DType.FP16, DType.BF16, DType.I32, DType.I8, DType.FP64
    };
    private static final DType[] COUNTS = {DType.I32, DType.I32, DType.I64, DType.I16, DType.U8};
    private static final int DIVISOR = 16;

    /// A parameter with what its elements are.
    record Tensor(Value pointer, DType dtype) {}

    final List<Tensor> inputs = new ArrayList<>();
    final List<Tensor> outputs = new ArrayList<>();
    final Tensor table;
    final Tensor numbers;
    final RowSizes sizes;
    final List<FuzzCase.Storage> storages = new ArrayList<>();
    final List<FuzzCase.Argument> arguments = new ArrayList<>();
    private final Choices choices;
    private final Builder out;
    private final boolean isTame;
    private int names;

    RowTensors(Choices choices, Builder out) {
        this.choices = choices;
        this.out = out;
        isTame = !choices.chance(20);
        List<DType> read = formats(1 + choices.below(3));
        List<DType> written = formats(1 + choices.below(2));
        sizes = RowSizes.of(choices, widest(read, written));
        read.forEach(d -> inputs.add(fresh(d, size())));
        written.forEach(d -> outputs.add(output(d)));
        table = fresh(choices.of(COUNTS), sizes.rows());
        numbers = fresh(choices.of(FORMATS), sizes.rows());
    }

    private List<DType> formats(int count) {
        List<DType> formats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            formats.add(choices.of(FORMATS));
        }
        return formats;
    }

    private static int widest(List<DType> some, List<DType> others) {
        int bytes = 1;
        for (List<DType> dtypes : List.of(some, others)) {
            for (DType d : dtypes) {
                bytes = Math.max(bytes, d.bytes());
            }
        }
        return bytes;
    }

    /// Elements of a tensor: now and then the last row lacks some.
    private int size() {
        int all = sizes.rows() * sizes.stride();
        return choices.chance(3) ? Math.max(1, all - 1 - choices.below(sizes.stride())) : all;
    }

    private Tensor fresh(DType dtype, int length) {
        storages.add(new FuzzCase.Storage(dtype, length, isTame));
        return tensor(dtype, storages.size() - 1);
    }

    private Tensor tensor(DType dtype, int storage) {
        int divisibility = choices.chance(30) ? DIVISOR : 1;
        Value pointer = out.parameter("p" + names++, new PointerType(dtype), divisibility);
        arguments.add(new FuzzCase.Argument.Pointer(storage, 0));
        return new Tensor(pointer, dtype);
    }

    /// One of its own, or one that is read too: by the same parameter, or by another.
    private Tensor output(DType dtype) {
        int form = choices.below(16);
        if (form < 14) {
            return fresh(dtype, size());
        }
        int storage = choices.below(inputs.size());
        return form == 14 ? inputs.get(storage) : tensor(inputs.get(storage).dtype(), storage);
    }

    /// A parameter that is an i32.
    Value number(String name, int value) {
        boolean isTold = value % DIVISOR == 0 && choices.chance(50);
        arguments.add(new FuzzCase.Argument.Scalar(value));
        return out.parameter(name, DType.I32, isTold ? DIVISOR : 1);
    }

    Tensor input() {
        return inputs.get(choices.below(inputs.size()));
    }

    /// @param base element that the row begins with
    Value load(
            Tensor from, Value base, Value columns, @Nullable Value mask, @Nullable Value other) {
        Value pointer = pointer(from, base, columns);
        return out.add(new MemoryOp.Load(pointer, mask, other, CacheHint.NONE, false));
    }

    /// @param value of any format
    void store(Tensor to, Value base, Value columns, Value value, @Nullable Value mask) {
        Value pointer = pointer(to, base, columns);
        Value cast = out.cast(value, to.dtype());
        out.addAll(new MemoryOp.Store(pointer, cast, mask, CacheHint.NONE));
    }

    private Value pointer(Tensor tensor, Value base, Value columns) {
        Shape shape = columns.type().shape();
        if (choices.chance(50)) {
            Value row = out.add(new Arithmetic.AddPointer(tensor.pointer(), base));
            return out.add(new Arithmetic.AddPointer(out.splat(row, shape), columns));
        }
        Value offset = out.binary(BinaryKind.ADD, out.splat(base, shape), columns);
        return out.add(new Arithmetic.AddPointer(out.splat(tensor.pointer(), shape), offset));
    }

    /// The element of a tensor that has one a row.
    Value loadOne(Tensor from, Value at) {
        Value pointer = out.add(new Arithmetic.AddPointer(from.pointer(), at));
        return out.add(new MemoryOp.Load(pointer, null, null, CacheHint.NONE, false));
    }

    void storeOne(Tensor to, Value at, Value value) {
        Value pointer = out.add(new Arithmetic.AddPointer(to.pointer(), at));
        Value cast = out.cast(value, to.dtype());
        out.addAll(new MemoryOp.Store(pointer, cast, null, CacheHint.NONE));
    }
}
