package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// The part of the generator that reads and writes arrays: prefix masks, masks with holes, wrapped
/// and data-dependent offsets, and now and then an offset that nothing keeps inside.
final class Memory {
    private final KernelGenerator make;

    Memory(KernelGenerator make) {
        this.make = make;
    }

    private record Access(Value pointer, @Nullable Value mask) {}

    void load() {
        KernelGenerator.View view =
                make.choices.of(make.views.toArray(KernelGenerator.View[]::new));
        make.pool.add(load(view, make.shape()));
    }

    private Value load(KernelGenerator.View view, Shape shape) {
        Access access = access(view, shape);
        DType dtype = make.storages.get(view.storage()).dtype();
        Value other = null;
        if (access.mask != null && make.choices.chance(60)) {
            Type type = Type.of(dtype, shape);
            other =
                    make.choices.chance(70)
                            ? make.out.constant(type, Data.lane(dtype, make.choices))
                            : make.computation.narrow(type);
        }
        boolean isVolatile = make.choices.chance(4);
        Value loaded =
                make.out.add(
                        new MemoryOp.Load(
                                access.pointer, access.mask, other, CacheHint.NONE, isVolatile));
        return dtype.isFp8()
                ? make.out.cast(loaded, make.choices.chance(50) ? DType.FP32 : DType.FP16)
                : loaded;
    }

    void store() {
        KernelGenerator.View view =
                make.choices.of(make.views.toArray(KernelGenerator.View[]::new));
        DType dtype = make.storages.get(view.storage()).dtype();
        store(view, make.computation.narrow(Type.of(dtype, make.shape())));
    }

    /// Stores a value of any number type, cast to an array's format.
    void storeValue(Value value) {
        if (!(value.type().element() instanceof DType)) {
            return;
        }
        KernelGenerator.View view =
                make.choices.of(make.views.toArray(KernelGenerator.View[]::new));
        DType dtype = make.storages.get(view.storage()).dtype();
        for (KernelGenerator.View v : make.views) {
            if (make.storages.get(v.storage()).dtype() == value.type().element()) {
                view = v;
                dtype = value.type().dtype();
            }
        }
        store(view, make.out.cast(value, dtype));
    }

    private void store(KernelGenerator.View view, Value value) {
        Access access = access(view, value.type().shape());
        make.out.addAll(new MemoryOp.Store(access.pointer, value, access.mask, CacheHint.NONE));
    }

    void atomic() {
        List<KernelGenerator.View> able = new ArrayList<>();
        for (KernelGenerator.View v : make.views) {
            DType d = make.storages.get(v.storage()).dtype();
            if (d.bits() >= 32 || d == DType.FP16 || d == DType.BF16) {
                able.add(v);
            }
        }
        if (able.isEmpty()) {
            load();
            return;
        }
        KernelGenerator.View view = make.choices.of(able.toArray(KernelGenerator.View[]::new));
        DType dtype = make.storages.get(view.storage()).dtype();
        AtomicKind kind = kind(dtype);
        Shape shape = make.shape();
        Access access = access(view, shape);
        Value value = make.value(Type.of(dtype, shape));
        boolean swaps = make.choices.chance(20);
        Value compare = swaps ? number(make.value(Type.of(dtype, shape))) : null;
        kind = swaps ? AtomicKind.XCHG : kind;
        make.pool.add(
                make.out.add(
                        new MemoryOp.AtomicRmw(
                                kind,
                                access.pointer,
                                value,
                                compare,
                                access.mask,
                                Semantic.ACQ_REL)));
    }

    /// The value with zeros for NaNs, whose bits are not settled.
    private Value number(Value x) {
        if (!x.type().dtype().isFloat()) {
            return x;
        }
        Value isNumber = make.out.compare(CompareKind.EQ, x, x);
        return make.out.select(isNumber, x, make.out.constant(x.type(), 0));
    }

    private AtomicKind kind(DType dtype) {
        if (dtype.bits() == 16) {
            return AtomicKind.ADD;
        }
        AtomicKind[] floats = {AtomicKind.ADD, AtomicKind.MAX, AtomicKind.MIN, AtomicKind.XCHG};
        return dtype.isFloat() ? make.choices.of(floats) : make.choices.of(AtomicKind.values());
    }

    private Access access(KernelGenerator.View view, Shape shape) {
        int room = make.storages.get(view.storage()).length() - view.first();
        int form = make.choices.below(100);
        if (form < 45) {
            make.traits.add("prefix mask");
            return prefix(view, shape, room);
        }
        if (form < 65) {
            make.traits.add("mask with holes");
            return holes(view, shape, room);
        }
        if (form < 98) {
            make.traits.add("wrapped offsets");
            Value any = form < 80 ? make.index(shape) : make.value(Type.of(DType.I32, shape));
            int size = Integer.highestOneBit(room);
            Value wrap = make.out.constant(any.type(), size - 1);
            Value inside = make.out.binary(BinaryKind.AND, any, wrap);
            return new Access(pointer(view, inside), someMask(shape));
        }
        make.traits.add("unguarded access");
        return new Access(pointer(view, make.index(shape)), someMask(shape));
    }

    /// `0 <= offset < n`, the lower test only now and then left out.
    private Access prefix(KernelGenerator.View view, Shape shape, int room) {
        Value index = make.index(shape);
        int n = make.choices.chance(50) ? room : 1 + make.choices.below(room);
        Value mask = make.out.compare(CompareKind.LT, index, make.out.constant(index.type(), n));
        Value low = make.out.compare(CompareKind.GE, index, make.out.constant(index.type(), 0));
        return new Access(pointer(view, index), make.out.binary(BinaryKind.AND, mask, low));
    }

    private Access holes(KernelGenerator.View view, Shape shape, int room) {
        Access access = prefix(view, shape, room);
        Value index = make.index(shape);
        Value third =
                make.out.binary(
                        BinaryKind.REM,
                        index,
                        make.out.constant(index.type(), 2 + make.choices.below(3)));
        Value hole = make.out.compare(CompareKind.NE, third, make.out.constant(index.type(), 0));
        Value mask =
                access.mask == null ? hole : make.out.binary(BinaryKind.AND, access.mask, hole);
        return new Access(access.pointer, mask);
    }

    private @Nullable Value someMask(Shape shape) {
        return make.choices.chance(30) ? make.value(Type.of(DType.I1, shape)) : null;
    }

    private Value pointer(KernelGenerator.View view, Value index) {
        Value offset = make.choices.chance(30) ? make.out.cast(index, DType.I64) : index;
        Shape shape = index.type().shape();
        Value base = make.out.splat(view.pointer(), shape);
        KernelGenerator.View other = make.choices.chance(12) ? likeIt(view) : null;
        if (other == null) {
            return make.out.add(new Arithmetic.AddPointer(base, offset));
        }
        make.traits.add("selected pointer");
        Value second = make.out.splat(other.pointer(), shape);
        Value condition = make.value(Type.of(DType.I1, shape));
        if (make.choices.chance(50)) {
            base = make.out.select(condition, base, second);
            return make.out.add(new Arithmetic.AddPointer(base, offset));
        }
        Value a = make.out.add(new Arithmetic.AddPointer(base, offset));
        Value b = make.out.add(new Arithmetic.AddPointer(second, offset));
        return make.out.select(condition, a, b);
    }

    /// Another view of the same format with as much room; null if there is none.
    private KernelGenerator.@Nullable View likeIt(KernelGenerator.View view) {
        FuzzCase.Storage own = make.storages.get(view.storage());
        for (KernelGenerator.View v : make.views) {
            FuzzCase.Storage storage = make.storages.get(v.storage());
            boolean fits = storage.length() - v.first() >= own.length() - view.first();
            if (v != view && fits && storage.dtype() == own.dtype()) {
                return v;
            }
        }
        return null;
    }
}
