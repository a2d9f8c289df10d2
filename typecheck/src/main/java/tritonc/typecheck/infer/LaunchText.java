package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Names;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the launches `kernel[grid](…)` in the file of a kernel: literals, also through variables
/// of the function around, and flags such as `HAS_BIAS=bias is not None`.
final class LaunchText {
    private final HostText text;
    private final JitFunction kernel;
    private final Names names;

    LaunchText(HostText text, JitFunction kernel, Names names) {
        this.text = text;
        this.kernel = kernel;
        this.names = names;
    }

    void read() {
        all(kernel.scope().module().ast().body(), new HashMap<>());
    }

    private void all(List<Stmt> body, Map<String, Expr> locals) {
        for (Stmt s : body) {
            one(s, locals);
        }
    }

    private void one(Stmt statement, Map<String, Expr> locals) {
        switch (statement) {
            case Stmt.FunctionDef s -> {
                if (s != kernel.definition()) {
                    all(s.body(), new HashMap<>(locals));
                }
            }
            case Stmt.ClassDef s -> all(s.body(), new HashMap<>(locals));
            case Stmt.Assign s -> {
                expr(s.value(), locals);
                if (s.targets().size() == 1 && s.targets().getFirst() instanceof Expr.Name n) {
                    locals.put(n.id(), s.value());
                }
            }
            case Stmt.ExprStmt s -> expr(s.value(), locals);
            case Stmt.Return s -> {
                if (s.value() != null) {
                    expr(s.value(), locals);
                }
            }
            case Stmt.If s -> {
                all(s.body(), locals);
                all(s.orElse(), locals);
            }
            case Stmt.For s -> all(s.body(), locals);
            case Stmt.While s -> all(s.body(), locals);
            case Stmt.With s -> all(s.body(), locals);
            case Stmt.Try s -> {
                all(s.body(), locals);
                s.handlers().forEach(h -> all(h.body(), locals));
            }
            default -> {}
        }
    }

    private void expr(Expr e, Map<String, Expr> locals) {
        if (e instanceof Expr.Call call) {
            if (call.function() instanceof Expr.Subscript s
                    && s.value() instanceof Expr.Name n
                    && n.id().equals(kernel.name())) {
                launch(call, locals);
            }
            call.arguments().forEach(a -> expr(a.value(), locals));
        } else if (e instanceof Expr.Lambda l) {
            expr(l.body(), locals);
        } else if (e instanceof Expr.Tuple t) {
            t.elements().forEach(x -> expr(x, locals));
        }
    }

    private void launch(Expr.Call call, Map<String, Expr> locals) {
        text.launch();
        List<Parameter> parameters = kernel.definition().parameters();
        Map<String, Expr> given = new HashMap<>();
        Map<String, String> holder = new HashMap<>();
        int at = 0;
        for (Argument a : call.arguments()) {
            String name =
                    switch (a) {
                        case Argument.Keyword k -> k.name();
                        case Argument.Positional p ->
                                at < parameters.size() ? parameters.get(at++).name() : "";
                        case Argument.Unpacked u -> "";
                        case Argument.UnpackedKeywords u -> "";
                    };
            given.put(name, a.value());
            if (a.value() instanceof Expr.Name n) {
                holder.putIfAbsent(n.id(), name);
            }
        }
        for (Parameter p : parameters) {
            Expr value = given.get(p.name());
            if (value != null) {
                argument(p.name(), local(value, locals), holder);
            }
        }
    }

    private static Expr local(Expr e, Map<String, Expr> locals) {
        Expr at = e;
        for (int i = 0; i < 4 && at instanceof Expr.Name n && locals.containsKey(n.id()); i++) {
            at = locals.get(n.id());
        }
        return at;
    }

    private void argument(String name, Expr value, Map<String, String> holder) {
        switch (value) {
            case Expr.IntLiteral i -> constant(name, value);
            case Expr.FloatLiteral f -> constant(name, value);
            case Expr.StringLiteral s -> constant(name, value);
            case Expr.BoolLiteral b -> constant(name, value);
            case Expr.Name n -> constant(name, value);
            case Expr.Attribute a -> constant(name, value);
            case Expr.Compare c -> {
                text.flag(name);
                boolean there =
                        c.ops().getFirst() == CompareOp.IS_NOT
                                && c.rights().getFirst() instanceof Expr.NoneLiteral;
                String parameter = c.left() instanceof Expr.Name n ? holder.get(n.id()) : null;
                if (there && parameter != null) {
                    text.present(name, parameter);
                }
            }
            default -> {}
        }
    }

    private void constant(String name, Expr value) {
        if (HostEvaluation.valueOrError(value, names) instanceof Constexpr c) {
            text.launch(name, c);
        }
    }
}
