package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Unbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names whose values go from one iteration of a loop to the next.
final class Carried {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Frame frame;
    private final Map<String, Span> assigned;
    private final Map<String, PyValue> before;
    private final Map<String, PyValue> carried = new LinkedHashMap<>();
    private final List<Value> inits = new ArrayList<>();

    /// @param counter the name the loop counts with, which is not carried
    Carried(
            Semantics semantics,
            Diagnostics diagnostics,
            Frame frame,
            Map<String, Span> assigned,
            String counter) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.frame = frame;
        this.assigned = assigned;
        this.before = frame.locals();
        for (String name : assigned.keySet()) {
            PyValue value = before.get(name);
            if (value != null && !name.equals(counter) && Flattening.isCarried(value)) {
                carried.put(name, value);
                Flattening.flatten(value, inits);
            }
        }
    }

    List<Value> inits() {
        return inits;
    }

    List<Type> types() {
        List<Type> types = new ArrayList<>(inits.size());
        for (Value init : inits) {
            types.add(init.type());
        }
        return types;
    }

    /// Begins an iteration: the names stand for the parameters of its block.
    void start(List<Value> parameters) {
        frame.locals(new HashMap<>(before));
        for (int i = 0; i < inits.size(); i++) {
            semantics.emitter().sameAs(parameters.get(i), inits.get(i));
        }
        Iterator<Value> values = parameters.iterator();
        carried.forEach((name, value) -> frame.bind(name, Flattening.rebuild(value, values)));
    }

    /// The values at the end of an iteration, of the types they had at its start.
    List<Value> next() {
        List<Value> values = new ArrayList<>(inits.size());
        for (Map.Entry<String, PyValue> entry : carried.entrySet()) {
            PyValue start = entry.getValue();
            PyValue end = frame.locals().get(entry.getKey());
            if (end != null && Flattening.sameType(start, end)) {
                Flattening.flatten(end, values);
            } else {
                report(entry.getKey(), start, end);
                Flattening.flatten(start, values);
            }
        }
        for (Map.Entry<String, Span> entry : assigned.entrySet()) {
            checkConstant(entry.getKey(), entry.getValue());
        }
        return values;
    }

    private void report(String name, PyValue start, @Nullable PyValue end) {
        if (end == null || end instanceof ErrorValue) {
            return;
        }
        Span at = assigned.getOrDefault(name, frame.function().nameSpan());
        String now = end instanceof Unbound ? "unknown on some path" : end.describe();
        diagnostics.add(
                Mistake.at(
                                at,
                                Code.LOOP_TYPE,
                                "`"
                                        + name
                                        + "` is "
                                        + start.describe()
                                        + " before the loop and "
                                        + now
                                        + " after an iteration")
                        .label(at, now)
                        .help(hint(name, start, end))
                        .diagnostic());
    }

    private static String hint(String name, PyValue start, PyValue end) {
        if (start instanceof tritonc.typecheck.value.Tensor a
                && end instanceof tritonc.typecheck.value.Tensor b
                && b.element() instanceof tritonc.ir.type.DType d) {
            if (a.shape().equals(b.shape())) {
                return "cast before the loop: `"
                        + name
                        + " = "
                        + name
                        + ".to(tl."
                        + d.tritonName()
                        + ")`";
            }
            if (!a.isBlock()) {
                return "start from `tl.full(" + b.shape() + ", …, tl." + d.tritonName() + ")`";
            }
        }
        return "make `" + name + "` of its final type before the loop";
    }

    /// What is known at compile time cannot differ between iterations.
    private void checkConstant(String name, Span at) {
        PyValue start = before.get(name);
        PyValue end = frame.locals().get(name);
        boolean bound = start != null && end != null && isKnown(start) && isKnown(end);
        if (start == null || end == null || !bound || carried.containsKey(name)) {
            return;
        }
        if (!start.equals(end)) {
            diagnostics.add(
                    Mistake.at(
                                    at,
                                    Code.CONSTEXPR_IN_LOOP,
                                    "`"
                                            + name
                                            + "` is "
                                            + start.describe()
                                            + ", known at compile time, and changes in the loop")
                            .label(at, end.describe())
                            .help("make it a tensor before the loop: `x = " + name + "`")
                            .diagnostic());
        }
    }

    private static boolean isKnown(PyValue value) {
        return !(value instanceof Unbound) && !(value instanceof ErrorValue);
    }

    /// Goes on behind the loop: the names stand for its results, those first assigned in it for
    /// nothing.
    void finish(List<Value> results) {
        Map<String, PyValue> inside = frame.locals();
        frame.locals(before);
        for (int i = 0; i < results.size(); i++) {
            semantics.emitter().sameAs(results.get(i), inits.get(i));
        }
        Iterator<Value> values = results.iterator();
        carried.forEach((name, value) -> {
            boolean wrong = inside.get(name) instanceof ErrorValue;
            PyValue rebuilt = Flattening.rebuild(value, values);
            frame.bind(name, wrong ? ErrorValue.ERROR : rebuilt);
        });
        for (Map.Entry<String, Span> entry : assigned.entrySet()) {
            String name = entry.getKey();
            if (before.get(name) == null && inside.containsKey(name)) {
                PyValue end = inside.get(name);
                frame.bind(
                        name,
                        end instanceof ErrorValue
                                ? end
                                : new Unbound(Unbound.Reason.LOOP, entry.getValue()));
            }
        }
    }
}
