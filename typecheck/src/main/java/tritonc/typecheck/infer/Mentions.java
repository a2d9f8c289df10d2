package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;

import java.util.ArrayList;
import java.util.List;

/// The parts of an expression that stand for themselves: names, dotted names, and literals, in the
/// order of the source.
final class Mentions {
    private final List<Expr> all = new ArrayList<>();

    static List<Expr> in(Expr e) {
        Mentions mentions = new Mentions();
        mentions.expr(e);
        return mentions.all;
    }

    private void expr(Expr e) {
        switch (e) {
            case Expr.Attribute a -> {
                all.add(a);
                expr(a.value());
            }
            case Expr.Binary b -> {
                expr(b.left());
                expr(b.right());
            }
            case Expr.Unary u -> {
                if (u.operand() instanceof Expr.IntLiteral) {
                    all.add(u);
                }
                expr(u.operand());
            }
            case Expr.Logical l -> l.operands().forEach(this::expr);
            case Expr.Compare c -> {
                expr(c.left());
                c.rights().forEach(this::expr);
            }
            case Expr.Conditional c -> {
                expr(c.test());
                expr(c.then());
                expr(c.otherwise());
            }
            case Expr.Call c -> {
                expr(c.function());
                c.arguments().forEach(a -> expr(a.value()));
            }
            case Expr.Subscript s -> {
                expr(s.value());
                expr(s.index());
            }
            case Expr.Tuple t -> t.elements().forEach(this::expr);
            case Expr.ListDisplay l -> l.elements().forEach(this::expr);
            case Expr.Starred s -> expr(s.value());
            case Expr.NamedExpr n -> expr(n.value());
            default -> all.add(e);
        }
    }
}
