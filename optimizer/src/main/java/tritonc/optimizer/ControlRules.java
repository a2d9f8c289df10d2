package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Laws of control flow whose course is known.
final class ControlRules {
    private ControlRules() {}

    // if true {A} else {B} = A, if false {A} else {B} = B
    static @Nullable List<Value> inlineIf(ControlOp.If op, Rewriter rewriter, Simplifier scope) {
        Arithmetic.@Nullable Constant c = scope.constant(op.condition());
        if (c == null) {
            return null;
        }
        return inline(c.bits() != 0 ? op.thenBlock() : op.elseBlock(), rewriter);
    }

    // a loop of no iteration = its initial values; a loop of one iteration = its body
    static @Nullable List<Value> inlineFor(ControlOp.For op, Rewriter rewriter, Simplifier scope) {
        int trips = trips(op, scope);
        if (trips == 0) {
            return op.inits();
        }
        if (trips != 1) {
            return null;
        }
        rewriter.map(op.iv(), op.lower());
        for (int i = 0; i < op.inits().size(); i++) {
            rewriter.map(op.carried().get(i), op.inits().get(i));
        }
        return inline(op.body(), rewriter);
    }

    private static List<Value> inline(Block block, Rewriter rewriter) {
        rewriter.statements(block);
        List<Value> results = new ArrayList<>(block.yields().size());
        for (Value v : block.yields()) {
            results.add(rewriter.map(v));
        }
        return results;
    }

    /// 0 or 1 if the loop surely runs so often; 2 if more often or unknown.
    private static int trips(ControlOp.For op, Simplifier scope) {
        Arithmetic.@Nullable Constant step = scope.constant(op.step());
        boolean unsigned = op.lower().type() instanceof DType d && d.isUnsigned();
        if (step != null && (unsigned ? step.bits() == 0 : step.bits() <= 0)) {
            return 0;
        }
        if (op.lower().equals(op.upper())) {
            return 0;
        }
        Arithmetic.@Nullable Constant lower = scope.constant(op.lower());
        Arithmetic.@Nullable Constant upper = scope.constant(op.upper());
        if (lower == null || upper == null) {
            return 2;
        }
        BigInteger distance =
                integer(upper.bits(), unsigned).subtract(integer(lower.bits(), unsigned));
        if (distance.signum() <= 0) {
            return 0;
        }
        boolean once = step != null && distance.compareTo(integer(step.bits(), unsigned)) <= 0;
        return once ? 1 : 2;
    }

    private static BigInteger integer(long bits, boolean unsigned) {
        return unsigned ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits);
    }
}
