package tritonc.fuzz.source;

import org.jspecify.annotations.Nullable;

import tritonc.fuzz.Choices;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The names that may be read where a statement stands. What an inner scope adds ends with it.
final class Scope {
    private final List<Variable> variables;

    Scope() {
        variables = new ArrayList<>();
    }

    private Scope(List<Variable> outer) {
        variables = new ArrayList<>(outer);
    }

    Scope inner() {
        return new Scope(variables);
    }

    void add(Variable variable) {
        variables.add(variable);
    }

    /// One of those that fit, newer ones rather; `null` if none does.
    @Nullable Variable pick(Choices choices, Predicate<Variable> fits) {
        List<Variable> found = new ArrayList<>();
        for (Variable v : variables.reversed()) {
            if (fits.test(v)) {
                found.add(v);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        int most = choices.chance(60) ? Math.min(3, found.size()) : found.size();
        return found.get(choices.below(most));
    }

    /// The newest, newest first.
    List<Variable> newest(int count) {
        List<Variable> reversed = variables.reversed();
        return List.copyOf(reversed.subList(0, Math.min(count, reversed.size())));
    }
}
