package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.value.Argument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A choice of few signatures that together compile as many statements as possible and, of those
/// that do, show as many values of the parameters.
final class Cover {
    private final Set<Stmt> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> shown = new HashSet<>();
    private final Set<Stmt> compiled = Collections.newSetFromMap(new IdentityHashMap<>());

    private Cover(OwnBody body) {
        body.places().forEach(p -> own.add(p.statement()));
    }

    /// The first signature, then always the one that adds most; what is left of the room goes to
    /// the others in their order.
    static List<List<Argument>> of(OwnBody body, List<Sighting> all, int most) {
        Cover cover = new Cover(body);
        Set<Sighting> chosen = new LinkedHashSet<>();
        for (Sighting next = all.getFirst(); next != null; next = cover.best(all, chosen)) {
            if (chosen.size() == most) {
                break;
            }
            chosen.add(next);
            cover.take(next);
        }
        for (Sighting s : all) {
            if (chosen.size() < most) {
                chosen.add(s);
            }
        }
        return chosen.stream().map(Sighting::arguments).toList();
    }

    private void take(Sighting s) {
        compiled.addAll(s.statements());
        shown.addAll(values(s));
    }

    private static List<Object> values(Sighting s) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < s.arguments().size(); i++) {
            values.add(List.of(i, s.arguments().get(i)));
        }
        return values;
    }

    private @org.jspecify.annotations.Nullable Sighting best(
            List<Sighting> all, Set<Sighting> chosen) {
        Sighting best = null;
        long most = 0;
        for (Sighting s : all) {
            if (!chosen.contains(s)) {
                long statements =
                        s.statements().stream()
                                .filter(x -> own.contains(x) && !compiled.contains(x))
                                .count();
                long values = values(s).stream().filter(v -> !shown.contains(v)).count();
                long gain = statements * 1000 + values;
                if (gain > most) {
                    most = gain;
                    best = s;
                }
            }
        }
        return best;
    }
}
