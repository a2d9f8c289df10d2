package tritonc.ir.interpret;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
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
        long[] lanes = new long[n];
        for (int row = 0; row < x.length / n; row++) {
            int at = row / inner * n * inner + row % inner + (op.reverse() ? (n - 1) * inner : 0);
            for (int i = 0; i < n; i++) {
                lanes[i] = x[at + i * step];
            }
            scan(op, dtype, lanes);
            for (int i = 0; i < n; i++) {
                out[at + i * step] = lanes[i];
            }
        }
        return out;
    }

    private static void scan(Scan op, DType dtype, long[] lanes) {
        int block = Math.min(op.order().lanes(), lanes.length);
        for (int d = 1; d < block; d *= 2) {
            for (int i = 0; i < lanes.length; i++) {
                if ((i & d) != 0) {
                    join(op, dtype, lanes, i / d * d - 1, i);
                }
            }
        }
        for (int i = block; i < lanes.length; i++) {
            join(op, dtype, lanes, i / block * block - 1, i);
        }
    }

    private static void join(Scan op, DType dtype, long[] lanes, int from, int to) {
        lanes[to] = Lanes.binary(op.kind().combine(), dtype, lanes[from], lanes[to]);
    }

    static long[] merge(BitonicMerge op, long[] x) {
        Shape shape = op.x().type().shape();
        int n = shape.dim(shape.rank() - 1);
        long[] lanes = x.clone();
        for (int stage = op.first(); stage <= op.last(); stage++) {
            for (int distance = 1 << stage - 1; distance > 0; distance /= 2) {
                for (int left = 0; left < lanes.length; left++) {
                    if ((left & distance) == 0) {
                        int run = left % n >> stage & 1;
                        boolean descends = 1 << stage == n ? op.descending() : run != 0;
                        order(op.x().type().dtype(), lanes, left, left + distance, descends);
                    }
                }
            }
        }
        return lanes;
    }

    private static void order(DType dtype, long[] lanes, int left, int right, boolean descends) {
        long l = lanes[left];
        long r = lanes[right];
        lanes[left] = Lanes.compare(CompareKind.GT, dtype, l, r) != descends ? r : l;
        lanes[right] = Lanes.compare(CompareKind.GT, dtype, r, l) != descends ? r : l;
    }

    static long[] gather(Gather op, long[] x, long[] index) {
        Shape from = op.x().type().shape();
        Shape to = op.index().type().shape();
        int n = from.dim(op.axis());
        int m = to.dim(op.axis());
        int inner = from.stride(op.axis());
        long[] out = new long[index.length];
        for (int i = 0; i < out.length; i++) {
            int row = i / (m * inner) * (n * inner) + i % inner;
            out[i] = x[row + (int) Math.floorMod(index[i], (long) n) * inner];
        }
        return out;
    }

    static long[] histogram(Histogram op, long[] x, long @Nullable [] mask) {
        long[] counts = new long[op.bins()];
        for (int i = 0; i < x.length; i++) {
            if (x[i] >= 0 && x[i] < op.bins() && (mask == null || mask[i] != 0)) {
                counts[(int) x[i]]++;
            }
        }
        return counts;
    }
}
