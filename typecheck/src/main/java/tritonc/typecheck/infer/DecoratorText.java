package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.host.Decorations;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.value.ConfigValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.HostFunctionValue;

/// What the configurations of `triton.autotune` and the rules of `triton.heuristics` say of
/// parameters.
final class DecoratorText {
    private final HostText text;
    private final ProgramNames names;

    DecoratorText(HostText text, ProgramNames names) {
        this.text = text;
        this.names = names;
    }

    void read(JitFunction kernel) {
        Decorations read = Decorations.of(kernel.decorators(), names::names);
        for (ConfigValue c : read.configurations()) {
            c.meta()
                    .entries()
                    .forEach((key, value) -> {
                        if (key instanceof PyString name && value instanceof Constexpr v) {
                            text.configure(name.value(), v);
                        }
                    });
        }
        for (Decorations.Rule rule : read.rules()) {
            if (rule.value() instanceof HostFunctionValue f
                    && f.function().body().getLast() instanceof Stmt.Return r
                    && r.value() != null) {
                rule(rule.name(), r.value());
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
