package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.List;

/// Lets sums and products of floats run over many lanes at once: 64 partial results for formats of
/// 32 bits and fewer, 32 for fp64, whatever the width of the processor's vectors, so that all
/// processors get the same bits. Running sums and products along the last axis get blocks of 16 and
/// 8 lanes; along other axes their rows are the lanes.
///
/// Before: `reduce sum %1 axis 0 sequential`. After: `reduce sum %1 axis 0 lanes(64)`.
///
/// It does not fire for integers, minima and maxima, whose order nobody can see, nor where an order
/// was chosen already, nor for scans of less than a block.
final class OrderReductions {
    static final Pass PASS =
            new Pass(
                    "order-reductions",
                    "Chooses the order of float sums and products that vectors can follow.",
                    Exactness.RELAXED,
                    OrderReductions::run);

    private static final ReductionOrder NARROW = new ReductionOrder(64);
    private static final ReductionOrder WIDE = new ReductionOrder(32);
    private static final ScanOrder NARROW_SCAN = new ScanOrder(16);
    private static final ScanOrder WIDE_SCAN = new ScanOrder(8);

    private OrderReductions() {}

    private static TileKernel run(TileKernel kernel) {
        return Rewriter.rewrite(kernel, OrderReductions::order);
    }

    private static @Nullable List<Value> order(TileOp op, Statement old, Rewriter rewriter) {
        if (op instanceof Scan s) {
            return order(s, rewriter);
        }
        if (!(op instanceof Reduce r)
                || !r.order().equals(ReductionOrder.SEQUENTIAL)
                || !r.kind().orderMatters(r.x().type().dtype())) {
            return null;
        }
        ReductionOrder order = r.x().type().element().bits() <= 32 ? NARROW : WIDE;
        return List.of(rewriter.out().add(new Reduce(r.kind(), r.x(), r.axis(), order)));
    }

    private static @Nullable List<Value> order(Scan s, Rewriter rewriter) {
        Shape shape = s.x().type().shape();
        ScanOrder order = s.x().type().element().bits() <= 32 ? NARROW_SCAN : WIDE_SCAN;
        if (!s.order().equals(ScanOrder.SEQUENTIAL)
                || !s.kind().orderMatters(s.x().type().dtype())
                || shape.stride(s.axis()) != 1
                || shape.dim(s.axis()) < order.lanes()) {
            return null;
        }
        Scan ordered = new Scan(s.kind(), s.x(), s.axis(), s.reverse(), order);
        return List.of(rewriter.out().add(ordered));
    }
}
