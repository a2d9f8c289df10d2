package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;

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

    /// A column `[n, 1]` or a row `[1, n]` of a block of rank 1, spread over `[m, n]`.
    Value column(Value x, int m, int n) {
        return b.add(new ShapeOp.Broadcast(b.add(new ShapeOp.ExpandDims(x, 1)), Shape.of(m, n)));
    }

    Value row(Value x, int m, int n) {
        return b.add(new ShapeOp.Broadcast(b.add(new ShapeOp.ExpandDims(x, 0)), Shape.of(m, n)));
    }

    Value and(Value x, Value y) {
        return b.binary(BinaryKind.AND, x, y);
    }

    Value reduce(ReduceKind kind, Value x, int axis, int lanes) {
        line();
        return b.add(new Reduce(kind, x, axis, new ReductionOrder(lanes)));
    }

    Value zeros(DType type, int... dims) {
        return b.constant(Type.of(type, Shape.of(dims)), 0);
    }

    /// `out = (x - max) / sum` over a row of n ≤ size numbers, masked off with `other`.
    static TileKernel rowSums(int size, float other) {
        Kernels k = new Kernels();
        Value x = k.pointer("x", DType.FP32);
        Value out = k.pointer("out", DType.FP32);
        Value stride = k.scalar("stride", DType.I32);
        Value n = k.scalar("n", DType.I32);
        Value columns = k.line().range(size);
        Value mask = k.less(columns, k.splat(n, size));
        Value offsets = k.add(k.splat(k.mul(k.pid(0), stride), size), columns);
        Value filler = k.b.constant(columns.type().withElement(DType.FP32), bits(other));
        Value row = k.load(k.at(x, offsets), mask, filler);
        Value max = k.reduce(ReduceKind.MAX, row, 0, 1);
        Value shifted = k.b.binary(BinaryKind.SUB, row, k.splat(max, size));
        Value sum = k.reduce(ReduceKind.SUM, shifted, 0, 64);
        Value scaled = k.b.binary(BinaryKind.DIV, shifted, k.splat(sum, size));
        k.store(k.at(out, offsets), scaled, mask);
        return k.b.kernel("row_sums");
    }

    static long bits(float x) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits(x));
    }

    /// Matrix product in the shape of Triton's tutorial: pointers carried by the loop over k.
    static TileKernel matmul(int m, int n, int step) {
        Kernels k = new Kernels();
        Value a = k.pointer("a", DType.FP16);
        Value bb = k.pointer("b", DType.FP16);
        Value c = k.pointer("c", DType.FP32);
        Value rows = k.scalar("M", DType.I32);
        Value columns = k.scalar("N", DType.I32);
        Value depth = k.scalar("K", DType.I32);
        Value strideA = k.scalar("stride_am", DType.I32);
        Value strideB = k.scalar("stride_bk", DType.I32);
        Value strideC = k.scalar("stride_cm", DType.I32);
        k.line();
        Builder b = k.b;
        Value rm = k.add(k.splat(k.mul(k.pid(0), b.i32(m)), m), k.range(m));
        Value rn = k.add(k.splat(k.mul(k.pid(1), b.i32(n)), n), k.range(n));
        Value am = b.binary(BinaryKind.REM, rm, k.splat(rows, m));
        Value bn = b.binary(BinaryKind.REM, rn, k.splat(columns, n));
        Value ks = k.range(step);
        Value offsetsA =
                k.add(k.mul(k.column(am, m, step), k.splat(strideA, m, step)), k.row(ks, m, step));
        Value offsetsB =
                k.add(k.mul(k.column(ks, step, n), k.splat(strideB, step, n)), k.row(bn, step, n));
        Value startA = k.at(a, offsetsA);
        Value startB = k.at(bb, offsetsB);
        Value zero = k.zeros(DType.FP32, m, n);
        Value stepB = k.mul(b.i32(step), strideB);
        Block body =
                b.block(
                        List.of(DType.I32, zero.type(), startA.type(), startB.type()),
                        p -> {
                            Value left =
                                    b.binary(BinaryKind.SUB, depth, k.mul(p.get(0), b.i32(step)));
                            Value inA = k.less(k.row(ks, m, step), k.splat(left, m, step));
                            Value inB = k.less(k.column(ks, step, n), k.splat(left, step, n));
                            Value x = k.load(p.get(2), inA, k.zeros(DType.FP16, m, step));
                            Value y = k.load(p.get(3), inB, k.zeros(DType.FP16, step, n));
                            k.line();
                            Value acc = b.add(new Dot(x, y, p.get(1), InputPrecision.IEEE));
                            Value nextA =
                                    b.add(
                                            new Arithmetic.AddPointer(
                                                    p.get(2), k.i32(step, m, step)));
                            Value nextB =
                                    b.add(
                                            new Arithmetic.AddPointer(
                                                    p.get(3), k.splat(stepB, step, n)));
                            return new ControlOp.Yield(List.of(acc, nextA, nextB));
                        });
        Value trips = b.binary(BinaryKind.DIV, k.add(depth, b.i32(step - 1)), b.i32(step));
        Value acc =
                b.addAll(
                                new ControlOp.For(
                                        b.i32(0),
                                        trips,
                                        b.i32(1),
                                        List.of(zero, startA, startB),
                                        body))
                        .getFirst();
        Value offsetsC = k.add(k.mul(k.column(rm, m, n), k.splat(strideC, m, n)), k.row(rn, m, n));
        Value inC =
                k.and(
                        k.less(k.column(rm, m, n), k.splat(rows, m, n)),
                        k.less(k.row(rn, m, n), k.splat(columns, m, n)));
        k.store(k.at(c, offsetsC), acc, inC);
        return b.kernel("matmul");
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
