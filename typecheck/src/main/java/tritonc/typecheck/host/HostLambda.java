package tritonc.typecheck.host;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.HostCallable;
import tritonc.typecheck.value.Names;

import java.util.List;

/// A `lambda`, or a function inside a function, with the variables around it.
record HostLambda(
        String name,
        List<Parameter> parameters,
        List<Stmt> body,
        List<Expr> decorators,
        Span nameSpan,
        Names names)
        implements HostCallable {
    static HostLambda of(Expr.Lambda e, HostFrame around) {
        Stmt result = new Stmt.Return(e.body().span(), e.body());
        return new HostLambda(
                "lambda", e.parameters(), List.of(result), List.of(), e.span(), around);
    }

    static HostLambda of(Stmt.FunctionDef f, HostFrame around) {
        return new HostLambda(
                f.name(), f.parameters(), f.body(), f.decorators(), f.nameSpan(), around);
    }

    @Override
    public Names inside() {
        return names;
    }
}
