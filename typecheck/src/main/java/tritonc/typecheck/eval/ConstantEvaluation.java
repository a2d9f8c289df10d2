package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;

/// Evaluates an expression of host code as far as it needs no host: constants, `tl.constexpr(…)`,
/// arithmetic, names of Triton.
public final class ConstantEvaluation {
    private ConstantEvaluation() {}

    /// The value; [ErrorValue] for what only running the host code could tell.
    public static PyValue of(Expr expr, Names names) {
        Diagnostics ignored = new Diagnostics();
        Semantics semantics = Semantics.on(new Emitter());
        Calls calls = new Calls(semantics);
        Expressions expressions =
                new Expressions(semantics, ignored, new References(semantics), calls);
        calls.statements(new Statements(semantics, ignored, expressions));
        PyValue value = expressions.eval(expr, new Frame(new Nowhere(expr.span(), names), 0));
        return ignored.hasErrors() || value instanceof Tensor ? ErrorValue.ERROR : value;
    }

    /// The function that an expression outside all functions stands in.
    private record Nowhere(Span nameSpan, Names names) implements Callable {
        @Override
        public String name() {
            return "module";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public List<Stmt> body() {
            return List.of();
        }
    }
}
