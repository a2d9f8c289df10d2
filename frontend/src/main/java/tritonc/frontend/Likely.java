package tritonc.frontend;

import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;

import java.util.Locale;
import java.util.Set;

/// Guesses how a module-level `if` goes that [Conditions] cannot decide. It only decides which of
/// several definitions of one name wins, never whether a definition is found. The guess is that of
/// somebody with a recent Triton, no particular vendor's processor, and everything else that the
/// project wants: tests are true, except `not …`, `… is None`, `… == None`, `TYPE_CHECKING`,
/// `__name__ == "__main__"`, `False`, `0`, versions that should be below something, and questions
/// for a vendor such as `is_hip()`.
final class Likely {
    private static final Set<String> VENDORS =
            Set.of(
                    "hip",
                    "rocm",
                    "amd",
                    "xpu",
                    "intel",
                    "npu",
                    "ascend",
                    "musa",
                    "mlu",
                    "gluon",
                    "tlx",
                    "interpret",
                    "interpreter");

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
            return !name.id().equals("TYPE_CHECKING") && !namesVendor(name.id());
        }
        if (test instanceof Expr.Attribute attribute) {
            String last = attribute.name();
            return !last.equals("TYPE_CHECKING") && !namesVendor(last);
        }
        if (test instanceof Expr.Call call) {
            return holds(call.function());
        }
        if (test instanceof Expr.Logical logical) {
            return logical(logical);
        }
        return !(test instanceof Expr.Compare compare) || comparison(compare);
    }

    /// Whether a word of a name, as in `IS_ROCM`, is that of a vendor or a special way to run.
    private static boolean namesVendor(String name) {
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            if (VENDORS.contains(word)) {
                return true;
            }
        }
        return false;
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
        Expr right = test.rights().getFirst();
        boolean none =
                right instanceof Expr.NoneLiteral
                        || right instanceof Expr.StringLiteral s && namesVendor(s.value());
        return switch (op) {
            case LT, LE -> false;
            case IS, EQ -> !none;
            case GT, GE, NE, IN, NOT_IN, IS_NOT -> true;
        };
    }
}
