package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// Laws of masks.
final class MemoryRules {
    private MemoryRules() {}

    static @Nullable Value load(MemoryOp.Load op, Simplifier scope) {
        if (op.mask() == null) {
            return null;
        }
        Arithmetic.@Nullable Constant mask = scope.constant(op.mask());
        // every lane reads: no mask, and no other value
        if (mask != null && mask.bits() != 0) {
            return scope.add(
                    new MemoryOp.Load(op.pointer(), null, null, op.hint(), op.isVolatile()));
        }
        // no lane reads: the other value, or 0
        if (mask != null) {
            if (op.other() != null) {
                return op.other();
            }
            return op.accessType().element() instanceof DType
                    ? scope.add(new Arithmetic.Constant(op.accessType(), 0))
                    : null;
        }
        // 0 is what lanes masked off read anyway
        if (op.other() != null && scope.isConstant(op.other(), 0)) {
            return scope.add(
                    new MemoryOp.Load(op.pointer(), op.mask(), null, op.hint(), op.isVolatile()));
        }
        return null;
    }

    static @Nullable List<Value> store(MemoryOp.Store op, Rewriter rewriter, Simplifier scope) {
        Arithmetic.@Nullable Constant mask = op.mask() == null ? null : scope.constant(op.mask());
        if (mask == null) {
            return null;
        }
        // every lane writes: no mask; no lane writes: no store
        if (mask.bits() != 0) {
            rewriter.out().addAll(new MemoryOp.Store(op.pointer(), op.value(), null, op.hint()));
        }
        return List.of();
    }
}
