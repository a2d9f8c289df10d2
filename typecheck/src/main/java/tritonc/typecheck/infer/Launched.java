package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.names.InlinedFunction;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells kernels from helpers.
final class Launched {
    /// What the text of one function shows.
    private static final class Shape {
        private final List<Callable> called = new ArrayList<>();
        private boolean writes;
        private boolean returns;
    }

    private final Map<Callable, Shape> shapes = new HashMap<>();

    static List<JitFunction> of(Program program) {
        return new Launched().kernels(program);
    }

    private List<JitFunction> kernels(Program program) {
        ProgramNames names = new ProgramNames();
        Set<Callable> called = new HashSet<>();
        for (JitFunction f : program.kernels()) {
            InlinedFunction function = names.function(f);
            shape(function).called.stream().filter(c -> !c.equals(function)).forEach(called::add);
        }
        List<JitFunction> kernels = new ArrayList<>();
        for (JitFunction f : program.kernels()) {
            InlinedFunction function = names.function(f);
            boolean root = !called.contains(function) && !shape(function).returns;
            boolean writes = writes(function, new HashSet<>());
            if (HostText.of(f, program.main(), names).isLaunched() || root && writes) {
                kernels.add(f);
            }
        }
        return kernels;
    }

    private boolean writes(Callable function, Set<Callable> seen) {
        if (!seen.add(function)) {
            return false;
        }
        Shape shape = shape(function);
        if (shape.writes) {
            return true;
        }
        for (Callable c : shape.called) {
            if (writes(c, seen)) {
                return true;
            }
        }
        return false;
    }

    private Shape shape(Callable function) {
        Shape known = shapes.get(function);
        if (known == null) {
            known = new Shape();
            shapes.put(function, known);
            all(function.body(), function, known);
        }
        return known;
    }

    private void all(List<Stmt> body, Callable in, Shape shape) {
        for (Stmt s : body) {
            switch (s) {
                case Stmt.ExprStmt e -> expr(e.value(), in, shape);
                case Stmt.Assign e -> expr(e.value(), in, shape);
                case Stmt.AugAssign e -> expr(e.value(), in, shape);
                case Stmt.AnnAssign e -> {
                    if (e.value() != null) {
                        expr(e.value(), in, shape);
                    }
                }
                case Stmt.Return e -> {
                    if (e.value() != null && !(e.value() instanceof Expr.NoneLiteral)) {
                        shape.returns = true;
                        expr(e.value(), in, shape);
                    }
                }
                case Stmt.If e -> {
                    expr(e.test(), in, shape);
                    all(e.body(), in, shape);
                    all(e.orElse(), in, shape);
                }
                case Stmt.For e -> all(e.body(), in, shape);
                case Stmt.While e -> {
                    expr(e.test(), in, shape);
                    all(e.body(), in, shape);
                }
                default -> {}
            }
        }
    }

    private void expr(Expr e, Callable in, Shape shape) {
        switch (e) {
            case Expr.Call c -> {
                call(c, in, shape);
                expr(c.function(), in, shape);
                for (Argument a : c.arguments()) {
                    expr(a.value(), in, shape);
                }
            }
            case Expr.Binary b -> {
                expr(b.left(), in, shape);
                expr(b.right(), in, shape);
            }
            case Expr.Unary u -> expr(u.operand(), in, shape);
            case Expr.Compare c -> {
                expr(c.left(), in, shape);
                c.rights().forEach(r -> expr(r, in, shape));
            }
            case Expr.Logical l -> l.operands().forEach(o -> expr(o, in, shape));
            case Expr.Conditional c -> {
                expr(c.test(), in, shape);
                expr(c.then(), in, shape);
                expr(c.otherwise(), in, shape);
            }
            case Expr.Tuple t -> t.elements().forEach(o -> expr(o, in, shape));
            case Expr.ListDisplay t -> t.elements().forEach(o -> expr(o, in, shape));
            case Expr.Subscript s -> expr(s.value(), in, shape);
            case Expr.Attribute a -> expr(a.value(), in, shape);
            case Expr.Name n -> {
                if (in.names().lookup(n.id()) instanceof FunctionValue f) {
                    shape.called.add(f.function());
                }
            }
            default -> {}
        }
    }

    private static void call(Expr.Call c, Callable in, Shape shape) {
        PyValue called =
                switch (c.function()) {
                    case Expr.Name n -> in.names().lookup(n.id());
                    case Expr.Attribute a -> member(a, in);
                    default -> null;
                };
        if (called instanceof FunctionValue f) {
            shape.called.add(f.function());
        }
        String name =
                called instanceof BuiltinValue b
                        ? b.name()
                        : c.function() instanceof Expr.Attribute a ? a.name() : "";
        String last = name.substring(name.lastIndexOf('.') + 1);
        shape.writes |= last.contains("store") || last.startsWith("atomic_");
    }

    private static @org.jspecify.annotations.Nullable PyValue member(
            Expr.Attribute a, Callable in) {
        PyValue owner =
                switch (a.value()) {
                    case Expr.Name n -> in.names().lookup(n.id());
                    case Expr.Attribute inner -> member(inner, in);
                    default -> null;
                };
        return owner instanceof ModuleValue m ? Attributes.member(m, a.name()) : null;
    }
}
