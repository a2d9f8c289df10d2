package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that the statements of one module, class or function define, without those of the
/// functions and classes inside it.
final class DefinitionTable {
    private final Map<String, List<Definition>> table = new LinkedHashMap<>();
    private final List<Stmt.ImportFrom> starImports = new ArrayList<>();
    private final List<Stmt> nested = new ArrayList<>();
    private final List<Expr.Call> calls = new ArrayList<>();
    private int loops;

    /// Takes in a body. Definitions under `if` and `try` count as well, with what must hold for the
    /// arm.
    void addAll(List<Stmt> body, Reach reach) {
        for (Stmt s : body) {
            add(s, reach);
        }
    }

    void addParameters(Stmt.FunctionDef function) {
        for (Parameter p : function.parameters()) {
            put(p.name(), new Definition.OfParameter(p, function, Reach.ALWAYS));
        }
    }

    /// The definitions of a name in the order of the source, or null.
    @Nullable List<Definition> of(String name) {
        return table.get(name);
    }

    List<Stmt.ImportFrom> starImports() {
        return starImports;
    }

    /// The functions and classes defined in the body, in order.
    List<Stmt> nested() {
        return nested;
    }

    /// The calls whose values the body keeps or returns, in order.
    List<Expr.Call> calls() {
        return calls;
    }

    private void put(String name, Definition definition) {
        List<Definition> all = table.get(name);
        if (all == null) {
            all = new ArrayList<>(1);
            table.put(name, all);
        }
        all.add(definition);
    }

    // tests instead of a switch over types, which takes milliseconds to link in a fresh JVM
    private void add(Stmt s, Reach reach) {
        if (s instanceof Stmt.FunctionDef f) {
            put(f.name(), new Definition.Function(f, reach));
            nested.add(f);
        } else if (s instanceof Stmt.Assign a) {
            calls(a.value());
            for (Expr target : a.targets()) {
                assign(target, a.value(), reach);
            }
        } else if (s instanceof Stmt.ImportFrom i) {
            importsFrom(i, reach);
        } else if (s instanceof Stmt.Import i) {
            imports(i, reach);
        } else if (s instanceof Stmt.AnnAssign a) {
            annotated(a, reach);
        } else if (s instanceof Stmt.AugAssign a) {
            Expr target = a.target();
            changed(target, new Expr.Binary(a.span(), a.op(), target, a.value()), reach);
        } else if (s instanceof Stmt.ExprStmt e) {
            effect(e.value(), reach);
        } else if (s instanceof Stmt.ClassDef c) {
            put(c.name(), new Definition.ClassOf(c, reach));
            nested.add(c);
        } else if (s instanceof Stmt.TypeAlias t) {
            put(t.name(), new Definition.Assigned(t.value(), null, t.span(), reach));
        } else if (s instanceof Stmt.Return r) {
            Expr value = r.value();
            if (value != null) {
                calls(value);
            }
        } else {
            blocks(s, reach);
        }
    }

    /// Takes in what the blocks of a statement define.
    private void blocks(Stmt s, Reach reach) {
        if (s instanceof Stmt.If i) {
            addAll(i.body(), reach.arm(i.test(), true));
            addAll(i.orElse(), reach.arm(i.test(), false));
        } else if (s instanceof Stmt.For f) {
            unknown(f.target(), reach);
            loops++;
            addAll(f.body(), reach);
            loops--;
            addAll(f.orElse(), reach);
        } else if (s instanceof Stmt.While w) {
            loops++;
            addAll(w.body(), reach);
            loops--;
            addAll(w.orElse(), reach);
        } else if (s instanceof Stmt.With w) {
            for (Stmt.WithItem item : w.items()) {
                Expr target = item.target();
                if (target != null) {
                    unknown(target, reach);
                }
            }
            addAll(w.body(), reach);
        } else if (s instanceof Stmt.Try t) {
            addAll(t.body(), reach);
            for (Stmt.Handler h : t.handlers()) {
                addAll(h.body(), reach.unlikely());
            }
            addAll(t.orElse(), reach);
            addAll(t.finalBody(), reach);
        } else if (s instanceof Stmt.Match m) {
            for (Stmt.MatchCase c : m.cases()) {
                addAll(c.body(), reach.unlikely());
            }
        }
    }

    /// A name gets a value made of the one it has; how often is not known of a loop.
    private void changed(Expr target, Expr value, Reach reach) {
        if (loops == 0 && target instanceof Expr.Name) {
            assign(target, value, reach);
        } else {
            unknown(target, reach);
        }
    }

    /// `name.append(…)` and its like change what the name stands for.
    private void effect(Expr e, Reach reach) {
        if (!(e instanceof Expr.Call call)
                || !(call.function() instanceof Expr.Attribute method)
                || !(method.value() instanceof Expr.Name name)) {
            return;
        }
        boolean one =
                call.arguments().size() == 1
                        && call.arguments().getFirst() instanceof Argument.Positional;
        switch (method.name()) {
            case "append", "extend" -> {
                if (!one) {
                    unknown(name, reach);
                    return;
                }
                Expr more = call.arguments().getFirst().value();
                Expr list =
                        method.name().equals("append")
                                ? new Expr.ListDisplay(more.span(), List.of(more))
                                : more;
                changed(name, new Expr.Binary(e.span(), BinaryOp.ADD, name, list), reach);
            }
            case "insert", "update", "remove", "pop", "clear", "sort", "reverse", "setdefault" ->
                    unknown(name, reach);
            default -> {}
        }
    }

    /// Keeps the calls that a value is or consists of.
    private void calls(Expr value) {
        if (value instanceof Expr.Call call) {
            calls.add(call);
        } else if (value instanceof Expr.Conditional c) {
            calls(c.then());
            calls(c.otherwise());
        } else if (value instanceof Expr.DictDisplay d) {
            d.items().forEach(item -> calls(item.value()));
        } else {
            elements(value).forEach(this::calls);
        }
    }

    private void annotated(Stmt.AnnAssign a, Reach reach) {
        Expr value = a.value();
        if (value != null) {
            calls(value);
        }
        if (a.target() instanceof Expr.Name name && value != null) {
            put(name.id(), new Definition.Assigned(value, a.annotation(), a.span(), reach));
        }
    }

    private void assign(Expr target, Expr value, Reach reach) {
        if (target instanceof Expr.Name name) {
            put(name.id(), new Definition.Assigned(value, null, name.span(), reach));
            return;
        }
        if (target instanceof Expr.Subscript s && s.value() instanceof Expr.Name name) {
            unknown(name, reach);
            return;
        }
        List<Expr> targets = elements(target);
        List<Expr> values = elements(value);
        boolean matched = targets.size() == values.size() && !hasStar(targets) && !hasStar(values);
        for (int i = 0; i < targets.size(); i++) {
            if (matched) {
                assign(targets.get(i), values.get(i), reach);
            } else {
                element(targets.get(i), value, i, hasStar(targets), reach);
            }
        }
    }

    /// `a, b = f()`: each name is an element of the one value.
    private void element(Expr target, Expr value, int index, boolean stars, Reach reach) {
        if (target instanceof Expr.Name && !stars && elements(value).isEmpty()) {
            Expr at = new Expr.IntLiteral(value.span(), BigInteger.valueOf(index));
            assign(target, new Expr.Subscript(value.span(), value, at), reach);
        } else {
            unknown(target, reach);
        }
    }

    private static boolean hasStar(List<Expr> elements) {
        for (Expr e : elements) {
            if (e instanceof Expr.Starred) {
                return true;
            }
        }
        return false;
    }

    private static List<Expr> elements(Expr e) {
        if (e instanceof Expr.Tuple tuple) {
            return tuple.elements();
        }
        return e instanceof Expr.ListDisplay list ? list.elements() : List.of();
    }

    private void unknown(Expr target, Reach reach) {
        if (target instanceof Expr.Name name) {
            put(name.id(), new Definition.Unknown(name.span(), reach));
        } else if (target instanceof Expr.Starred starred) {
            unknown(starred.value(), reach);
        } else {
            for (Expr e : elements(target)) {
                unknown(e, reach);
            }
        }
    }

    private void imports(Stmt.Import i, Reach reach) {
        for (Stmt.Alias alias : i.names()) {
            String as = alias.asName();
            int dot = alias.name().indexOf('.');
            String bound = dot < 0 ? alias.name() : alias.name().substring(0, dot);
            String path = as == null ? bound : alias.name();
            put(as == null ? bound : as, new Definition.ImportedModule(path, reach));
        }
    }

    private void importsFrom(Stmt.ImportFrom i, Reach reach) {
        if (i.star()) {
            starImports.add(i);
        }
        for (Stmt.Alias alias : i.names()) {
            String as = alias.asName();
            put(
                    as == null ? alias.name() : as,
                    new Definition.ImportedName(i, alias.name(), reach));
        }
    }
}
