package tritonc.frontend;

import tritonc.frontend.ast.Stmt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the names that functions declare `global`: they change while the host runs.
final class GlobalStatements {
    private GlobalStatements() {}

    static Set<String> names(List<Stmt> body) {
        Set<String> names = new HashSet<>();
        collect(body, names);
        return names;
    }

    private static void collect(List<Stmt> body, Set<String> names) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Global s -> names.addAll(s.names());
                case Stmt.FunctionDef s -> collect(s.body(), names);
                case Stmt.ClassDef s -> collect(s.body(), names);
                case Stmt.With s -> collect(s.body(), names);
                case Stmt.If s -> both(s.body(), s.orElse(), names);
                case Stmt.For s -> both(s.body(), s.orElse(), names);
                case Stmt.While s -> both(s.body(), s.orElse(), names);
                case Stmt.Try s -> {
                    both(s.body(), s.orElse(), names);
                    s.handlers().forEach(h -> collect(h.body(), names));
                    collect(s.finalBody(), names);
                }
                case Stmt.Match s -> s.cases().forEach(c -> collect(c.body(), names));
                default -> {}
            }
        }
    }

    private static void both(List<Stmt> body, List<Stmt> orElse, Set<String> names) {
        collect(body, names);
        collect(orElse, names);
    }
}
