package tritonc.typecheck.check;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.FStringPart;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.builtin.Builtins;
import tritonc.typecheck.builtin.Nearness;
import tritonc.typecheck.eval.Assigned;
import tritonc.typecheck.eval.RefusedSyntax;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Walks one function. What stands under an `if` may never be compiled, as conditions on constexpr
/// parameters take one branch only: findings there are warnings.
public final class StructureCheck {
    private final Callable function;
    private final Diagnostics diagnostics;
    private final Set<String> own = new TreeSet<>();
    private final Builtins builtins = new Builtins(Semantics.on(new Emitter(), text -> {}));
    private int branches;
    private int loops;

    private StructureCheck(Callable function, Diagnostics diagnostics) {
        this.function = function;
        this.diagnostics = diagnostics;
    }

    /// Reports what no signature can make right.
    public static void run(Callable function, Diagnostics diagnostics) {
        StructureCheck check = new StructureCheck(function, diagnostics);
        for (Parameter p : function.parameters()) {
            check.own.add(p.name());
        }
        check.own.addAll(Assigned.in(function.body()).keySet());
        check.all(function.body());
    }

    private void report(Mistake mistake) {
        Diagnostic d = mistake.diagnostic();
        if (branches == 0) {
            diagnostics.add(d);
            return;
        }
        String message = d.message() + ", should this branch be compiled";
        diagnostics.add(new Diagnostic(d.code(), Severity.WARNING, message, d.labels(), d.help()));
    }

    private void all(List<Stmt> body) {
        for (Stmt statement : body) {
            one(statement);
        }
    }

    private void one(Stmt statement) {
        Mistake refused = RefusedSyntax.statement(statement);
        if (refused != null) {
            report(refused);
            return;
        }
        switch (statement) {
            case Stmt.Assign s -> {
                s.targets().forEach(this::target);
                expr(s.value());
            }
            case Stmt.AnnAssign s -> {
                target(s.target());
                if (s.value() != null) {
                    expr(s.value());
                }
            }
            case Stmt.AugAssign s -> {
                target(s.target());
                expr(s.value());
            }
            case Stmt.ExprStmt s -> expr(s.value());
            case Stmt.If s -> branch(s);
            case Stmt.For s -> loop(s.iterable(), s.body());
            case Stmt.While s -> loop(s.test(), s.body());
            case Stmt.Return s -> returned(s);
            case Stmt.Assert s -> expr(s.test());
            default -> {}
        }
    }

    private void branch(Stmt.If s) {
        expr(s.test());
        branches++;
        all(s.body());
        all(s.orElse());
        branches--;
    }

    private void loop(Expr over, List<Stmt> body) {
        boolean unrolled =
                over instanceof Expr.Call c
                        && value(c.function()) instanceof BuiltinValue b
                        && b.name().equals("triton.language.static_range");
        expr(over);
        loops += unrolled ? 0 : 1;
        all(body);
        loops -= unrolled ? 0 : 1;
    }

    private void returned(Stmt.Return s) {
        if (loops > 0) {
            report(RefusedSyntax.returnInLoop(s.span()));
        }
        if (s.value() != null) {
            expr(s.value());
        }
    }

    private void target(Expr target) {
        switch (target) {
            case Expr.Name n -> {}
            case Expr.Tuple t -> t.elements().forEach(this::target);
            case Expr.ListDisplay l -> l.elements().forEach(this::target);
            case Expr.Starred s -> target(s.value());
            default -> report(RefusedSyntax.target(target));
        }
    }

    private void expr(Expr expr) {
        Mistake refused = RefusedSyntax.expression(expr);
        if (refused != null) {
            report(refused);
            return;
        }
        switch (expr) {
            case Expr.Name e -> name(e);
            case Expr.Attribute e -> {
                if (value(e) == null) {
                    expr(e.value());
                }
            }
            case Expr.Call e -> call(e);
            case Expr.Binary e -> {
                expr(e.left());
                expr(e.right());
            }
            case Expr.Unary e -> expr(e.operand());
            case Expr.Logical e -> e.operands().forEach(this::expr);
            case Expr.Compare e -> {
                expr(e.left());
                e.rights().forEach(this::expr);
            }
            case Expr.Conditional e -> conditional(e);
            case Expr.Subscript e -> {
                expr(e.value());
                expr(e.index());
            }
            case Expr.Tuple e -> e.elements().forEach(this::element);
            case Expr.ListDisplay e -> e.elements().forEach(this::element);
            case Expr.NamedExpr e -> expr(e.value());
            case Expr.FString e -> e.parts().forEach(this::part);
            case Expr.Lambda e -> {
                e.parameters().forEach(x -> own.add(x.name()));
                expr(e.body());
            }
            case Expr.Comprehension e -> comprehension(e);
            default -> {}
        }
    }

    private void comprehension(Expr.Comprehension e) {
        Expr.ForClause clause = e.clauses().getFirst();
        expr(clause.iterable());
        own.addAll(Assigned.by(clause.target()).keySet());
        clause.conditions().forEach(this::expr);
        expr(e.element());
    }

    private void element(Expr e) {
        expr(e instanceof Expr.Starred s ? s.value() : e);
    }

    private void part(FStringPart part) {
        if (part instanceof FStringPart.Field f) {
            expr(f.value());
        }
    }

    private void conditional(Expr.Conditional e) {
        expr(e.test());
        branches++;
        expr(e.then());
        expr(e.otherwise());
        branches--;
    }

    private void name(Expr.Name e) {
        PyValue found = value(e);
        if (found instanceof HostValue h && h.kind() == HostValue.Kind.VARIABLE) {
            report(RefusedSyntax.hostGlobal(e, h));
        }
        if (own.contains(e.id()) || found != null) {
            return;
        }
        Mistake mistake =
                Mistake.at(e.span(), Code.UNDEFINED_NAME, "name `" + e.id() + "` is not defined");
        List<String> known = new ArrayList<>(own);
        known.addAll(function.names().all());
        String near = Nearness.nearest(e.id(), known);
        report(near == null ? mistake : mistake.help("did you mean `" + near + "`?"));
    }

    private void call(Expr.Call e) {
        PyValue called = value(e.function());
        if (called instanceof BuiltinValue b) {
            Mistake refused = builtins.refusal(b, e.span());
            if (refused != null) {
                report(refused);
            }
        } else if (called instanceof HostValue h && h.kind() != HostValue.Kind.VARIABLE) {
            report(RefusedSyntax.hostCall(h, e.function().span()));
        } else {
            expr(e.function());
        }
        for (Argument argument : e.arguments()) {
            expr(argument.value());
        }
    }

    /// What a name or a dotted name stands for outside the function; null for anything of its own.
    private @Nullable PyValue value(Expr e) {
        if (e instanceof Expr.Name n) {
            return own.contains(n.id()) ? null : function.names().lookup(n.id());
        }
        if (e instanceof Expr.Attribute a && value(a.value()) instanceof ModuleValue m) {
            return Attributes.member(m, a.name());
        }
        return null;
    }
}
