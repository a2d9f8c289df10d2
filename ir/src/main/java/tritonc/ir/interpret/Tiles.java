package tritonc.ir.interpret;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.Arrays;

/// The pure ops over whole blocks: an array of lanes, row-major, for each operand and the result.
final class Tiles {
    private Tiles() {}

    static long[] fill(int size, long lane) {
        long[] out = new long[size];
        if (lane != 0) {
            Arrays.fill(out, lane);
        }
        return out;
    }

    static long[] select(long[] condition, long[] ifTrue, long[] ifFalse) {
        long[] out = new long[condition.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = condition[i] != 0 ? ifTrue[i] : ifFalse[i];
        }
        return out;
    }

    static long[] fma(DType dtype, long[] a, long[] b, long[] c) {
        long[] out = new long[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.fma(dtype, a[i], b[i], c[i]);
        }
        return out;
    }

    static long[] cast(Arithmetic.Cast op, long[] x) {
        ElementType from = op.x().type().element();
        long[] out = new long[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.cast(from, op.to(), x[i], op.rounding());
        }
        return out;
    }

    static long[] bitcast(Arithmetic.Bitcast op, long[] x) {
        DType from = op.x().type().dtype();
        long[] out = new long[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Lanes.bitcast(from, op.to(), x[i]);
        }
        return out;
    }

    static long[] addPointer(Arithmetic.AddPointer op, long[] pointer, long[] offset) {
        int bytes = ((PointerType) op.pointer().type().element()).pointee().bytes();
        long[] out = new long[pointer.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = pointer[i] + offset[i] * bytes;
        }
        return out;
    }

    static long[] arange(ShapeOp.Arange op) {
        long[] out = new long[op.end() - op.start()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (long) op.start() + i;
        }
        return out;
    }

    static long[] broadcast(Shape from, Shape to, long[] x) {
        int[] strides = new int[to.rank()];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = from.dim(i) == 1 ? 0 : from.stride(i);
        }
        return gather(to, strides, x);
    }

    static long[] transpose(ShapeOp.Transpose op, long[] x) {
        int[] strides = new int[op.order().size()];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = op.x().type().shape().stride(op.order().get(i));
        }
        return gather(op.type().shape(), strides, x);
    }

    static long[] flip(ShapeOp.Flip op, long[] x) {
        int n = op.type().shape().dim(op.axis());
        int inner = op.type().shape().stride(op.axis());
        long[] out = new long[x.length];
        for (int i = 0; i < out.length; i++) {
            int at = i / inner % n;
            out[i] = x[i + (n - 1 - 2 * at) * inner];
        }
        return out;
    }

    /// The lanes of `x` in the order of `shape`, with a step in `x` for each axis.
    private static long[] gather(Shape shape, int[] strides, long[] x) {
        long[] out = new long[shape.size()];
        int[] index = new int[strides.length];
        int at = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = x[at];
            for (int axis = index.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                at -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return out;
    }

    static long[] reduce(Reduce op, long[] x) {
        Shape shape = op.x().type().shape();
        DType dtype = op.x().type().dtype();
        int n = shape.dim(op.axis());
        int inner = shape.stride(op.axis());
        int outer = x.length / n / inner;
        int partials = Math.min(n, op.order().lanes());
        long[] partial = new long[partials];
        long[] out = new long[outer * inner];
        for (int i = 0; i < out.length; i++) {
            int first = i / inner * n * inner + i % inner;
            for (int j = 0; j < partials; j++) {
                partial[j] =
                        partial(
                                op.kind(),
                                dtype,
                                x,
                                first + j * inner,
                                partials * inner,
                                n / partials);
            }
            out[i] = halve(op.kind().combine(), dtype, partial);
        }
        return out;
    }

    private static long partial(
            ReduceKind kind, DType dtype, long[] x, int first, int stride, int count) {
        boolean own = kind != ReduceKind.SUM && kind != ReduceKind.PROD;
        long joined = own ? x[first] : Lanes.ofLong(dtype, kind == ReduceKind.SUM ? 0 : 1);
        for (int i = own ? 1 : 0; i < count; i++) {
            joined = Lanes.binary(kind.combine(), dtype, joined, x[first + i * stride]);
        }
        return joined;
    }

    private static long halve(BinaryKind combine, DType dtype, long[] partial) {
        for (int half = partial.length / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partial[j] = Lanes.binary(combine, dtype, partial[j], partial[j + half]);
            }
        }
        return partial[0];
    }

    static long[] dot(Dot op, long[] a, long[] b, long[] acc) {
        Shape shape = op.a().type().shape();
        int r = shape.rank();
        int k = shape.dim(r - 1);
        int m = shape.dim(r - 2);
        int n = op.b().type().shape().dim(r - 1);
        DType result = op.acc().type().dtype();
        long[] out = new long[acc.length];
        for (int i = 0; i < out.length; i++) {
            int rowOfA = i / n * k;
            int columnOfB = i / (m * n) * k * n + i % n;
            out[i] =
                    result.isFloat()
                            ? floatChain(op, a, rowOfA, b, columnOfB, n, k, acc[i])
                            : intChain(result, a, rowOfA, b, columnOfB, n, k, acc[i]);
        }
        return out;
    }

    private static long floatChain(
            Dot op, long[] a, int atA, long[] b, int atB, int strideB, int k, long acc) {
        DType da = op.a().type().dtype();
        DType db = op.b().type().dtype();
        DType result = op.acc().type().dtype();
        if (result == DType.FP64) {
            double sum = Double.longBitsToDouble(acc);
            for (int i = 0; i < k; i++) {
                double x = Lanes.toDouble(da, a[atA + i]);
                sum = Math.fma(x, Lanes.toDouble(db, b[atB + i * strideB]), sum);
            }
            return Lanes.ofDouble(result, sum);
        }
        float sum = (float) Lanes.toDouble(result, acc);
        for (int i = 0; i < k; i++) {
            float x = (float) Lanes.toDouble(da, a[atA + i]);
            sum = Math.fma(x, (float) Lanes.toDouble(db, b[atB + i * strideB]), sum);
        }
        return Lanes.ofDouble(result, sum);
    }

    private static long intChain(
            DType result, long[] a, int atA, long[] b, int atB, int strideB, int k, long acc) {
        long sum = acc;
        for (int i = 0; i < k; i++) {
            sum += a[atA + i] * b[atB + i * strideB];
        }
        return Lanes.fromBits(result, sum);
    }
}
