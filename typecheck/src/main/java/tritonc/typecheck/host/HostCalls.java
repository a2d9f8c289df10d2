package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Builtins;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.builtin.Instances;
import tritonc.typecheck.builtin.Methods;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.HostCallable;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.MethodValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Calls in host code.
final class HostCalls {
    private final HostExpressions expressions;
    private final HostStatements statements;
    private final HostBuiltins own;
    private final Builtins builtins;
    private final Methods methods;

    HostCalls(HostExpressions expressions, Semantics semantics) {
        this.expressions = expressions;
        this.statements = new HostStatements(expressions);
        this.own = new HostBuiltins(this);
        this.builtins = new Builtins(semantics);
        this.methods = new Methods(builtins);
    }

    PyValue call(Expr.Call e, HostFrame frame) {
        if (e.function() instanceof Expr.Attribute a) {
            PyValue receiver = expressions.eval(a.value(), frame);
            if (receiver instanceof PyString
                    || receiver instanceof DictValue
                    || receiver instanceof TupleValue) {
                PyValue result =
                        HostMethods.call(receiver, a.name(), arguments(a.name(), e, frame));
                if (result != null) {
                    return result;
                }
            }
            PyValue function = expressions.attribute(receiver, a.name(), a.nameSpan());
            return invoke(function, a.value().span(), arguments(named(function), e, frame));
        }
        PyValue function = expressions.eval(e.function(), frame);
        return invoke(function, e.function().span(), arguments(named(function), e, frame));
    }

    private static String named(PyValue function) {
        return function instanceof BuiltinValue b
                ? BuiltinValue.shortName(b.name())
                : function.describe();
    }

    /// Calls a value.
    ///
    /// @param receiverAt where the value before the dot stands, for a method
    PyValue invoke(PyValue function, Span receiverAt, Call call) {
        return switch (function) {
            case HostFunctionValue f -> function(f.function(), call);
            case BuiltinValue b -> builtin(b, call);
            case ClassValue c -> instance(c, call);
            case MethodValue m when m.receiver() instanceof PyType ->
                    checked(call, () -> methods.call(m, receiverAt, call, this::handed));
            default -> throw Undecided.because(call.span(), "it calls " + function.describe());
        };
    }

    private PyValue builtin(BuiltinValue b, Call call) {
        PyValue result = own.call(b, call);
        if (result != null) {
            return result;
        }
        boolean tensors = false;
        for (Call.Given given : call.positional()) {
            tensors |= given.value() instanceof Tensor;
        }
        if (tensors && !b.name().startsWith("builtins.")) {
            throw Undecided.because(call.span(), "it computes with tensors");
        }
        return checked(call, () -> builtins.call(b, call, this::handed));
    }

    /// Calls a function that was handed to a known one.
    private PyValue handed(PyValue function, Call call) {
        return invoke(function, call.span(), call);
    }

    private static PyValue checked(Call call, java.util.function.Supplier<PyValue> work) {
        try {
            PyValue value = work.get();
            if (value instanceof Tensor) {
                throw Undecided.because(call.span(), "`" + call.name() + "` makes a tensor");
            }
            return value;
        } catch (Mistake mistake) {
            Code code = mistake.diagnostic().code();
            boolean unknown = code == Code.HOST_FUNCTION || code == Code.UNKNOWN_TRITON_NAME;
            throw Undecided.because(
                    call.span(),
                    unknown ? "it calls `" + call.name() + "`" : mistake.diagnostic().message());
        }
    }

    /// Runs a function of host code.
    PyValue function(HostCallable function, Call call) {
        for (Expr decorator : function.decorators()) {
            if (!isTransparent(decorator, function)) {
                throw Undecided.because(
                        decorator.span(),
                        "`"
                                + function.name()
                                + "` is wrapped by `"
                                + decorator.span().text()
                                + "`");
            }
        }
        HostFrame frame = new HostFrame(function.names(), function.inside());
        new HostArguments(expressions, function, call).into(frame);
        return statements.result(function.body(), frame);
    }

    /// Whether a decorator leaves what a function computes as it is.
    private boolean isTransparent(Expr decorator, HostCallable function) {
        Expr named = decorator instanceof Expr.Call c ? c.function() : decorator;
        PyValue value;
        try {
            value = expressions.eval(named, new HostFrame(function.names(), function.names()));
        } catch (Undecided unknown) {
            return false;
        }
        if (!(value instanceof BuiltinValue b)) {
            return false;
        }
        return switch (b.name()) {
            case "functools.lru_cache", "functools.cache", "functools.wraps" -> true;
            case "triton.constexpr_function", "triton.language.constexpr_function" -> true;
            case "triton.language.constexpr", "builtins.staticmethod" -> true;
            case "torch.compiler.disable", "torch._dynamo.disable" -> true;
            case "triton.runtime.jit.constexpr_function" -> true;
            default -> false;
        };
    }

    private static PyValue instance(ClassValue c, Call call) {
        if (c.fields().isEmpty()) {
            throw Undecided.because(call.span(), "it makes an object of " + c.describe());
        }
        return checked(call, () -> Instances.of(c, call));
    }

    Call arguments(String name, Expr.Call e, HostFrame frame) {
        List<Call.Given> positional = new ArrayList<>(e.arguments().size());
        List<Call.Keyword> keywords = new ArrayList<>(2);
        for (Argument argument : e.arguments()) {
            PyValue value = expressions.eval(argument.value(), frame);
            Span at = argument.span();
            switch (argument) {
                case Argument.Positional a -> positional.add(new Call.Given(value, at));
                case Argument.Keyword a ->
                        keywords.add(new Call.Keyword(a.name(), new Call.Given(value, at)));
                case Argument.Unpacked a ->
                        Sequences.of(value, at).forEach(v -> positional.add(new Call.Given(v, at)));
                case Argument.UnpackedKeywords a -> keywords(value, at, keywords);
            }
        }
        return new Call(name, e.span(), positional, keywords);
    }

    private static void keywords(@Nullable PyValue value, Span at, List<Call.Keyword> keywords) {
        if (!(value instanceof DictValue d)) {
            throw Undecided.raised(at, "TypeError", "`**` takes a dictionary");
        }
        for (Map.Entry<PyValue, PyValue> entry : d.entries().entrySet()) {
            if (!(entry.getKey() instanceof PyString key)) {
                throw Undecided.raised(at, "TypeError", "`**` takes names");
            }
            keywords.add(new Call.Keyword(key.value(), new Call.Given(entry.getValue(), at)));
        }
    }
}
