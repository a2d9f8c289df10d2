package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which names a piece of source assigns, whatever way it takes, in the order of the text, each
/// with the place of its last assignment.
public final class Assigned {
    private final Map<String, Span> names = new LinkedHashMap<>();

    private Assigned() {}

    @SafeVarargs
    public static Map<String, Span> in(List<Stmt>... bodies) {
        Assigned assigned = new Assigned();
        for (List<Stmt> body : bodies) {
            assigned.all(body);
        }
        return assigned.names;
    }

    /// The names of a target.
    public static Map<String, Span> by(Expr target) {
        Assigned assigned = new Assigned();
        assigned.target(target);
        return assigned.names;
    }

    private void all(List<Stmt> body) {
        for (Stmt statement : body) {
            one(statement);
        }
    }

    private void one(Stmt statement) {
        if (statement instanceof Stmt.Assign s) {
            for (Expr target : s.targets()) {
                target(target);
            }
            walrus(s.value());
        } else if (statement instanceof Stmt.AugAssign s) {
            target(s.target());
            walrus(s.value());
        } else if (statement instanceof Stmt.AnnAssign s) {
            target(s.target());
            Expr value = s.value();
            if (value != null) {
                walrus(value);
            }
        } else if (statement instanceof Stmt.ExprStmt s) {
            walrus(s.value());
        } else if (statement instanceof Stmt.If s) {
            walrus(s.test());
            all(s.body());
            all(s.orElse());
        } else if (statement instanceof Stmt.For s) {
            target(s.target());
            walrus(s.iterable());
            all(s.body());
        } else if (statement instanceof Stmt.While s) {
            walrus(s.test());
            all(s.body());
        } else if (statement instanceof Stmt.With s) {
            all(s.body());
        }
    }

    private void target(Expr target) {
        if (target instanceof Expr.Name n) {
            names.remove(n.id());
            names.put(n.id(), n.span());
        } else if (target instanceof Expr.Tuple t) {
            t.elements().forEach(this::target);
        } else if (target instanceof Expr.ListDisplay l) {
            l.elements().forEach(this::target);
        } else if (target instanceof Expr.Starred s) {
            target(s.value());
        }
    }

    private void walrus(Expr value) {
        Walruses.each(value, this::target);
    }

    /// Whether the statements hold a `return` on some way.
    static boolean returns(List<Stmt> body) {
        for (Stmt statement : body) {
            if (returns(statement)) {
                return true;
            }
        }
        return false;
    }

    static boolean returns(Stmt statement) {
        return statement instanceof Stmt.Return
                || statement instanceof Stmt.If i && (returns(i.body()) || returns(i.orElse()))
                || statement instanceof Stmt.For f && returns(f.body())
                || statement instanceof Stmt.While w && returns(w.body())
                || statement instanceof Stmt.With b && returns(b.body());
    }

    /// Whether every way through the statements ends in a `return`.
    static boolean alwaysReturns(List<Stmt> body) {
        for (Stmt statement : body) {
            if (statement instanceof Stmt.Return
                    || statement instanceof Stmt.If s
                            && alwaysReturns(s.body())
                            && alwaysReturns(s.orElse())) {
                return true;
            }
        }
        return false;
    }
}
