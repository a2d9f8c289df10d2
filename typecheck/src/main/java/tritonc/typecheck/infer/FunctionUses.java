package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.value.Callable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows the parameters of one function through its statements. Branches are both taken, loop
/// bodies are seen twice, and the whole function several times, as what a later line says of a
/// parameter decides what an earlier one means.
final class FunctionUses {
    private static final int PASSES = 3;

    private final Callable function;
    private final ExpressionUses expressions;
    private final Facts facts = new Facts();
    private Map<String, Flow> variables = new HashMap<>();
    private Flow result = Flow.NONE;

    FunctionUses(Callable function, Summaries summaries) {
        this.function = function;
        this.expressions = new ExpressionUses(function, facts, summaries);
    }

    Summary summary() {
        for (int pass = 0; pass < PASSES; pass++) {
            result = Flow.NONE;
            variables.clear();
            for (int i = 0; i < function.parameters().size(); i++) {
                variables.put(function.parameters().get(i).name(), Flow.parameter(i));
            }
            expressions.begin(variables, pass);
            all(function.body());
        }
        return new Summary(facts, result);
    }

    private void all(List<Stmt> body) {
        for (Stmt s : body) {
            one(s);
        }
    }

    private void one(Stmt statement) {
        switch (statement) {
            case Stmt.ExprStmt s -> expr(s.value());
            case Stmt.Assign s -> assign(s);
            case Stmt.AnnAssign s -> {
                if (s.value() != null) {
                    target(s.target(), expr(s.value()));
                    written(s.target(), s.value());
                }
            }
            case Stmt.AugAssign s ->
                    target(s.target(), expressions.binary(s.op(), s.target(), s.value()));
            case Stmt.Return s -> {
                if (s.value() != null) {
                    result = result.or(expr(s.value()));
                }
            }
            case Stmt.Assert s -> expr(s.test());
            case Stmt.If s -> branch(s);
            case Stmt.While s -> {
                expressions.test(s.test());
                twice(s.body());
            }
            case Stmt.For s -> loop(s);
            default -> {}
        }
    }

    private void assign(Stmt.Assign s) {
        Flow value = expr(s.value());
        for (Expr t : s.targets()) {
            target(t, value);
            written(t, s.value());
        }
    }

    private void written(Expr target, Expr value) {
        if (target instanceof Expr.Name n) {
            expressions.written(n.id(), value);
        }
    }

    private void target(Expr target, Flow value) {
        switch (target) {
            case Expr.Name n -> variables.put(n.id(), value);
            case Expr.Tuple t -> targets(t.elements(), value);
            case Expr.ListDisplay t -> targets(t.elements(), value);
            case Expr.Starred s -> target(s.value(), value);
            default -> {}
        }
    }

    private void targets(List<Expr> targets, Flow value) {
        boolean fits = targets.size() == value.elements().size();
        boolean rest = targets.stream().anyMatch(t -> t instanceof Expr.Starred);
        TupleUses.unpacked(facts, value, rest ? 0 : targets.size());
        for (int i = 0; i < targets.size(); i++) {
            target(targets.get(i), fits ? value.elements().get(i) : value);
        }
    }

    private void branch(Stmt.If s) {
        expressions.test(s.test());
        Map<String, Flow> before = new HashMap<>(variables);
        all(s.body());
        Map<String, Flow> then = new HashMap<>(variables);
        restore(before);
        all(s.orElse());
        merge(then);
    }

    private void loop(Stmt.For s) {
        Flow over = expr(s.iterable());
        Flow each = over.elements().isEmpty() ? Flow.of(Kind.INT) : Flow.NONE;
        for (Flow e : over.elements()) {
            each = each.or(e);
        }
        target(s.target(), each);
        twice(s.body());
    }

    private void twice(List<Stmt> body) {
        for (int i = 0; i < 2; i++) {
            Map<String, Flow> before = new HashMap<>(variables);
            all(body);
            before.forEach(this::carried);
            merge(before);
        }
    }

    /// A variable that begins as an integer literal stays an integer in a loop.
    private void carried(String name, Flow before) {
        Flow after = variables.getOrDefault(name, before);
        if (before.kind() == Kind.LITERAL && before.parts().isEmpty() && !after.parts().isEmpty()) {
            expressions.maybeInteger(after);
            for (Atom a : after.parts()) {
                facts.of(a).maybeInteger |= after.kind() != Kind.FLOAT;
            }
        }
    }

    private void restore(Map<String, Flow> to) {
        variables = to;
        expressions.see(to);
    }

    private void merge(Map<String, Flow> other) {
        other.forEach((name, flow) -> variables.merge(name, flow, Flow::or));
    }

    private Flow expr(Expr e) {
        return expressions.of(e);
    }
}
