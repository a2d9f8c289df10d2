package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.typecheck.eval.Evaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at what signatures of one kernel compile, at each once.
final class Sightings {
    private final Callable kernel;
    private final Map<List<Argument>, Sighting> known = new HashMap<>();
    private long work;

    Sightings(Callable kernel) {
        this.kernel = kernel;
    }

    /// How many statements were compiled so far: a measure of time that is the same every time.
    long work() {
        return work;
    }

    Sighting of(List<Argument> arguments) {
        Sighting seen = known.get(arguments);
        if (seen == null) {
            seen = look(arguments);
            known.put(seen.arguments(), seen);
        }
        return seen;
    }

    private Sighting look(List<Argument> arguments) {
        Set<Stmt> statements = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean compiles;
        try {
            compiles =
                    Evaluation.lower(
                                    kernel,
                                    arguments,
                                    new Diagnostics(),
                                    s -> {
                                        statements.add(s);
                                        work++;
                                    })
                            .isPresent();
        } catch (RuntimeException e) {
            compiles = false;
        }
        return new Sighting(arguments, statements, compiles);
    }
}
