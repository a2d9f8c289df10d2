package tritonc.typecheck.eval;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.FStringPart;

import java.util.List;
import java.util.function.Consumer;

/// The `name := value` inside an expression, wherever they stand in it; what is inside a `lambda`
/// is the lambda's own.
final class Walruses {
    private Walruses() {}

    static void each(Expr expr, Consumer<Expr.Name> found) {
        // most expressions are names, numbers and arithmetic
        if (expr instanceof Expr.Name || expr instanceof Expr.IntLiteral) {
            return;
        }
        if (expr instanceof Expr.Binary e) {
            Expr leftmost = e;
            while (leftmost instanceof Expr.Binary b) {
                each(b.right(), found);
                leftmost = b.left();
            }
            each(leftmost, found);
        } else if (expr instanceof Expr.Call e) {
            each(e.function(), found);
            for (Argument argument : e.arguments()) {
                each(argument.value(), found);
            }
        } else {
            inOther(expr, found);
        }
    }

    private static void inOther(Expr expr, Consumer<Expr.Name> found) {
        switch (expr) {
            case Expr.NamedExpr e -> {
                found.accept(e.target());
                each(e.value(), found);
            }
            case Expr.Attribute e -> each(e.value(), found);
            case Expr.Unary e -> each(e.operand(), found);
            case Expr.Logical e -> all(e.operands(), found);
            case Expr.Compare e -> {
                each(e.left(), found);
                all(e.rights(), found);
            }
            case Expr.Conditional e -> {
                each(e.test(), found);
                each(e.then(), found);
                each(e.otherwise(), found);
            }
            case Expr.Subscript e -> {
                each(e.value(), found);
                each(e.index(), found);
            }
            case Expr.Tuple e -> all(e.elements(), found);
            case Expr.ListDisplay e -> all(e.elements(), found);
            case Expr.Starred e -> each(e.value(), found);
            case Expr.Comprehension e -> {
                each(e.element(), found);
                for (Expr.ForClause clause : e.clauses()) {
                    each(clause.iterable(), found);
                    all(clause.conditions(), found);
                }
            }
            case Expr.FString e -> {
                for (FStringPart part : e.parts()) {
                    if (part instanceof FStringPart.Field f) {
                        each(f.value(), found);
                    }
                }
            }
            default -> {}
        }
    }

    private static void all(List<Expr> expressions, Consumer<Expr.Name> found) {
        for (Expr e : expressions) {
            each(e, found);
        }
    }
}
