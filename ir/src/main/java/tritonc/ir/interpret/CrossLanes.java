package tritonc.ir.interpret;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Scan;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// What the ops that mix lanes along an axis compute.
final class CrossLanes {
    private CrossLanes() {}

    static long[] scan(Scan op, long[] x) {
        Shape shape = op.x().type().shape();
        DType dtype = op.x().type().dtype();
        int n = shape.dim(op.axis());
        int inner = shape.stride(op.axis());
        int step = op.reverse() ? -inner : inner;
        long[] out = new long[x.length];
        for (int row = 0; row < x.length / n; row++) {
            int at = row / inner * n * inner + row % inner + (op.reverse() ? (n - 1) * inner : 0);
            out[at] = x[at];
            for (int i = 1; i < n; i++, at += step) {
                out[at + step] = Lanes.binary(op.kind().combine(), dtype, out[at], x[at + step]);
            }
        }
        return out;
    }
}
