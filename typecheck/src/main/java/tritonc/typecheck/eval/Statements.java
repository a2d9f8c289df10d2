package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Annotations;
import tritonc.typecheck.builtin.Effects;
import tritonc.typecheck.semantic.Growth;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Runs statements: binds names, and hands control flow to [Branches] and [Loops].
///
/// Here and elsewhere in the room, what every kernel meets is told apart by `instanceof`: each
/// pattern switch costs milliseconds when it runs first, and a first compile is waited for.
final class Statements {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Expressions expressions;
    private final Branches branches;
    private final Loops loops;
    private final Consumer<Stmt> reached;
    private final Effects effects;
    private final Growth growth;

    /// @param reached is told of every statement that is compiled, each time
    Statements(
            Semantics semantics,
            Diagnostics diagnostics,
            Expressions expressions,
            Consumer<Stmt> reached) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.expressions = expressions;
        this.reached = reached;
        this.effects = new Effects(semantics);
        this.growth = semantics.emitter().growth();
        this.branches = new Branches(semantics, diagnostics, expressions, this);
        this.loops = new Loops(semantics, diagnostics, expressions, this);
    }

    Branches branches() {
        return branches;
    }

    /// The body of a function: what it returns is decided at its end.
    Flow body(List<Stmt> statements, Frame frame) {
        return run(statements, 0, frame, true);
    }

    /// Runs the statements from `from` on.
    ///
    /// @param tail whether the function ends behind them: then reaching their end is a return of
    ///   `None`, and the result is never [Flow.Maybe]
    Flow run(List<Stmt> statements, int from, Frame frame, boolean tail) {
        for (int i = from; i < statements.size(); i++) {
            Stmt statement = statements.get(i);
            reached.accept(statement);
            if (statement instanceof Stmt.If s && Assigned.returns(s)) {
                return branches.returning(s, statements, i + 1, frame, tail);
            }
            Stmt outer = growth.enter(statement);
            Flow flow = one(statement, frame);
            growth.enter(outer);
            if (flow instanceof Flow.Maybe m) {
                return branches.unlessReturned(m, statements, i + 1, frame, tail);
            }
            if (flow instanceof Flow.Returns) {
                return flow;
            }
        }
        return tail ? Flow.Returns.END : Flow.FALLS;
    }

    private Flow one(Stmt statement, Frame frame) {
        try {
            if (statement instanceof Stmt.If s) {
                return branches.plain(s, frame);
            }
            if (statement instanceof Stmt.For s) {
                return loops.forLoop(s, frame);
            }
            if (statement instanceof Stmt.While s) {
                return loops.whileLoop(s, frame);
            }
            if (statement instanceof Stmt.Return s) {
                return returned(s, frame);
            }
            simple(statement, frame);
            return Flow.FALLS;
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            return Flow.FALLS;
        }
    }

    private Flow returned(Stmt.Return s, Frame frame) {
        PyValue value = s.value() == null ? PyNone.NONE : expressions.eval(s.value(), frame);
        if (frame.loops() > 0) {
            throw RefusedSyntax.returnInLoop(s.span());
        }
        if (frame.isKernel() && !(value instanceof PyNone || value instanceof ErrorValue)) {
            throw Mistake.at(s.span(), Code.KERNEL_RETURN, "a kernel returns nothing")
                    .label(s.span(), value.describe())
                    .help("store the result: `tl.store(out_ptr, …)`");
        }
        return new Flow.Returns(frame.isKernel() ? PyNone.NONE : value, s.span());
    }

    private void simple(Stmt statement, Frame frame) {
        if (statement instanceof Stmt.Assign s) {
            assign(s, frame);
        } else if (statement instanceof Stmt.ExprStmt s) {
            effect(s, frame);
        } else if (statement instanceof Stmt.AugAssign s) {
            augment(s, frame);
        } else if (statement instanceof Stmt.AnnAssign s) {
            annotated(s, frame);
        } else if (statement instanceof Stmt.Assert s) {
            asserted(s, frame);
        } else if (!(statement instanceof Stmt.Pass)) {
            throw Objects.requireNonNull(RefusedSyntax.statement(statement));
        }
    }

    private void assign(Stmt.Assign s, Frame frame) {
        PyValue value = expressions.eval(s.value(), frame);
        for (Expr target : s.targets()) {
            bind(target, value, s.value().span(), frame);
        }
    }

    private void bind(Expr target, PyValue value, Span at, Frame frame) {
        if (target instanceof Expr.Name n && frame.wasAnnounced(n.id())) {
            frame.bind(n.id(), value);
            return;
        }
        semantics.emitter().at(at);
        try {
            Assignments.assign(target, Assignments.plain(value, at, semantics), frame);
        } catch (Mistake mistake) {
            Assignments.poison(target, frame);
            throw mistake;
        }
    }

    private void annotated(Stmt.AnnAssign s, Frame frame) {
        boolean constexpr = Annotations.isConstexpr(s.annotation(), frame.function().names());
        Expr value = s.value();
        if (value == null) {
            if (constexpr && s.target() instanceof Expr.Name n) {
                frame.announce(n.id());
            }
            return;
        }
        PyValue evaluated = expressions.eval(value, frame);
        if (constexpr && s.target() instanceof Expr.Name n) {
            // numbers stay constants; a tensor stays one in spite of the annotation, as in Triton
            frame.bind(n.id(), evaluated);
        } else {
            bind(s.target(), evaluated, value.span(), frame);
        }
    }

    private void augment(Stmt.AugAssign s, Frame frame) {
        if (!(s.target() instanceof Expr.Name target)) {
            Assignments.assign(s.target(), PyNone.NONE, frame);
            return;
        }
        PyValue value;
        try {
            PyValue old = expressions.eval(target, frame);
            Sites at = new Sites(target.span(), s.value().span());
            value = expressions.operate(s.op(), old, s.value(), at, s.span(), frame);
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            value = ErrorValue.ERROR;
        }
        bind(target, value, s.span(), frame);
    }

    private void effect(Stmt.ExprStmt s, Frame frame) {
        if (!(s.value() instanceof Expr.StringLiteral
                || s.value() instanceof Expr.EllipsisLiteral)) {
            expressions.eval(s.value(), frame);
        }
    }

    /// As `tl.device_assert`, even where it is known to fail: `tl.static_assert` is the one that
    /// stops the compiler.
    private void asserted(Stmt.Assert s, Frame frame) {
        PyValue test = expressions.eval(s.test(), frame);
        Expr message = s.message();
        PyValue text = message == null ? PyNone.NONE : expressions.eval(message, frame);
        if (!(test instanceof ErrorValue)) {
            semantics.emitter().at(s.span());
            String told = text instanceof PyString t ? t.value() : "";
            effects.check(test, told, null, s.test().span());
        }
    }

    /// Two runs of statements as one.
    static List<Stmt> joined(List<Stmt> first, List<Stmt> second, int from) {
        List<Stmt> all = new ArrayList<>(first.size() + second.size() - from);
        all.addAll(first);
        all.addAll(second.subList(from, second.size()));
        return all;
    }
}
