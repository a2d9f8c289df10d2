package tritonc.typecheck.eval;

import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.PyValue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// One function in work: the kernel, or a helper inlined into it.
final class Frame {
    private final Callable function;
    private final int depth;
    private final Set<String> announced = new HashSet<>();
    private Map<String, PyValue> locals = new HashMap<>();
    private int loops;

    /// @param depth how many calls lead here; 0 for the kernel
    Frame(Callable function, int depth) {
        this.function = function;
        this.depth = depth;
    }

    Callable function() {
        return function;
    }

    int depth() {
        return depth;
    }

    boolean isKernel() {
        return depth == 0;
    }

    Map<String, PyValue> locals() {
        return locals;
    }

    /// Goes on with other bindings, as the arms of an `if` do.
    void locals(Map<String, PyValue> locals) {
        this.locals = locals;
    }

    /// Goes on with a copy of the bindings.
    void fork(Map<String, PyValue> from) {
        locals = new HashMap<>(from);
    }

    void bind(String name, PyValue value) {
        locals.put(name, value);
    }

    /// How many loops that run at run time enclose the statement in work.
    int loops() {
        return loops;
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    /// Notes `name: tl.constexpr` without a value.
    void announce(String name) {
        announced.add(name);
    }

    /// Whether the next value of `name` was announced as constexpr; asks once.
    boolean wasAnnounced(String name) {
        return !announced.isEmpty() && announced.remove(name);
    }
}
