package tritonc.frontend;

import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;

/// Guesses how a module-level `if` goes, since host code is never run. It only decides which of
/// several definitions of one name wins, never whether a definition is found. The guess is that of
/// somebody with a recent Triton and everything else that the project wants: tests are true, except
/// `not …`, `… is None`, `… == None`, `TYPE_CHECKING`, `__name__ == "__main__"`, `False`, `0`, and
/// versions that should be below something.
final class Likely {
    private Likely() {}

    static boolean holds(Expr test) {
        if (test instanceof Expr.Unary unary && unary.op() == UnaryOp.NOT) {
            return !holds(unary.operand());
        }
        if (test instanceof Expr.BoolLiteral literal) {
            return literal.value();
        }
        if (test instanceof Expr.IntLiteral literal) {
            return literal.value().signum() != 0;
        }
        if (test instanceof Expr.Name name) {
            return !name.id().equals("TYPE_CHECKING");
        }
        if (test instanceof Expr.Attribute attribute) {
            return !attribute.name().equals("TYPE_CHECKING");
        }
        if (test instanceof Expr.Logical logical) {
            return logical(logical);
        }
        return !(test instanceof Expr.Compare compare) || comparison(compare);
    }

    private static boolean logical(Expr.Logical test) {
        boolean and = test.op() == BooleanOp.AND;
        for (Expr operand : test.operands()) {
            if (holds(operand) != and) {
                return !and;
            }
        }
        return and;
    }

    private static boolean comparison(Expr.Compare test) {
        if (test.left() instanceof Expr.Name name && name.id().equals("__name__")) {
            return false;
        }
        CompareOp op = test.ops().getFirst();
        boolean none = test.rights().getFirst() instanceof Expr.NoneLiteral;
        return switch (op) {
            case LT, LE -> false;
            case IS, EQ -> !none;
            case GT, GE, NE, IN, NOT_IN, IS_NOT -> true;
        };
    }
}
