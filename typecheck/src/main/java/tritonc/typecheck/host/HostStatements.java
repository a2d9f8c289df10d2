package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.PyValue;

import java.util.List;

/// The statements of host functions, run on values that are known.
final class HostStatements {
    private final HostExpressions expressions;
    private final HostChanges changes;

    HostStatements(HostExpressions expressions) {
        this.expressions = expressions;
        this.changes = new HostChanges(expressions);
    }

    /// How a run of statements ends: with a value that is returned, or else one of these.
    private sealed interface End {
        /// behind the last statement
        record Falls() implements End {}

        record Breaks() implements End {}

        record Continues() implements End {}

        record Returns(PyValue value) implements End {}
    }

    private static final End FALLS = new End.Falls();

    /// What a function with this body returns.
    PyValue result(List<Stmt> body, HostFrame frame) {
        return run(body, frame) instanceof End.Returns r ? r.value() : PyNone.NONE;
    }

    private End run(List<Stmt> body, HostFrame frame) {
        for (Stmt s : body) {
            End end = one(s, frame);
            if (!(end instanceof End.Falls)) {
                return end;
            }
        }
        return FALLS;
    }

    private End one(Stmt statement, HostFrame frame) {
        return switch (statement) {
            case Stmt.Return s ->
                    new End.Returns(s.value() == null ? PyNone.NONE : eval(s.value(), frame));
            case Stmt.If s -> run(holds(s.test(), frame) ? s.body() : s.orElse(), frame);
            case Stmt.For s -> loop(s, frame);
            case Stmt.While s -> loop(s, frame);
            case Stmt.Try s -> attempt(s, frame);
            case Stmt.Break s -> new End.Breaks();
            case Stmt.Continue s -> new End.Continues();
            default -> {
                simple(statement, frame);
                yield FALLS;
            }
        };
    }

    private PyValue eval(Expr e, HostFrame frame) {
        return expressions.eval(e, frame);
    }

    private boolean holds(Expr test, HostFrame frame) {
        return HostExpressions.truth(eval(test, frame), test.span());
    }

    private void simple(Stmt statement, HostFrame frame) {
        switch (statement) {
            case Stmt.ExprStmt s -> changes.effect(s.value(), frame);
            case Stmt.Assign s -> changes.assign(s, frame);
            case Stmt.AugAssign s -> changes.augment(s, frame);
            case Stmt.AnnAssign s -> {
                if (s.value() != null) {
                    HostTargets.bind(s.target(), eval(s.value(), frame), frame);
                }
            }
            case Stmt.Import s -> s.names().forEach(a -> imported(a, a.span(), frame));
            case Stmt.ImportFrom s -> s.names().forEach(a -> imported(a, a.span(), frame));
            case Stmt.FunctionDef s ->
                    frame.bind(s.name(), new HostFunctionValue(HostLambda.of(s, frame)));
            case Stmt.Assert s -> {
                if (!holds(s.test(), frame)) {
                    throw Undecided.raised(
                            s.test().span(), "AssertionError", s.test().span().text());
                }
            }
            case Stmt.Raise s -> throw raised(s, frame);
            case Stmt.Pass s -> {}
            default ->
                    throw Undecided.because(
                            statement.span(),
                            "it runs a statement of a kind that is not evaluated");
        }
    }

    private static void imported(Stmt.Alias alias, Span at, HostFrame frame) {
        String as = alias.asName();
        int dot = alias.name().indexOf('.');
        String bound = as != null ? as : dot < 0 ? alias.name() : alias.name().substring(0, dot);
        PyValue value = frame.imports().lookup(bound);
        if (value == null) {
            throw Undecided.because(at, "`" + bound + "` is not found");
        }
        frame.bind(bound, value);
    }

    private Undecided raised(Stmt.Raise s, HostFrame frame) {
        Expr e = s.exception();
        Expr named = e instanceof Expr.Call c ? c.function() : e;
        String name = named == null ? "Exception" : named.span().text();
        String message = "";
        if (e instanceof Expr.Call c
                && !c.arguments().isEmpty()
                && c.arguments().getFirst() instanceof Argument.Positional p) {
            message = HostText.str(eval(p.value(), frame));
        }
        return Undecided.raised(s.span(), name, message);
    }

    private End loop(Stmt.For s, HostFrame frame) {
        for (PyValue item : Sequences.of(eval(s.iterable(), frame), s.iterable().span())) {
            HostTargets.bind(s.target(), item, frame);
            End end = run(s.body(), frame);
            if (end instanceof End.Returns) {
                return end;
            }
            if (end instanceof End.Breaks) {
                return FALLS;
            }
        }
        return run(s.orElse(), frame);
    }

    private End loop(Stmt.While s, HostFrame frame) {
        while (holds(s.test(), frame)) {
            End end = run(s.body(), frame);
            if (end instanceof End.Returns) {
                return end;
            }
            if (end instanceof End.Breaks) {
                return FALLS;
            }
        }
        return run(s.orElse(), frame);
    }

    private End attempt(Stmt.Try s, HostFrame frame) {
        End end;
        try {
            end = run(s.body(), frame);
            if (end instanceof End.Falls) {
                end = run(s.orElse(), frame);
            }
        } catch (Undecided raised) {
            Stmt.Handler handler = handler(s, raised);
            if (handler == null) {
                throw raised;
            }
            if (handler.name() != null) {
                frame.bind(handler.name(), new PyString(raised.reason()));
            }
            end = run(handler.body(), frame);
        }
        End last = run(s.finalBody(), frame);
        return last instanceof End.Falls ? end : last;
    }

    private static Stmt.@Nullable Handler handler(Stmt.Try s, Undecided raised) {
        if (raised.exception().isEmpty()) {
            return null;
        }
        for (Stmt.Handler h : s.handlers()) {
            Expr type = h.type();
            List<Expr> types =
                    type instanceof Expr.Tuple t
                            ? t.elements()
                            : type == null ? List.of() : List.of(type);
            for (Expr e : types) {
                String name = e.span().text();
                if (name.equals(raised.exception())
                        || name.equals("Exception")
                        || name.equals("BaseException")) {
                    return h;
                }
            }
            if (type == null) {
                return h;
            }
        }
        return null;
    }
}
