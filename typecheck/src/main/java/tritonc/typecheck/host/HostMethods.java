package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Methods of texts, dictionaries and lists that leave them as they are.
final class HostMethods {
    private HostMethods() {}

    /// @return null for what has no such method here
    static @Nullable PyValue call(PyValue receiver, String name, Call call) {
        return switch (receiver) {
            case PyString s -> text(s.value(), name, call);
            case DictValue d -> dictionary(d, name, call);
            case TupleValue t when t.fields().isEmpty() -> list(t, name, call);
            default -> null;
        };
    }

    private static @Nullable PyValue text(String s, String name, Call call) {
        return switch (name) {
            case "lower" -> new PyString(s.toLowerCase(Locale.ROOT));
            case "upper" -> new PyString(s.toUpperCase(Locale.ROOT));
            case "strip" -> call.count() == 0 ? new PyString(s.strip()) : null;
            case "startswith" -> PyBool.of(anyOf(call, s::startsWith));
            case "endswith" -> PyBool.of(anyOf(call, s::endsWith));
            case "replace" -> {
                String to = string(call, 1);
                Budget.size((long) s.length() * (1 + to.length()), call.span());
                yield new PyString(s.replace(string(call, 0), to));
            }
            case "split" -> split(s, call);
            case "join" -> join(s, call);
            case "format" -> HostText.format(s, call);
            case "isdigit" ->
                    PyBool.of(!s.isEmpty() && s.chars().allMatch(c -> c >= '0' && c <= '9'));
            case "count" -> {
                String part = string(call, 0);
                yield part.isEmpty()
                        ? null
                        : Constexpr.of((s.length() - s.replace(part, "").length()) / part.length());
            }
            default -> null;
        };
    }

    private static boolean anyOf(Call call, java.util.function.Predicate<String> test) {
        PyValue given = argument(call, 0);
        if (given instanceof TupleValue t) {
            return t.elements().stream()
                    .anyMatch(e -> e instanceof PyString s && test.test(s.value()));
        }
        return test.test(string(call, 0));
    }

    private static PyValue split(String s, Call call) {
        List<PyValue> parts = new ArrayList<>();
        if (call.count() == 0) {
            for (String part : s.strip().split("\\s+", -1)) {
                if (!part.isEmpty()) {
                    parts.add(new PyString(part));
                }
            }
            return new TupleValue(parts);
        }
        String separator = string(call, 0);
        if (separator.isEmpty() || call.count() > 1) {
            throw Undecided.because(call.span(), "it splits a text in parts");
        }
        int from = 0;
        for (int at = s.indexOf(separator); at >= 0; at = s.indexOf(separator, from)) {
            parts.add(new PyString(s.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(new PyString(s.substring(from)));
        return new TupleValue(parts);
    }

    private static PyValue join(String separator, Call call) {
        StringBuilder text = new StringBuilder();
        String between = "";
        for (PyValue part : Sequences.of(argument(call, 0), call.span())) {
            if (!(part instanceof PyString p)) {
                throw Undecided.raised(call.span(), "TypeError", "`join` of " + part.describe());
            }
            text.append(between).append(p.value());
            between = separator;
            Budget.size(text.length(), call.span());
        }
        return new PyString(text.toString());
    }

    private static @Nullable PyValue dictionary(DictValue d, String name, Call call) {
        return switch (name) {
            case "get" -> {
                PyValue absent = call.count() > 1 ? argument(call, 1) : PyNone.NONE;
                yield d.entries().getOrDefault(argument(call, 0), absent);
            }
            case "keys" -> Sequences.keys(d);
            case "values" -> new TupleValue(List.copyOf(d.entries().values()));
            case "items" -> {
                List<PyValue> items = new ArrayList<>();
                for (Map.Entry<PyValue, PyValue> e : d.entries().entrySet()) {
                    items.add(TupleValue.of(e.getKey(), e.getValue()));
                }
                yield new TupleValue(items);
            }
            case "copy" -> d;
            default -> null;
        };
    }

    private static @Nullable PyValue list(TupleValue t, String name, Call call) {
        return switch (name) {
            case "copy" -> t;
            case "index" -> {
                for (int i = 0; i < t.size(); i++) {
                    if (PythonMath.equal(t.elements().get(i), argument(call, 0))) {
                        yield Constexpr.of(i);
                    }
                }
                throw Undecided.raised(call.span(), "ValueError", "not in the list");
            }
            case "count" -> {
                PyValue wanted = argument(call, 0);
                yield Constexpr.of(
                        t.elements().stream().filter(e -> PythonMath.equal(e, wanted)).count());
            }
            default -> null;
        };
    }

    private static PyValue argument(Call call, int index) {
        if (index >= call.count()) {
            throw Undecided.raised(call.span(), "TypeError", "an argument is missing");
        }
        return call.positional().get(index).value();
    }

    private static String string(Call call, int index) {
        if (argument(call, index) instanceof PyString s) {
            return s.value();
        }
        throw Undecided.raised(call.span(), "TypeError", "a text is needed");
    }
}
