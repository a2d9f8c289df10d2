package tritonc.typecheck.host;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.HostCallable;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;
import java.util.function.IntConsumer;

/// The door of the evaluator of host code.
public final class HostEvaluation {
    private HostEvaluation() {}

    /// The value of an expression outside all functions.
    ///
    /// @throws Undecided with the reason, if only running the host code could tell
    public static PyValue value(Expr expr, Names names) {
        HostExpressions expressions = new HostExpressions();
        try {
            PyValue value = expressions.eval(expr, new HostFrame(names, names));
            if (value instanceof Tensor) {
                throw Undecided.because(expr.span(), "it is a tensor");
            }
            return value;
        } catch (Mistake mistake) {
            throw undecided(expr, mistake);
        }
    }

    /// The value of an expression outside all functions; [ErrorValue] for what only running the
    /// host code could tell.
    public static PyValue valueOrError(Expr expr, Names names) {
        try {
            return value(expr, names);
        } catch (Undecided undecided) {
            return ErrorValue.ERROR;
        }
    }

    /// Whether a test outside all functions holds.
    ///
    /// @throws Undecided if only running the host code could tell
    public static boolean test(Expr test, Names names) {
        return HostExpressions.truth(value(test, names), test.span());
    }

    /// What a function of host code returns for arguments that are known. Tensors may be among
    /// them, to be asked for their types.
    ///
    /// @param spent is told how many steps it took
    /// @throws Undecided with the reason, if only running the host code could tell
    public static PyValue call(HostCallable function, Call call, IntConsumer spent) {
        HostExpressions expressions = new HostExpressions();
        PyValue value = apply(expressions, new HostFunctionValue(function), call);
        spent.accept(expressions.steps());
        return value;
    }

    /// What a function of host code, under any name, returns for one argument.
    ///
    /// @throws Undecided with the reason, if only running the host code could tell
    public static PyValue apply(PyValue function, PyValue argument, Span at) {
        Call.Given given = new Call.Given(argument, at);
        return apply(
                new HostExpressions(),
                function,
                new Call(function.describe(), at, List.of(given), List.of()));
    }

    private static PyValue apply(HostExpressions expressions, PyValue function, Call call) {
        try {
            return expressions.calls().invoke(function, call.span(), call);
        } catch (Mistake mistake) {
            throw Undecided.because(call.span(), mistake.diagnostic().message());
        }
    }

    private static Undecided undecided(Expr expr, Mistake mistake) {
        Diagnostic d = mistake.diagnostic();
        return Undecided.because(d.span().orElse(expr.span()), d.message());
    }
}
