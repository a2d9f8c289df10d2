package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.ConfigValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions of Python and its libraries that only host code calls.
record HostBuiltins(HostCalls calls) {
    private static final List<String> CONFIG =
            List.of(
                    "kwargs",
                    "num_warps",
                    "num_stages",
                    "num_ctas",
                    "maxnreg",
                    "pre_hook",
                    "ir_override");

    /// @return null for a function that is not known here
    @Nullable PyValue call(BuiltinValue function, Call call) {
        return switch (function.name()) {
            case "builtins.dict" -> dictionary(call);
            case "builtins.print", "warnings.warn" -> PyNone.NONE;
            case "builtins.callable" ->
                    PyBool.of(
                            argument(call, 0) instanceof HostFunctionValue
                                    || argument(call, 0) instanceof BuiltinValue);
            case "builtins.map" -> mapped(call);
            case "builtins.filter" -> filtered(call);
            case "builtins.set", "builtins.frozenset" ->
                    Sequences.distinct(call.count() == 0 ? List.of() : elements(call, 0));
            case "itertools.product" -> product(call);
            case "os.environ.get", "os.getenv" ->
                    call.count() > 1 ? argument(call, 1) : PyNone.NONE;
            case "collections.namedtuple", "typing.NamedTuple" -> namedTuple(call);
            case "triton.Config" -> config(call);
            default -> null;
        };
    }

    private static PyValue argument(Call call, int index) {
        if (index >= call.count()) {
            throw Undecided.raised(call.span(), "TypeError", "an argument is missing");
        }
        return call.positional().get(index).value();
    }

    private static List<PyValue> elements(Call call, int index) {
        return Sequences.of(argument(call, index), call.positional().get(index).span());
    }

    private static PyValue dictionary(Call call) {
        Map<PyValue, PyValue> entries = new LinkedHashMap<>();
        if (call.count() > 0 && argument(call, 0) instanceof DictValue d) {
            entries.putAll(d.entries());
        } else if (call.count() > 0) {
            for (PyValue pair : elements(call, 0)) {
                List<PyValue> both = Sequences.of(pair, call.span());
                if (both.size() != 2) {
                    throw Undecided.raised(call.span(), "ValueError", "no pair");
                }
                entries.put(both.getFirst(), both.getLast());
            }
        }
        call.keywords().forEach(k -> entries.put(new PyString(k.name()), k.given().value()));
        return new DictValue(entries);
    }

    private PyValue apply(PyValue function, Call around, PyValue argument) {
        Call.Given given = new Call.Given(argument, around.span());
        Call call = new Call(function.describe(), around.span(), List.of(given), List.of());
        return calls.invoke(function, around.span(), call);
    }

    private PyValue mapped(Call call) {
        if (call.count() != 2) {
            throw Undecided.because(call.span(), "`map` over several lists");
        }
        List<PyValue> all = new ArrayList<>();
        elements(call, 1).forEach(e -> all.add(apply(argument(call, 0), call, e)));
        return new TupleValue(all);
    }

    private PyValue filtered(Call call) {
        List<PyValue> all = new ArrayList<>();
        for (PyValue e : elements(call, 1)) {
            PyValue kept =
                    argument(call, 0) instanceof PyNone ? e : apply(argument(call, 0), call, e);
            if (HostExpressions.truth(kept, call.span())) {
                all.add(e);
            }
        }
        return new TupleValue(all);
    }

    private static PyValue product(Call call) {
        List<List<PyValue>> all = List.of(List.of());
        for (int i = 0; i < call.count(); i++) {
            List<List<PyValue>> longer = new ArrayList<>();
            for (List<PyValue> start : all) {
                for (PyValue next : elements(call, i)) {
                    List<PyValue> one = new ArrayList<>(start);
                    one.add(next);
                    longer.add(one);
                    Budget.size(longer.size(), call.span());
                }
            }
            all = longer;
        }
        List<PyValue> tuples = new ArrayList<>();
        all.forEach(elements -> tuples.add(new TupleValue(elements)));
        return new TupleValue(tuples);
    }

    private static PyValue namedTuple(Call call) {
        String name = argument(call, 0) instanceof PyString s ? s.value() : "tuple";
        List<ClassValue.Field> fields = new ArrayList<>();
        PyValue named = argument(call, 1);
        List<PyValue> names =
                named instanceof PyString s
                        ? new ArrayList<>(
                                java.util.Arrays.stream(s.value().strip().split("[,\\s]+", -1))
                                        .map(PyString::new)
                                        .toList())
                        : elements(call, 1);
        Call.Given given = call.keyword("defaults");
        List<PyValue> defaults =
                given == null ? List.of() : Sequences.of(given.value(), given.span());
        int required = names.size() - defaults.size();
        for (int i = 0; i < names.size(); i++) {
            PyValue field = names.get(i);
            PyValue text = field instanceof TupleValue t ? t.elements().getFirst() : field;
            if (!(text instanceof PyString s)) {
                throw Undecided.raised(call.span(), "TypeError", "no name: " + text.describe());
            }
            PyValue otherwise = i < required ? null : defaults.get(i - Math.max(0, required));
            fields.add(new ClassValue.Field(s.value(), otherwise));
        }
        return new ClassValue(name, fields, false, new NoNames());
    }

    private static PyValue config(Call call) {
        Map<PyValue, PyValue> options = new LinkedHashMap<>();
        for (int i = 0; i < call.count() && i < CONFIG.size(); i++) {
            options.put(new PyString(CONFIG.get(i)), argument(call, i));
        }
        call.keywords().forEach(k -> options.put(new PyString(k.name()), k.given().value()));
        PyValue meta = options.remove(new PyString("kwargs"));
        options.putIfAbsent(new PyString("num_warps"), Constexpr.of(4));
        options.putIfAbsent(new PyString("num_stages"), Constexpr.of(3));
        if (!(meta instanceof DictValue values)) {
            throw Undecided.raised(call.span(), "TypeError", "a Config takes a dictionary");
        }
        return new ConfigValue(values, new DictValue(options));
    }

    /// The attributes of a class without any.
    private static final class NoNames implements Names {
        @Override
        public @Nullable PyValue lookup(String name) {
            return null;
        }

        @Override
        public List<String> all() {
            return List.of();
        }
    }
}
