package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Users;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts a matrix product from what it is added to: `c + dot(a, b, 0) = dot(a, b, c)`, so that a K
/// loop keeps its accumulator in registers. Triton makes the same of `acc += tl.dot(a, b)`.
///
/// It does not fire where the product starts from something else than 0, or has another use.
final class FuseDotAccumulator implements Rewriter.Rule {
    static final Pass PASS =
            new Pass(
                    "fuse-dot-accumulator",
                    "Starts a matrix product from the value it is added to.",
                    Exactness.RELAXED,
                    kernel -> Rewriter.rewrite(kernel, new FuseDotAccumulator(kernel)));

    private final Users users;
    private final Map<Value, Dot> fromZero = new HashMap<>();
    private final Set<Value> zeros = new HashSet<>();

    private FuseDotAccumulator(TileKernel kernel) {
        users = Users.of(kernel);
    }

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter) {
        if (!(op instanceof Arithmetic.Binary sum) || sum.kind() != BinaryKind.ADD) {
            return null;
        }
        List<Value> operands = old.op().operands();
        @Nullable Dot right = fromZero.get(sum.b());
        if (right != null && users.count(operands.get(1)) == 1) {
            return List.of(rewriter.out().add(started(right, sum.a())));
        }
        @Nullable Dot left = fromZero.get(sum.a());
        if (left != null && users.count(operands.get(0)) == 1) {
            return List.of(rewriter.out().add(started(left, sum.b())));
        }
        return null;
    }

    private static Dot started(Dot dot, Value from) {
        return new Dot(dot.a(), dot.b(), from, dot.precision());
    }

    @Override
    public void kept(TileOp op, List<Value> results) {
        if (op instanceof Arithmetic.Constant c && c.bits() == 0) {
            zeros.add(results.getFirst());
        } else if (op instanceof Dot d && zeros.contains(d.acc())) {
            fromZero.put(results.getFirst(), d);
        }
    }
}
