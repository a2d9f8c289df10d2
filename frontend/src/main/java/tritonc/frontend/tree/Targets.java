package tritonc.frontend.tree;

import tritonc.frontend.ast.Expr;

import java.util.List;

/// What can be assigned to, and what can be deleted.
final class Targets {
    private final Tree tree;

    Targets(Tree tree) {
        this.tree = tree;
    }

    /// Refuses a target of `=`, `for` or `with` that cannot be assigned to.
    void check(Expr target) {
        if (target instanceof Expr.Tuple tuple) {
            checkAll(tuple.elements());
        } else if (target instanceof Expr.ListDisplay list) {
            checkAll(list.elements());
        } else if (target instanceof Expr.Starred) {
            tree.error(target.span(), "a starred target can only stand in a list or tuple");
        } else {
            single(target, "assigned to");
        }
    }

    private void checkAll(List<Expr> elements) {
        boolean starred = false;
        for (Expr e : elements) {
            if (e instanceof Expr.Starred s) {
                if (starred) {
                    tree.error(s.span(), "only one target of an assignment can be starred");
                }
                starred = true;
                check(s.value());
            } else {
                check(e);
            }
        }
    }

    /// Refuses what is no name, attribute or subscript, as `+=` and annotations need.
    void single(Expr target, String done) {
        if (target instanceof Expr.Name
                || target instanceof Expr.Attribute
                || target instanceof Expr.Subscript) {
            return;
        }
        String help = target instanceof Expr.Compare ? "compare with '=='" : "";
        String message = what(target) + " cannot be " + done;
        if (help.isEmpty()) {
            tree.error(target.span(), message);
        } else {
            tree.error(target.span(), message, help);
        }
    }

    /// Refuses a target of `del` that cannot be deleted.
    void deleted(Expr target) {
        if (target instanceof Expr.Tuple tuple) {
            tuple.elements().forEach(this::deleted);
        } else if (target instanceof Expr.ListDisplay list) {
            list.elements().forEach(this::deleted);
        } else {
            single(target, "deleted");
        }
    }

    private static String what(Expr target) {
        return switch (target) {
            case Expr.Name n -> "the name '" + n.id() + "'";
            case Expr.IntLiteral l -> "a number";
            case Expr.FloatLiteral l -> "a number";
            case Expr.ImaginaryLiteral l -> "a number";
            case Expr.StringLiteral l -> "a string";
            case Expr.BytesLiteral l -> "a string";
            case Expr.FString l -> "a string";
            case Expr.BoolLiteral b -> b.value() ? "'True'" : "'False'";
            case Expr.NoneLiteral n -> "'None'";
            case Expr.EllipsisLiteral e -> "'...'";
            case Expr.Call c -> "the result of a call";
            case Expr.Compare c -> "a comparison";
            case Expr.Conditional c -> "a conditional expression";
            case Expr.Lambda l -> "a lambda";
            case Expr.NamedExpr n -> "a ':=' expression";
            case Expr.Await a -> "an 'await' expression";
            case Expr.Yield y -> "a 'yield' expression";
            case Expr.YieldFrom y -> "a 'yield' expression";
            case Expr.Starred s -> "a starred expression";
            case Expr.DictDisplay d -> "a dict";
            case Expr.SetDisplay s -> "a set";
            case Expr.Tuple t -> "a tuple";
            case Expr.ListDisplay l -> "a list";
            case Expr.Comprehension c -> "a comprehension";
            case Expr.Binary b -> "the result of '" + b.op().text() + "'";
            case Expr.Unary u -> "the result of '" + u.op().text() + "'";
            case Expr.Logical l -> "the result of '" + l.op().text() + "'";
            case Expr.Attribute a -> "an attribute";
            case Expr.Subscript s -> "an element";
            case Expr.Slice s -> "a slice";
        };
    }
}
