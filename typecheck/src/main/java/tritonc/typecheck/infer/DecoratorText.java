package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.Decorator;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Names;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads `triton.autotune` and `triton.heuristics`, also under wrappers that take the same
/// arguments.
final class DecoratorText {
    private static final int DEEPEST = 8;

    private final HostText text;
    private final Names names;

    DecoratorText(HostText text, Names names) {
        this.text = text;
        this.names = names;
    }

    void read(JitFunction kernel) {
        for (Decorator d : kernel.decorators()) {
            if (d.isTriton("triton.jit")) {
                continue;
            }
            for (Argument a : d.arguments()) {
                boolean named = a instanceof Argument.Keyword;
                String name = a instanceof Argument.Keyword k ? k.name() : "";
                if (name.equals("configs") || !named) {
                    configs(a.value(), kernel.scope(), Map.of(), 0);
                }
                if (name.equals("values") || !named) {
                    rules(a.value(), kernel.scope());
                }
            }
        }
    }

    /// The first configurations of a list, as far as the text shows them.
    private void configs(Expr e, Scope scope, Map<String, Expr> bound, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        switch (e) {
            case Expr.ListDisplay l -> l.elements().forEach(c -> config(c, bound));
            case Expr.Binary b -> {
                configs(b.left(), scope, bound, depth + 1);
                configs(b.right(), scope, bound, depth + 1);
            }
            case Expr.Comprehension c -> config(c.element(), first(c, bound));
            case Expr.Name n -> {
                if (scope.lookup(n.id()).orElse(null) instanceof Binding.GlobalValue g) {
                    configs(g.value(), g.scope(), Map.of(), depth + 1);
                }
            }
            case Expr.Call c -> {
                if (scope.resolve(c.function()).orElse(null) instanceof Binding.HostFunction f) {
                    returned(f.definition().body(), f.scope(), depth + 1);
                } else if (!c.arguments().isEmpty()) {
                    configs(c.arguments().getFirst().value(), scope, bound, depth + 1);
                }
            }
            default -> {}
        }
    }

    private void returned(List<Stmt> body, Scope scope, int depth) {
        for (Stmt s : body) {
            if (s instanceof Stmt.Return r && r.value() != null) {
                configs(r.value(), scope, Map.of(), depth);
            } else if (s instanceof Stmt.Assign a) {
                configs(a.value(), scope, Map.of(), depth);
            }
        }
    }

    /// Every variable of a comprehension at its first value.
    private static Map<String, Expr> first(Expr.Comprehension c, Map<String, Expr> bound) {
        Map<String, Expr> values = new HashMap<>(bound);
        for (Expr.ForClause clause : c.clauses()) {
            List<Expr> over =
                    switch (clause.iterable()) {
                        case Expr.ListDisplay l -> l.elements();
                        case Expr.Tuple t -> t.elements();
                        default -> List.of();
                    };
            if (!over.isEmpty()) {
                bind(clause.target(), over.getFirst(), values);
            }
        }
        return values;
    }

    private static void bind(Expr target, Expr value, Map<String, Expr> values) {
        if (target instanceof Expr.Name n) {
            values.put(n.id(), value);
        } else if (target instanceof Expr.Tuple t
                && value instanceof Expr.Tuple v
                && t.elements().size() == v.elements().size()) {
            for (int i = 0; i < t.elements().size(); i++) {
                bind(t.elements().get(i), v.elements().get(i), values);
            }
        }
    }

    /// `triton.Config({…}, …)`
    private void config(Expr e, Map<String, Expr> bound) {
        if (!(e instanceof Expr.Call call) || call.arguments().isEmpty()) {
            return;
        }
        if (!(call.arguments().getFirst().value() instanceof Expr.DictDisplay values)) {
            return;
        }
        for (Expr.DictItem item : values.items()) {
            Constexpr value = constant(item.value(), bound);
            if (item.key() instanceof Expr.StringLiteral key && value != null) {
                text.configure(key.value(), value);
            }
        }
    }

    private @Nullable Constexpr constant(Expr e, Map<String, Expr> bound) {
        Expr meant = e instanceof Expr.Name n ? bound.getOrDefault(n.id(), e) : e;
        return HostEvaluation.valueOrError(meant, names) instanceof Constexpr c ? c : null;
    }

    /// `{"NAME": lambda args: …}`
    private void rules(Expr e, Scope scope) {
        if (e instanceof Expr.Name n
                && scope.lookup(n.id()).orElse(null) instanceof Binding.GlobalValue g) {
            rules(g.value(), g.scope());
        }
        if (!(e instanceof Expr.DictDisplay rules)) {
            return;
        }
        for (Expr.DictItem item : rules.items()) {
            if (item.key() instanceof Expr.StringLiteral key
                    && item.value() instanceof Expr.Lambda rule) {
                rule(key.value(), rule.body());
            }
        }
    }

    private void rule(String parameter, Expr body) {
        switch (body) {
            case Expr.Compare c -> {
                text.flag(parameter);
                if (c.ops().getFirst() == CompareOp.IS_NOT
                        && c.left() instanceof Expr.Subscript s
                        && s.index() instanceof Expr.StringLiteral other) {
                    text.present(parameter, other.value());
                }
            }
            case Expr.Logical l -> text.flag(parameter);
            case Expr.BoolLiteral b -> text.flag(parameter);
            default -> {}
        }
    }
}
