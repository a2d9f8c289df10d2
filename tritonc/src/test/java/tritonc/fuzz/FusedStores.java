package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// The part of the generator that makes several stores over one box of lanes, computed from the
/// same tiles: side by side, interleaved, one over the other, in place or not, and now and then
/// with a load, another mask or another op between them.
final class FusedStores {
    private final KernelGenerator make;

    FusedStores(KernelGenerator make) {
        this.make = make;
    }

    void make() {
        make.traits.add("stores over one box");
        KernelGenerator.View view = any();
        Shape shape = make.shape();
        if (shape.rank() == 0) {
            shape = make.rows;
        }
        Value index = make.index(shape);
        int[] shifts = {0, 0, 0, shape.dim(shape.rank() - 1), shape.size(), 1};
        int shift = make.choices.of(shifts);
        Value mask = make.choices.chance(85) ? mask(index, shift) : null;
        DType in = make.choices.chance(50) ? DType.FP32 : DType.I32;
        List<Value> read = new ArrayList<>();
        for (int i = make.choices.below(3); i >= 0; i--) {
            read.add(load(in, index, 0, mask));
        }
        read.add(load(in, index, shift, mask));
        int count = 2 + make.choices.below(3);
        for (int i = 0; i < count; i++) {
            make.place();
            if (make.choices.chance(15)) {
                read.add(load(in, index, make.choices.chance(50) ? shift : 0, mask));
            }
            if (make.choices.chance(8)) {
                make.computation.step();
            }
            int by = make.choices.chance(50) ? shift : 0;
            Value own = make.choices.chance(10) ? mask(index, shift) : mask;
            KernelGenerator.View to = i == 0 ? view : any();
            Value stored = make.out.cast(value(read), dtype(to));
            Value pointer = pointer(to, index, by);
            make.out.addAll(new MemoryOp.Store(pointer, stored, own, CacheHint.NONE));
        }
        make.pool.add(value(read));
    }

    private KernelGenerator.View any() {
        return make.choices.of(make.views.toArray(KernelGenerator.View[]::new));
    }

    private DType dtype(KernelGenerator.View view) {
        return make.storages.get(view.storage()).dtype();
    }

    private Value load(DType in, Value index, int by, @Nullable Value mask) {
        KernelGenerator.View view = any();
        Value pointer = pointer(view, index, by);
        Value loaded = make.out.add(new MemoryOp.Load(pointer, mask, null, CacheHint.NONE, false));
        return make.out.cast(loaded, in);
    }

    /// What was read, joined; now and then with steps enough to be dear.
    private Value value(List<Value> read) {
        Value value = read.get(make.choices.below(read.size()));
        Value other = read.get(make.choices.below(read.size()));
        Type type = value.type();
        Value third = make.choices.chance(20) ? make.value(type) : other;
        int steps = make.choices.chance(30) ? 15 : 1 + make.choices.below(2);
        BinaryKind[] kinds =
                type.dtype().isFloat()
                        ? new BinaryKind[] {BinaryKind.SUB, BinaryKind.MAX}
                        : new BinaryKind[] {BinaryKind.REM, BinaryKind.SUB, BinaryKind.MAX};
        for (int i = 0; i < steps; i++) {
            BinaryKind kind = kinds[i % kinds.length];
            value = make.out.binary(kind, value, i % 3 == 0 ? third : other);
        }
        return value;
    }

    /// What keeps the index, and `by` behind it, inside every array, mostly.
    private Value mask(Value index, int by) {
        int room = Integer.MAX_VALUE;
        for (KernelGenerator.View v : make.views) {
            room = Math.min(room, make.storages.get(v.storage()).length() - v.first());
        }
        int n = Math.max(1, make.choices.chance(60) ? room - by : make.choices.below(room));
        Value high = make.out.compare(CompareKind.LT, index, make.out.constant(index.type(), n));
        Value low = make.out.compare(CompareKind.GE, index, make.out.constant(index.type(), 0));
        return make.out.binary(BinaryKind.AND, high, low);
    }

    private Value pointer(KernelGenerator.View view, Value index, int by) {
        Value base = make.out.splat(view.pointer(), index.type().shape());
        Value more = make.out.constant(index.type(), by);
        if (make.choices.chance(50)) {
            Value moved = make.out.binary(BinaryKind.ADD, index, more);
            return make.out.add(new Arithmetic.AddPointer(base, moved));
        }
        Value there = make.out.add(new Arithmetic.AddPointer(base, index));
        return make.out.add(new Arithmetic.AddPointer(there, more));
    }
}
