package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.typecheck.builtin.Builtins;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.builtin.Instances;
import tritonc.typecheck.builtin.Methods;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.host.Undecided;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.MethodValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Calls: of known functions, of methods, and of helpers, which are inlined.
final class Calls {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_CALLS = 20_000;

    private final Semantics semantics;
    private final Builtins builtins;
    private final Methods methods;
    private @Nullable Expressions expressions;
    private @Nullable Statements statements;
    private int calls;
    private boolean exhausted;

    Calls(Semantics semantics) {
        this.semantics = semantics;
        this.builtins = new Builtins(semantics);
        this.methods = new Methods(builtins);
    }

    /// The expressions that calls stand in; they know each other.
    void expressions(Expressions expressions) {
        this.expressions = expressions;
    }

    void statements(Statements statements) {
        this.statements = statements;
    }

    private Expressions expressions() {
        return Objects.requireNonNull(expressions);
    }

    private Statements statements() {
        return Objects.requireNonNull(statements);
    }

    PyValue call(Expr.Call e, Frame frame) {
        PyValue function = expressions().eval(e.function(), frame);
        Call call = arguments(e, function, frame);
        if (call == null || function instanceof ErrorValue) {
            return ErrorValue.ERROR;
        }
        semantics.emitter().at(e.span());
        return invoke(function, e, call, frame);
    }

    private PyValue invoke(PyValue function, Expr.Call e, Call call, Frame frame) {
        if (function instanceof BuiltinValue b) {
            return builtins.call(b, call, (handed, c) -> handed(handed, c, frame));
        }
        if (function instanceof MethodValue m) {
            return methods.call(m, receiver(e), call, (handed, c) -> handed(handed, c, frame));
        }
        if (function instanceof FunctionValue f) {
            return inline(f.function(), call, frame);
        }
        if (function instanceof HostFunctionValue h) {
            return host(h, e, call);
        }
        if (function instanceof ClassValue c && !c.fields().isEmpty()) {
            return Instances.of(c, call);
        }
        if (function instanceof PyType type) {
            // Triton 3.8 has no such call, its dialects do; what it means is plain
            Call cast = call.with(Call.Keyword.of("dtype", type, e.function().span()));
            return builtins.call(
                    new BuiltinValue("triton.language.cast"),
                    cast,
                    (handed, c) -> handed(handed, c, frame));
        }
        throw notCallable(function, e.function().span());
    }

    /// Host functions run at compile time, as far as their text can be evaluated.
    private PyValue host(HostFunctionValue function, Expr.Call e, Call call) {
        try {
            return HostEvaluation.call(
                    function.function(), call, semantics.emitter().growth()::steps);
        } catch (Undecided undecided) {
            throw RefusedSyntax.hostCall(function, undecided, e.function().span());
        }
    }

    /// Calls a function that was handed to a known one.
    private PyValue handed(PyValue function, Call call, Frame frame) {
        Call named = new Call(called(function), call.span(), call.positional(), call.keywords());
        return switch (function) {
            case FunctionValue f -> inline(f.function(), named, frame);
            case BuiltinValue b -> builtins.call(b, named, (f, c) -> handed(f, c, frame));
            default -> throw notCallable(function, call.span());
        };
    }

    private static Mistake notCallable(PyValue function, Span at) {
        return switch (function) {
            case HostValue h -> RefusedSyntax.hostCall(h, at);
            case ClassValue c -> RefusedSyntax.hostCall(c, at);
            default ->
                    Mistake.at(at, Code.NOT_CALLABLE, function.describe() + " cannot be called")
                            .label(at, function.describe());
        };
    }

    private static Span receiver(Expr.Call e) {
        return e.function() instanceof Expr.Attribute a ? a.value().span() : e.span();
    }

    /// `addend + call` where the call is a `tl.dot` that can start from the addend; null, with
    /// nothing evaluated, if the call is no dot at all.
    @Nullable PyValue dotOnto(Value addend, Expr.Call e, Frame frame) {
        if (!isDot(e, frame)) {
            return null;
        }
        Call call = arguments(e, new BuiltinValue("triton.language.dot"), frame);
        if (call == null) {
            return ErrorValue.ERROR;
        }
        semantics.emitter().at(e.span());
        PyValue sum = builtins.dotOnto(addend, call);
        if (sum != null) {
            return sum;
        }
        PyValue product = builtins.dot(call);
        return expressions()
                .operate(BinaryOp.ADD, new Tensor(addend), product, Sites.all(e.span()), e.span());
    }

    private boolean isDot(Expr.Call e, Frame frame) {
        Expr function = e.function();
        boolean named =
                function instanceof Expr.Attribute a && a.name().equals("dot")
                        || function instanceof Expr.Name n && !frame.locals().containsKey(n.id());
        return named
                && expressions().eval(function, frame) instanceof BuiltinValue b
                && b.name().equals("triton.language.dot");
    }

    /// The call with its arguments evaluated; null if one of them is wrong.
    private @Nullable Call arguments(Expr.Call e, PyValue function, Frame frame) {
        List<Call.Given> positional = new ArrayList<>(e.arguments().size());
        List<Call.Keyword> keywords = new ArrayList<>(2);
        boolean wrong = false;
        for (Argument argument : e.arguments()) {
            PyValue value = expressions().eval(argument.value(), frame);
            wrong |= ErrorValue.isIn(value);
            if (argument instanceof Argument.Positional a) {
                positional.add(new Call.Given(value, a.span()));
            } else if (argument instanceof Argument.Keyword a) {
                keywords.add(new Call.Keyword(a.name(), new Call.Given(value, a.value().span())));
            } else if (argument instanceof Argument.Unpacked a) {
                for (PyValue element : expressions().spread(value, a.span())) {
                    positional.add(new Call.Given(element, a.span()));
                }
            } else {
                throw Mistake.at(
                        argument.span(), Code.EXPRESSION, "kernels cannot contain `**` in a call");
            }
        }
        return wrong ? null : new Call(called(function), e.span(), positional, keywords);
    }

    private static String called(PyValue function) {
        if (function instanceof BuiltinValue b) {
            return BuiltinValue.shortName(b.name());
        }
        if (function instanceof MethodValue m) {
            return m.name();
        }
        return function instanceof FunctionValue f ? f.function().name() : function.describe();
    }

    /// Inlines a helper: its body is evaluated with its parameters bound to the arguments.
    PyValue inline(Callable function, Call call, Frame caller) {
        if (exhausted) {
            return ErrorValue.ERROR;
        }
        if (caller.depth() >= MAX_DEPTH || ++calls > MAX_CALLS) {
            exhausted = true;
            throw Mistake.at(
                            call.span(),
                            Code.RECURSION,
                            caller.depth() >= MAX_DEPTH
                                    ? "calls of `"
                                            + function.name()
                                            + "` are nested more than "
                                            + MAX_DEPTH
                                            + " deep"
                                    : "more than " + MAX_CALLS + " calls of helpers are inlined")
                    .help(
                            "helpers are inlined: recursion must end by an `if` on what is known at"
                                    + " compile time");
        }
        Frame frame = new Frame(function, caller.depth() + 1);
        new Binding(expressions(), function, call).into(frame);
        Location outer = semantics.emitter().at(call.span()).enter();
        try {
            return result(statements().body(function.body(), frame), call, function);
        } finally {
            semantics.emitter().leave(outer);
            semantics.emitter().at(call.span());
        }
    }

    private static PyValue result(Flow flow, Call call, Callable function) {
        if (flow instanceof Flow.Maybe) {
            throw new CompilerBug(
                    "typecheck", function.name() + " ends undecided at " + call.span());
        }
        return flow instanceof Flow.Returns r ? r.value() : Flow.Returns.END.value();
    }

    /// `then if test else otherwise`: on a constant one side is never looked at; on a scalar one
    /// side runs.
    PyValue conditional(Expr.Conditional e, Frame frame) {
        return statements().branches().conditional(e, frame);
    }
}
