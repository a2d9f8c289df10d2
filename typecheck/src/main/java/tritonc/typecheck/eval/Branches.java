package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;
import java.util.Map;

/// `if`: on what is known at compile time one branch is taken and the other never looked at; on a
/// tensor both become blocks of an op. Since the IR has no jumps, what follows an early `return`
/// goes into the other branch, or behind a test whether the function has returned.
final class Branches {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Expressions expressions;
    private final Statements statements;
    private final Fork fork;

    Branches(
            Semantics semantics,
            Diagnostics diagnostics,
            Expressions expressions,
            Statements statements) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.expressions = expressions;
        this.statements = statements;
        this.fork = new Fork(semantics, diagnostics);
    }

    /// An `if` without `return`.
    Flow plain(Stmt.If s, Frame frame) {
        PyValue test = expressions.eval(s.test(), frame);
        if (test instanceof ErrorValue) {
            return both(s, frame);
        }
        if (test instanceof Tensor t) {
            Value condition = condition(t, s.test().span());
            return fork.run(
                    new Fork.Site(condition, RefusedSyntax.firstLine(s.span()), frame, false),
                    () -> statements.run(s.body(), 0, frame, false),
                    () -> statements.run(s.orElse(), 0, frame, false),
                    Assigned.in(s.body(), s.orElse()));
        }
        return statements.run(chosen(s, test), 0, frame, false);
    }

    /// An `if` that may return, and the statements behind it.
    Flow returning(Stmt.If s, List<Stmt> all, int next, Frame frame, boolean tail) {
        PyValue test = expressions.eval(s.test(), frame);
        if (test instanceof ErrorValue) {
            both(s, frame);
            return statements.run(all, next, frame, tail);
        }
        if (!(test instanceof Tensor t)) {
            List<Stmt> chosen = chosen(s, test);
            return chosen.isEmpty()
                    ? statements.run(all, next, frame, tail)
                    : statements.run(Statements.joined(chosen, all, next), 0, frame, tail);
        }
        Value condition = conditionOrNull(t, s.test().span());
        if (condition == null || frame.loops() > 0) {
            both(s, frame);
            return statements.run(all, next, frame, tail);
        }
        Fork.Site site = new Fork.Site(condition, RefusedSyntax.firstLine(s.span()), frame, tail);
        boolean thenReturns = Assigned.alwaysReturns(s.body());
        boolean elseReturns = Assigned.alwaysReturns(s.orElse());
        if (thenReturns || elseReturns || next == all.size()) {
            return exclusive(s, all, next, site, thenReturns, elseReturns);
        }
        Fork.Site inner = new Fork.Site(condition, site.span(), frame, false);
        Flow flow =
                fork.run(
                        inner,
                        () -> statements.run(s.body(), 0, frame, false),
                        () -> statements.run(s.orElse(), 0, frame, false),
                        Assigned.in(s.body(), s.orElse()));
        return switch (flow) {
            case Flow.Falls f -> statements.run(all, next, frame, tail);
            case Flow.Returns r -> r;
            case Flow.Maybe m -> unlessReturned(m, all, next, frame, tail);
        };
    }

    /// One branch always returns: the statements behind the `if` belong to the other.
    private Flow exclusive(
            Stmt.If s,
            List<Stmt> all,
            int next,
            Fork.Site site,
            boolean thenReturns,
            boolean elseReturns) {
        Frame frame = site.frame();
        List<Stmt> then = thenReturns ? s.body() : Statements.joined(s.body(), all, next);
        List<Stmt> otherwise = elseReturns ? s.orElse() : Statements.joined(s.orElse(), all, next);
        return fork.run(
                site,
                () -> statements.run(then, 0, frame, site.tail() || thenReturns),
                () -> statements.run(otherwise, 0, frame, site.tail() || elseReturns),
                Assigned.in(then, otherwise));
    }

    /// Runs the statements from `next` on where the function has not returned yet.
    Flow unlessReturned(Flow.Maybe m, List<Stmt> all, int next, Frame frame, boolean tail) {
        if (next == all.size() && !tail) {
            return m;
        }
        Span at =
                next < all.size()
                        ? RefusedSyntax.firstLine(all.get(next).span())
                        : all.getLast().span();
        Fork.Site site = new Fork.Site(m.returned(), at, frame, tail);
        return fork.run(
                site,
                () -> new Flow.Returns(m.value(), m.at()),
                () -> statements.run(all, next, frame, tail),
                Assigned.in(all.subList(next, all.size())));
    }

    /// Both branches of an `if` whose condition is wrong, for their own mistakes.
    private Flow both(Stmt.If s, Frame frame) {
        Map<String, PyValue> before = frame.locals();
        frame.fork(before);
        statements.run(s.body(), 0, frame, false);
        frame.fork(before);
        statements.run(s.orElse(), 0, frame, false);
        frame.locals(before);
        for (String name : Assigned.in(s.body(), s.orElse()).keySet()) {
            frame.bind(name, ErrorValue.ERROR);
        }
        return Flow.FALLS;
    }

    private static List<Stmt> chosen(Stmt.If s, PyValue test) {
        return isTrue(test) ? s.body() : s.orElse();
    }

    private static boolean isTrue(PyValue test) {
        Boolean truth = PythonMath.truth(test);
        return truth == null || truth;
    }

    private @Nullable Value conditionOrNull(Tensor t, Span at) {
        try {
            return condition(t, at);
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            return null;
        }
    }

    /// A tensor as one truth value.
    ///
    /// @throws Mistake for a block of several elements
    Value condition(Tensor t, Span at) {
        if (t.type().size() != 1) {
            throw Mistake.at(
                            at,
                            Code.CONDITION,
                            "a block of " + t.type().size() + " elements is no single truth value")
                    .label(at, t.describe())
                    .help("choose element by element with `tl.where`, or reduce with `tl.max`");
        }
        semantics.emitter().at(at);
        Value scalar =
                t.isBlock() ? semantics.shapes().reshape(t.value(), Shape.SCALAR, at) : t.value();
        return semantics.conversion().truth(scalar, at);
    }

    /// `then if test else otherwise`.
    PyValue conditional(Expr.Conditional e, Frame frame) {
        PyValue test = expressions.eval(e.test(), frame);
        if (test instanceof ErrorValue) {
            return test;
        }
        if (!(test instanceof Tensor t)) {
            return expressions.eval(isTrue(test) ? e.then() : e.otherwise(), frame);
        }
        Value condition = condition(t, e.test().span());
        Fork.Site site = new Fork.Site(condition, e.span(), frame, true);
        Flow flow =
                fork.run(
                        site,
                        () -> side(e.then(), frame),
                        () -> side(e.otherwise(), frame),
                        Map.of());
        @Nullable PyValue value = flow instanceof Flow.Returns r ? r.value() : null;
        return value == null ? ErrorValue.ERROR : value;
    }

    private Flow side(Expr e, Frame frame) {
        PyValue value = expressions.eval(e, frame);
        if (!(value instanceof ErrorValue)) {
            semantics.emitter().at(e.span());
            value = Assignments.plain(value, e.span(), semantics);
        }
        return new Flow.Returns(value, e.span());
    }
}
