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

    private void all(List<Stmt> body) {
        for (Stmt statement : body) {
            one(statement);
        }
    }

    private void one(Stmt statement) {
        switch (statement) {
            case Stmt.Assign s -> {
                s.targets().forEach(this::target);
                walrus(s.value());
            }
            case Stmt.AnnAssign s -> target(s.target());
            case Stmt.AugAssign s -> target(s.target());
            case Stmt.ExprStmt s -> walrus(s.value());
            case Stmt.If s -> {
                all(s.body());
                all(s.orElse());
            }
            case Stmt.While s -> {
                all(s.body());
                all(s.orElse());
            }
            case Stmt.For s -> {
                target(s.target());
                all(s.body());
                all(s.orElse());
            }
            case Stmt.With s -> all(s.body());
            case Stmt.Return s -> {}
            case Stmt.Raise s -> {}
            case Stmt.Assert s -> {}
            case Stmt.Delete s -> {}
            case Stmt.Pass s -> {}
            case Stmt.Break s -> {}
            case Stmt.Continue s -> {}
            case Stmt.Global s -> {}
            case Stmt.Nonlocal s -> {}
            case Stmt.Import s -> {}
            case Stmt.ImportFrom s -> {}
            case Stmt.Try s -> {}
            case Stmt.FunctionDef s -> {}
            case Stmt.ClassDef s -> {}
            case Stmt.Match s -> {}
            case Stmt.TypeAlias s -> {}
        }
    }

    private void target(Expr target) {
        switch (target) {
            case Expr.Name n -> {
                names.remove(n.id());
                names.put(n.id(), n.span());
            }
            case Expr.Tuple t -> t.elements().forEach(this::target);
            case Expr.ListDisplay l -> l.elements().forEach(this::target);
            case Expr.Starred s -> target(s.value());
            default -> {}
        }
    }

    private void walrus(Expr value) {
        if (value instanceof Expr.NamedExpr n) {
            target(n.target());
        }
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
        return switch (statement) {
            case Stmt.Return r -> true;
            case Stmt.If s -> returns(s.body()) || returns(s.orElse());
            case Stmt.For s -> returns(s.body());
            case Stmt.While s -> returns(s.body());
            case Stmt.With s -> returns(s.body());
            default -> false;
        };
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
