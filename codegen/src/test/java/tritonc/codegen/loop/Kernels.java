package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

/// Kernels as tile IR, written short.
final class Kernels {
    final Builder b = new Builder();
    private int line;

    Kernels line() {
        b.at(new Location("kernel.py", ++line, 5));
        return this;
    }

    Value pointer(String name, DType to) {
        return b.parameter(name, new PointerType(to), 16);
    }

    Value scalar(String name, DType type) {
        return b.parameter(name, type, 1);
    }

    Value range(int n) {
        return b.add(new ShapeOp.Arange(0, n));
    }

    Value pid(int axis) {
        return b.add(new ProgramOp.ProgramId(axis));
    }

    Value add(Value x, Value y) {
        return b.binary(BinaryKind.ADD, x, y);
    }

    Value mul(Value x, Value y) {
        return b.binary(BinaryKind.MUL, x, y);
    }

    Value less(Value x, Value y) {
        return b.compare(CompareKind.LT, x, y);
    }

    Value splat(Value x, int... dims) {
        return b.splat(x, Shape.of(dims));
    }

    Value i32(int value, int... dims) {
        return splat(b.i32(value), dims);
    }

    /// `base + offset`, the base a scalar pointer.
    Value at(Value base, Value offset) {
        return b.add(new Arithmetic.AddPointer(b.splat(base, offset.type().shape()), offset));
    }

    Value load(Value pointer, @Nullable Value mask, @Nullable Value other) {
        line();
        return b.add(new MemoryOp.Load(pointer, mask, other, CacheHint.NONE, false));
    }

    void store(Value pointer, Value value, @Nullable Value mask) {
        line();
        b.addAll(new MemoryOp.Store(pointer, value, mask, CacheHint.NONE));
    }

    /// `pid * size + arange(0, size)`.
    Value block(int size) {
        return add(splat(mul(pid(0), b.i32(size)), size), range(size));
    }

    /// `out = x + y` under `offset < n`.
    static TileKernel vectorAdd(DType type, int size) {
        Kernels k = new Kernels();
        Value x = k.pointer("x", type);
        Value y = k.pointer("y", type);
        Value out = k.pointer("out", type);
        Value n = k.scalar("n", DType.I32);
        Value offsets = k.line().block(size);
        Value mask = k.less(offsets, k.splat(n, size));
        Value a = k.load(k.at(x, offsets), mask, null);
        Value b = k.load(k.at(y, offsets), mask, null);
        k.store(k.at(out, offsets), k.add(a, b), mask);
        return k.b.kernel("vector_add");
    }
}
