package tritonc.typecheck.infer;

import tritonc.ir.type.DType;
import tritonc.typecheck.builtin.KnownNames;
import tritonc.typecheck.signature.FunctionNames;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The values that a constexpr parameter could have.
final class ConstexprOptions {
    private static final int SMALL = 2;

    /// Functions of one argument, of two, and of three.
    private static final List<String> STAND_INS =
            List.of("triton.language.abs", "triton.language.maximum", "triton.language.clamp");

    private static final double EPSILON = 1e-5;
    private static final double FACTOR = 0.5;

    private final HostText host;
    private final int extent;

    /// @param extent of blocks whose size nothing gives
    ConstexprOptions(HostText host, int extent) {
        this.host = host;
        this.extent = extent;
    }

    /// @param standard the parameter's default, if it has a constant one
    List<Option> of(String name, Evidence e, List<PyValue> standard) {
        List<Option> options = new ArrayList<>();
        Constexpr configured = host.configured(name);
        if (configured != null && !(configured instanceof PyBool)) {
            options.add(option(configured, "from a configuration"));
            return options;
        }
        Set<PyValue> known = new LinkedHashSet<>(host.launched(name));
        known.addAll(standard);
        boolean optional = known.remove(PyNone.NONE);
        if (e.function && functions(e, known, options)) {
            if (optional || e.none || e.condition) {
                options.add(option(PyNone.NONE, "where no function is given"));
            }
            return options;
        }
        if (!compared(e, known, options) && !flag(name, e, known, configured, options)) {
            options.add(e.passed.isEmpty() ? single(name, e, known) : passed(e, known));
        }
        boolean none = e.none || standard.contains(PyNone.NONE) && e.condition;
        if (none) {
            options.add(option(PyNone.NONE, "as it is tested"));
        }
        return options;
    }

    /// Strings and dtypes that the kernel compares it with; integers likewise.
    private static boolean compared(Evidence e, Set<PyValue> known, List<Option> options) {
        for (PyValue v : e.compared) {
            if (v instanceof PyString || v instanceof PyType) {
                options.add(option(v, "compared with it"));
            }
        }
        if (!options.isEmpty()) {
            return true;
        }
        // a factor by which an extent shrinks and that may be 1 is no extent itself
        boolean factor = e.divides && e.compared.contains(Constexpr.of(1));
        if (e.extent && !factor || e.type || e.function || e.count) {
            return false;
        }
        PyInt last = null;
        for (PyValue v : e.compared) {
            if (v instanceof PyInt i) {
                options.add(option(i, "compared with it"));
                last = i;
            }
        }
        if (options.size() == 1 && last != null) {
            PyValue other = Constexpr.of(last.value().signum() == 0 ? 1 : last.asInt() + 1);
            for (PyValue v : known) {
                other = v instanceof PyInt && !v.equals(last) ? v : other;
            }
            options.add(option(other, "another than it is compared with"));
        }
        return !options.isEmpty();
    }

    /// The functions that launches pass, or else one of Triton's that takes as many arguments;
    /// false if there is none.
    private static boolean functions(Evidence e, Set<PyValue> known, List<Option> options) {
        for (PyValue v : known) {
            if (FunctionNames.isFunction(v)) {
                options.add(option(v, "from a launch or its default"));
            }
        }
        if (options.isEmpty() && e.arguments > 0 && e.arguments <= STAND_INS.size()) {
            PyValue other = KnownNames.of(STAND_INS.get(e.arguments - 1));
            options.add(option(other, "for a function that the file does not show"));
        }
        return !options.isEmpty();
    }

    private boolean flag(
            String name,
            Evidence e,
            Set<PyValue> known,
            @org.jspecify.annotations.Nullable Constexpr configured,
            List<Option> options) {
        boolean number = e.integer || e.floating || e.type || e.extent;
        boolean said =
                host.isFlag(name)
                        || configured instanceof PyBool
                        || known.stream().anyMatch(v -> v instanceof PyBool)
                        || e.compared.stream().anyMatch(v -> v instanceof PyBool);
        if (said || !number && (e.condition || e.truth || NameHints.flag(name))) {
            options.add(option(PyBool.TRUE, "a flag"));
            options.add(option(PyBool.FALSE, "a flag"));
            return true;
        }
        return false;
    }

    private Option single(String name, Evidence e, Set<PyValue> known) {
        for (PyValue v : known) {
            if (v instanceof TupleValue) {
                return option(v, "from a launch or its default");
            }
        }
        Option one = element(name, e, known);
        if (e.tuple && one.argument() instanceof Argument.Constant c) {
            List<PyValue> all = Collections.nCopies(e.count(0), c.value());
            return option(new TupleValue(all), "a tuple, as its elements are taken");
        }
        return one;
    }

    /// The value of a parameter that is no tuple, or of each element of one.
    private Option element(String name, Evidence e, Set<PyValue> known) {
        if (e.type) {
            return first(known, PyType.class, new PyType(DType.FP32), "used as a dtype");
        }
        if (e.extent) {
            int least = Integer.highestOneBit(Math.max(e.divisor, extent));
            return first(known, PyInt.class, Constexpr.of(least), "the extent of a block");
        }
        if (!known.isEmpty()) {
            return option(known.iterator().next(), "from a launch or its default");
        }
        if (e.function) {
            return option(PyNone.NONE, "a function that the file does not show");
        }
        if (e.count) {
            return option(Constexpr.of(Evidence.UNROLLED), "a number of rounds");
        }
        boolean size = e.integer || NameHints.size(name);
        if (!size && (e.floating || NameHints.floating(name))) {
            boolean tiny = name.toLowerCase(java.util.Locale.ROOT).contains("eps");
            return option(Constexpr.of(tiny ? EPSILON : FACTOR), "used as a float");
        }
        return NameHints.small(name)
                ? option(Constexpr.of(SMALL), "by its name")
                : option(Constexpr.of(extent), "an integer");
    }

    /// A known value of the kind that a function takes in its place, else what it takes.
    private static Option passed(Evidence e, Set<PyValue> known) {
        PyValue taken = e.passed.iterator().next();
        return first(known, taken.getClass(), taken, "as a function takes it");
    }

    private static Option first(Set<PyValue> known, Class<?> kind, PyValue otherwise, String why) {
        for (PyValue v : known) {
            if (kind.isInstance(v)) {
                return option(v, why);
            }
        }
        return option(otherwise, why);
    }

    static Option option(PyValue value, String why) {
        String text = value instanceof PyFloat f ? f.describe() : value.describe();
        return new Option(new Argument.Constant(value), text + ", " + why);
    }
}
