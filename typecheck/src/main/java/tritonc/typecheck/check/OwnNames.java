package tritonc.typecheck.check;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.eval.Assigned;

import java.util.List;
import java.util.Set;

/// The names that a function assigns somewhere, on whatever way.
final class OwnNames {
    private OwnNames() {}

    static void collect(Stmt statement, Set<String> names) {
        names.addAll(Assigned.in(List.of(statement)).keySet());
        if (statement instanceof Stmt.If s) {
            walrus(s.test(), names);
            s.body().forEach(b -> collect(b, names));
            s.orElse().forEach(b -> collect(b, names));
        } else if (statement instanceof Stmt.While s) {
            walrus(s.test(), names);
        }
    }

    private static void walrus(Expr e, Set<String> names) {
        switch (e) {
            case Expr.NamedExpr n -> names.add(n.target().id());
            case Expr.Compare c -> walrus(c.left(), names);
            case Expr.Logical l -> l.operands().forEach(o -> walrus(o, names));
            default -> {}
        }
    }
}
