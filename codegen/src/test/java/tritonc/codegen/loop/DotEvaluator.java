package tritonc.codegen.loop;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;

/// Runs a [DotNest] on buffers of lanes.
final class DotEvaluator {
    private DotEvaluator() {}

    static void run(DotNest d, long[][] buffers) {
        long[] acc = buffers[d.acc().id()];
        for (int b = 0; b < d.batch(); b++) {
            for (int i = 0; i < d.m(); i++) {
                for (int j = 0; j < d.n(); j++) {
                    int at = (b * d.m() + i) * d.n() + j;
                    acc[at] = chain(d, buffers, b, i, j, acc[at]);
                }
            }
        }
    }

    private static long chain(DotNest d, long[][] buffers, int b, int i, int j, long acc) {
        DType type = (DType) d.acc().type();
        DType da = (DType) d.a().buffer().type();
        DType db = (DType) d.b().buffer().type();
        double wide = type.isFloat() ? Lanes.toDouble(type, acc) : 0;
        float narrow = (float) wide;
        long whole = acc;
        for (int k = 0; k < d.k(); k++) {
            long x = lane(d.a(), buffers, b, i, k);
            long y = lane(d.b(), buffers, b, k, j);
            if (!type.isFloat()) {
                whole += x * y;
            } else if (type == DType.FP64) {
                wide = Math.fma(Lanes.toDouble(da, x), Lanes.toDouble(db, y), wide);
            } else {
                float fx = (float) Lanes.toDouble(da, x);
                narrow = Math.fma(fx, (float) Lanes.toDouble(db, y), narrow);
            }
        }
        if (!type.isFloat()) {
            return Lanes.fromBits(type, whole);
        }
        return Lanes.ofDouble(type, type == DType.FP64 ? wide : narrow);
    }

    private static long lane(DotNest.Operand o, long[][] buffers, int batch, int row, int column) {
        int at =
                o.offset()
                        + batch * o.batchStride()
                        + row * o.rowStride()
                        + column * o.columnStride();
        return buffers[o.buffer().id()][at];
    }
}
