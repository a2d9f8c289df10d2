package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Users;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Joins a product and the sum it goes into, with one rounding in place of two, as Triton does by
/// default (`enable_fp_fusion`): `a * b + c = fma(a, b, c)`, `a * b - c = fma(a, b, -c)`, `c - a *
/// b = fma(-a, b, c)`, in fp32 and fp64. The result is nearer to the exact one.
///
/// Before: `%3 = mul %0, %1; %4 = add %3, %2`. After: `%3 = fma %0, %1, %2`.
///
/// It does not fire where the product has another use, which would then be computed twice, nor for
/// fp16 and bf16. It runs before `expand-recipes`: inside a recipe each rounding is meant.
final class ContractFma implements Rewriter.Rule {
    static final Pass PASS =
            new Pass(
                    "contract-fma",
                    "Joins a product and the sum it goes into, with one rounding.",
                    Exactness.RELAXED,
                    kernel -> Rewriter.rewrite(kernel, new ContractFma(kernel)));

    private final Users users;
    private final Map<Value, Arithmetic.Binary> products = new HashMap<>();

    private ContractFma(TileKernel kernel) {
        users = Users.of(kernel);
    }

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        if (!(op instanceof Arithmetic.Binary sum)
                || sum.kind() != BinaryKind.ADD && sum.kind() != BinaryKind.SUB
                || !contracts(sum)) {
            return null;
        }
        List<Value> operands = old.op().operands();
        Arithmetic.@Nullable Binary left = product(sum.a(), operands.get(0));
        Arithmetic.@Nullable Binary right = product(sum.b(), operands.get(1));
        boolean minus = sum.kind() == BinaryKind.SUB;
        if (left != null) {
            Value c = minus ? rewriter.out().unary(UnaryKind.NEG, sum.b()) : sum.b();
            return List.of(rewriter.out().add(new Arithmetic.Fma(left.a(), left.b(), c)));
        }
        if (right != null) {
            Value a = minus ? rewriter.out().unary(UnaryKind.NEG, right.a()) : right.a();
            return List.of(rewriter.out().add(new Arithmetic.Fma(a, right.b(), sum.a())));
        }
        return null;
    }

    /// The product that `now` is, if it is one with a single use.
    private Arithmetic.@Nullable Binary product(Value now, Value before) {
        return users.count(before) == 1 ? products.get(now) : null;
    }

    @Override
    public void kept(TileOp op, List<Value> results) {
        if (op instanceof Arithmetic.Binary b && b.kind() == BinaryKind.MUL && contracts(b)) {
            products.put(results.getFirst(), b);
        }
    }

    private static boolean contracts(Arithmetic.Binary op) {
        return op.type().element() == DType.FP32 || op.type().element() == DType.FP64;
    }
}
