package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes bf16 of the 8-bit floats that a matrix product multiplies, or fp16 where the other operand
/// is fp16: each of them is both, so that no bit changes, and back ends know how to multiply those,
/// and some two bf16 at a time. A transpose stays next to the product.
///
/// It does not fire for wider operands, nor for 8-bit integers.
final class WidenProducts implements Rewriter.Rule {
    static final Pass PASS =
            new Pass(
                    "widen-products",
                    "Makes bf16 of the 8-bit floats that products multiply, or fp16 beside fp16.",
                    Exactness.EXACT,
                    kernel -> Rewriter.rewrite(kernel, new WidenProducts()));

    private final Map<Value, ShapeOp.Transpose> transposes = new HashMap<>();

    private WidenProducts() {}

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        if (!(op instanceof Dot d) || !isNarrow(d.a()) && !isNarrow(d.b())) {
            return null;
        }
        boolean isHalf = isHalf(d.a()) || isHalf(d.b());
        DType type = isHalf ? DType.FP16 : DType.BF16;
        Value a = wide(d.a(), type, rewriter);
        Value b = wide(d.b(), type, rewriter);
        return List.of(rewriter.out().add(new Dot(a, b, d.acc(), d.precision())));
    }

    @Override
    public void kept(TileOp op, List<Value> results) {
        if (op instanceof ShapeOp.Transpose t) {
            transposes.put(results.getFirst(), t);
        }
    }

    private static boolean isNarrow(Value operand) {
        return operand.type().element() instanceof DType d && d.isFp8();
    }

    private static boolean isHalf(Value operand) {
        return operand.type().element() == DType.FP16;
    }

    private Value wide(Value operand, DType type, Rewriter rewriter) {
        if (!isNarrow(operand)) {
            return operand;
        }
        ShapeOp.Transpose t = transposes.get(operand);
        if (t == null) {
            return cast(operand, type, rewriter);
        }
        Value wide = cast(t.x(), type, rewriter);
        return rewriter.out().add(new ShapeOp.Transpose(wide, t.order()));
    }

    private static Value cast(Value operand, DType type, Rewriter rewriter) {
        return rewriter.out().add(new Arithmetic.Cast(operand, type, Rounding.RTNE));
    }
}
