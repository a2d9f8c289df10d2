package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;

import java.util.ArrayList;
import java.util.List;

/// The statements of a kernel's own body, and what decides whether each is compiled.
final class OwnBody {
    /// One statement.
    ///
    /// @param gate the statement before it in its block or, for the first one, around it; null for
    ///   the kernel's first
    /// @param tests what decides whether control comes from the gate to it
    record Place(Stmt statement, @Nullable Stmt gate, List<Expr> tests) {}

    private final List<Place> places = new ArrayList<>();

    OwnBody(List<Stmt> body) {
        block(body, null, List.of());
    }

    /// In the order of the source, without `pass` and texts that stand alone.
    List<Place> places() {
        return places;
    }

    private void block(List<Stmt> body, @Nullable Stmt around, List<Expr> tests) {
        Stmt gate = around;
        List<Expr> decisive = tests;
        for (Stmt s : body) {
            boolean text = s instanceof Stmt.ExprStmt e && e.value() instanceof Expr.StringLiteral;
            if (text || s instanceof Stmt.Pass) {
                continue;
            }
            places.add(new Place(s, gate, decisive));
            gate = s;
            List<Expr> inside = new ArrayList<>();
            one(s, inside);
            decisive = List.copyOf(inside);
        }
    }

    /// @param inside takes every test in the statement, as one of its blocks may end the kernel
    private void one(Stmt statement, List<Expr> inside) {
        int from = places.size();
        switch (statement) {
            case Stmt.If s -> {
                inside.add(s.test());
                block(s.body(), s, List.of(s.test()));
                block(s.orElse(), s, List.of(s.test()));
            }
            case Stmt.For s -> {
                inside.add(s.iterable());
                block(s.body(), s, List.of(s.iterable()));
            }
            case Stmt.While s -> {
                inside.add(s.test());
                block(s.body(), s, List.of(s.test()));
            }
            default -> {}
        }
        for (Place p : places.subList(from, places.size())) {
            switch (p.statement()) {
                case Stmt.If s -> inside.add(s.test());
                case Stmt.While s -> inside.add(s.test());
                default -> {}
            }
        }
    }
}
