package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What is known of the parameters of one function and of what lies behind them.
final class Facts {
    private static final Comparator<Atom> ORDER =
            Comparator.comparingInt(Atom::parameter).thenComparingInt(Atom::depth);

    private final Map<Atom, Evidence> all = new TreeMap<>(ORDER);

    Evidence of(Atom atom) {
        return all.computeIfAbsent(atom, a -> new Evidence());
    }

    @Nullable Evidence known(Atom atom) {
        return all.get(atom);
    }

    Map<Atom, Evidence> all() {
        return all;
    }

    void mark(Set<Atom> atoms, Consumer<Evidence> what) {
        for (Atom a : atoms) {
            what.accept(of(a));
        }
    }

    void integers(Flow flow) {
        mark(flow.parts(), e -> e.integer = true);
    }

    /// Parameters that take part in float arithmetic; what is loaded is a float anyway.
    void floats(Flow flow) {
        for (Atom a : flow.parts()) {
            if (a.depth() == 0) {
                of(a).floating = true;
            }
        }
    }

    /// A value that is used as a truth value.
    void truth(Flow flow) {
        if (flow.direct()) {
            mark(flow.parts(), e -> e.truth = true);
        }
    }

    boolean isFloat(Flow flow) {
        if (flow.kind() == Kind.FLOAT) {
            return true;
        }
        if (flow.kind() == Kind.INT || flow.kind() == Kind.BOOL) {
            return false;
        }
        for (Atom a : flow.parts()) {
            Evidence e = all.get(a);
            boolean loaded = a.depth() > 0 && (e == null || !e.isInteger());
            if (loaded || e != null && e.floating && !e.isInteger()) {
                return true;
            }
        }
        return false;
    }

    boolean isInteger(Flow flow) {
        if (flow.kind() == Kind.INT || flow.kind() == Kind.FLOAT || flow.kind() == Kind.BOOL) {
            return flow.kind() == Kind.INT;
        }
        for (Atom a : flow.parts()) {
            Evidence e = all.get(a);
            if (e != null && e.integer && !e.pointer) {
                return true;
            }
        }
        return false;
    }

    /// Takes in what a called function says of its parameters.
    ///
    /// @param arguments what is passed, by parameter
    void called(Facts function, Map<Integer, Flow> arguments) {
        function.all.forEach((atom, evidence) -> {
            Flow given = arguments.get(atom.parameter());
            if (given == null) {
                return;
            }
            boolean address = evidence.pointer || atom.depth() > 0;
            Flow at = behind(given, atom.depth());
            Set<Atom> meant = address ? at.heads() : at.parts();
            if (!meant.isEmpty()) {
                boolean direct = at.direct() || atom.depth() > 0;
                int divisor = evidence.divisor == 1 ? 1 : evidence.divisor * at.divisor();
                mark(
                        meant,
                        e -> {
                            e.add(direct ? evidence : undirected(evidence));
                            e.divisor = Math.max(e.divisor, divisor);
                        });
            }
        });
    }

    private static Flow behind(Flow address, int depth) {
        Flow at = address;
        for (int i = 0; i < depth; i++) {
            at = at.loaded();
        }
        return at;
    }

    /// What still holds of the parts of a value that was computed from them.
    private static Evidence undirected(Evidence of) {
        Evidence e = new Evidence();
        e.pointer = of.pointer;
        e.integer = of.integer;
        e.floating = of.floating;
        e.extent = of.extent;
        e.count = of.count;
        e.divisor = of.divisor;
        return e;
    }
}
