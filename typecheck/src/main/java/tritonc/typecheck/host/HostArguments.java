package tritonc.typecheck.host;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.HostCallable;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Binds the arguments of a call to the parameters of a host function, as Python does.
record HostArguments(HostExpressions expressions, HostCallable function, Call call) {
    void into(HostFrame frame) {
        int next = 0;
        for (Parameter p : function.parameters()) {
            switch (p.kind()) {
                case VAR_POSITIONAL -> {
                    frame.bind(p.name(), rest(next));
                    next = Math.max(next, call.count());
                }
                case VAR_KEYWORD -> frame.bind(p.name(), surplus());
                case KEYWORD_ONLY -> frame.bind(p.name(), named(p));
                case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {
                    boolean given = next < call.count();
                    frame.bind(p.name(), given ? call.positional().get(next).value() : named(p));
                    next++;
                }
            }
        }
        if (next < call.count()) {
            throw Undecided.raised(call.span(), "TypeError", "too many arguments");
        }
    }

    private PyValue rest(int from) {
        List<PyValue> values = new ArrayList<>();
        for (int i = from; i < call.count(); i++) {
            values.add(call.positional().get(i).value());
        }
        return new TupleValue(values);
    }

    /// The arguments by name that no parameter is called like.
    private PyValue surplus() {
        Map<PyValue, PyValue> entries = new LinkedHashMap<>();
        for (Call.Keyword k : call.keywords()) {
            boolean own = function.parameters().stream().anyMatch(p -> p.name().equals(k.name()));
            if (!own) {
                entries.put(new PyString(k.name()), k.given().value());
            }
        }
        return new DictValue(entries);
    }

    private PyValue named(Parameter p) {
        Call.Given given = call.keyword(p.name());
        Expr absent = p.defaultValue();
        if (given != null) {
            return given.value();
        }
        if (absent == null) {
            throw Undecided.raised(
                    call.span(),
                    "TypeError",
                    "`" + function.name() + "` lacks its argument `" + p.name() + "`");
        }
        return expressions.eval(absent, new HostFrame(function.names(), function.names()));
    }
}
