package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.value.Argument;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at what signatures of one kernel compile, at each once.
final class Sightings {
    private final Trials trials;
    private final long before;
    private final Map<List<Argument>, Sighting> known = new HashMap<>();

    Sightings(Trials trials) {
        this.trials = trials;
        this.before = trials.work();
    }

    /// How many statements were compiled so far.
    long work() {
        return trials.work() - before;
    }

    /// What a signature compiles, mistakes or not.
    Sighting of(List<Argument> arguments) {
        return seen(trials.of(arguments));
    }

    /// What a signature compiles if that is all of the kernel; else it is left at the first
    /// mistake.
    Sighting sound(List<Argument> arguments) {
        return seen(trials.of(arguments, Integer.MAX_VALUE));
    }

    private Sighting seen(Trial trial) {
        Sighting seen = trial.whole() ? known.get(trial.arguments()) : null;
        if (seen == null) {
            Set<Stmt> statements = Collections.newSetFromMap(new IdentityHashMap<>());
            statements.addAll(trial.statements());
            seen = new Sighting(trial.arguments(), statements, trial.compiles());
            if (trial.whole()) {
                known.put(seen.arguments(), seen);
            }
        }
        return seen;
    }
}
