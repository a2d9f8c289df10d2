package tritonc.benchmarks.coverage;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which statements of a kernel's own body were compiled by at least one assignment. A compound
/// statement counts once, beside those in it; `pass` and texts that stand alone do not count, nor
/// do the statements of helpers.
final class OwnStatements {
    private final List<Stmt> all = new ArrayList<>();
    private final Set<Stmt> reached = Collections.newSetFromMap(new IdentityHashMap<>());

    OwnStatements(List<Stmt> body) {
        collect(body);
    }

    private void collect(List<Stmt> body) {
        for (Stmt s : body) {
            boolean text = s instanceof Stmt.ExprStmt e && e.value() instanceof Expr.StringLiteral;
            if (!text && !(s instanceof Stmt.Pass)) {
                all.add(s);
            }
            if (s instanceof Stmt.If i) {
                collect(i.body());
                collect(i.orElse());
            } else if (s instanceof Stmt.For f) {
                collect(f.body());
            } else if (s instanceof Stmt.While w) {
                collect(w.body());
            }
        }
    }

    void reach(Stmt statement) {
        reached.add(statement);
    }

    /// The compiled part of all statements, from 0 to 1.
    double share() {
        long compiled = all.stream().filter(reached::contains).count();
        return all.isEmpty() ? 1 : (double) compiled / all.size();
    }

    /// The lines at which statements begin that nothing compiled.
    List<Integer> left() {
        return all.stream().filter(s -> !reached.contains(s)).map(s -> s.span().line()).toList();
    }
}
