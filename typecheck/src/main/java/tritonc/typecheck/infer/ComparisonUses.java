package tritonc.typecheck.infer;

import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr;

/// What comparisons say of the parameters in them: the constants beside them, and that what meets
/// an integer is one.
final class ComparisonUses {
    private final Callable function;
    private final ExpressionUses expressions;
    private final Facts facts;

    ComparisonUses(Callable function, ExpressionUses expressions, Facts facts) {
        this.function = function;
        this.expressions = expressions;
        this.facts = facts;
    }

    /// A value that is compared with an integer; for a parameter, which then is no address, that
    /// decides it.
    private void ordered(Flow flow) {
        expressions.maybeInteger(flow);
        if (flow.direct() || !facts.isFloat(flow)) {
            flow.parts().stream()
                    .filter(a -> a.depth() == 0)
                    .forEach(a -> facts.of(a).integer = true);
        }
    }

    /// What a comparison says of both sides.
    Flow see(Expr.Compare c) {
        Expr leftSide = c.left();
        for (int i = 0; i < c.ops().size(); i++) {
            Expr rightSide = c.rights().get(i);
            compare(c.ops().get(i), leftSide, rightSide);
            leftSide = rightSide;
        }
        return Flow.of(Kind.BOOL);
    }

    private void compare(CompareOp op, Expr leftSide, Expr rightSide) {
        Flow left = expressions.of(leftSide);
        Flow right = expressions.of(rightSide);
        compared(left, rightSide);
        compared(right, leftSide);
        if (op == CompareOp.IN || op == CompareOp.NOT_IN || !expressions.settled()) {
            return;
        }
        expressions.mixed(left, right);
        if (facts.isInteger(left) && right.kind() != Kind.FLOAT) {
            ordered(right);
        } else if (facts.isInteger(right) && left.kind() != Kind.FLOAT) {
            ordered(left);
        }
    }

    /// Remembers the constants that a parameter is compared with.
    private void compared(Flow flow, Expr with) {
        if (!flow.direct()) {
            return;
        }
        switch (with) {
            case Expr.NoneLiteral n -> facts.mark(flow.parts(), e -> e.none = true);
            case Expr.Tuple t -> t.elements().forEach(e -> compared(flow, e));
            case Expr.ListDisplay t -> t.elements().forEach(e -> compared(flow, e));
            case Expr.Name n when expressions.isOwn(n.id()) -> {}
            case Expr.Attribute a when expressions.value(a) == null -> {}
            case Expr.Call c -> {}
            default -> {
                if (HostEvaluation.valueOrError(with, function.names())
                        instanceof Constexpr value) {
                    facts.mark(flow.parts(), e -> e.compared.add(value));
                }
            }
        }
    }
}
