package tritonc.typecheck.infer;

import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Arguments that could turn a test, the likeliest first: those that the constants beside it
/// suggest, then any other of the kind.
final class Alternatives {
    private static final int LARGEST_BITS = 20;

    private final Set<Argument> all = new LinkedHashSet<>();

    private Alternatives() {}

    /// @param now what the parameter is
    /// @param constants that the test compares with
    /// @param others what the parameter could be as well
    static List<Argument> of(Argument now, Set<PyValue> constants, List<Argument> others) {
        Alternatives a = new Alternatives();
        switch (now) {
            case Argument.Runtime r -> a.runtime(r, constants);
            case Argument.Descriptor d -> {}
            case Argument.Tuple t -> {}
            case Argument.One o -> {}
            case Argument.Constant c -> a.constant(c.value(), constants);
        }
        a.all.addAll(others);
        a.all.remove(now);
        return List.copyOf(a.all);
    }

    private void runtime(Argument.Runtime r, Set<PyValue> constants) {
        if (constants.contains(PyNone.NONE)) {
            all.add(new Argument.Constant(PyNone.NONE));
        }
        for (PyValue v : constants) {
            if (r.type() instanceof PointerType
                    && v instanceof PyType t
                    && t.type() instanceof DType d) {
                all.add(Moves.pointer(d));
            }
        }
    }

    private void constant(PyValue now, Set<PyValue> constants) {
        switch (now) {
            case PyBool b -> add(PyBool.of(!b.value()));
            case PyInt i -> integers(constants);
            case PyString s -> {
                constants.stream().filter(v -> v instanceof PyString).forEach(this::add);
                add(new PyString("other"));
            }
            case PyFloat f ->
                    constants.stream().filter(v -> v instanceof PyFloat).forEach(this::add);
            case PyType t -> constants.stream().filter(v -> v instanceof PyType).forEach(this::add);
            default -> {}
        }
    }

    /// The numbers themselves and both sides of them, above also the next power of two, as extents
    /// are.
    private void integers(Set<PyValue> constants) {
        for (PyValue v : constants) {
            if (v instanceof PyInt i && i.value().bitLength() < LARGEST_BITS) {
                int c = i.asInt();
                add(i);
                if (c > 0) {
                    add(Constexpr.of(Integer.highestOneBit(c) * 2L));
                }
                add(Constexpr.of(c + 1L));
                add(Constexpr.of(c - 1L));
            }
        }
        if (constants.contains(PyNone.NONE)) {
            add(PyNone.NONE);
        }
    }

    private void add(PyValue value) {
        all.add(new Argument.Constant(value));
    }
}
