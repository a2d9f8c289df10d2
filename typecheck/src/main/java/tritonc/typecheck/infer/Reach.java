package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.infer.OwnBody.Place;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Further signatures of a kernel that compile and take it into branches that those known so far
/// leave out. For each statement that none of them compiles, what decides its branch is changed in
/// one that comes to that branch: one parameter at a time, then two. A change that gets there but
/// makes mistakes elsewhere is mended by others.
final class Reach {
    private static final long MOST_STATEMENTS = 40_000;
    private static final int MOST_SINGLE = 48;
    private static final int MOST_PAIRED = 8;
    private static final int MOST_MENDED = 3;
    private static final int MOST_REPAIRS = 8;

    private final Callable kernel;
    private final Trials trials;
    private final Moves moves;
    private final OwnBody body;
    private final Influence influence;
    private final Sightings sightings;
    private int repairs;
    private final Map<List<Argument>, Sighting> pool = new LinkedHashMap<>();
    private final Set<Stmt> reached = Collections.newSetFromMap(new IdentityHashMap<>());

    Reach(Callable kernel, Trials trials, Moves moves, OwnBody body) {
        this.kernel = kernel;
        this.trials = trials;
        this.moves = moves;
        this.body = body;
        this.influence = new Influence(kernel);
        this.sightings = new Sightings(trials);
    }

    /// Other values for some parameters.
    private record Change(Map<Integer, Argument> values, int cost) {
        List<Argument> on(List<Argument> arguments) {
            List<Argument> changed = new ArrayList<>(arguments);
            values.forEach(changed::set);
            return List.copyOf(changed);
        }

        Change and(Change other) {
            Map<Integer, Argument> both = new LinkedHashMap<>(values);
            other.values.forEach(both::putIfAbsent);
            return new Change(both, cost + other.cost);
        }
    }

    /// The known signatures and more, with what each compiles.
    ///
    /// @param known signatures that compile
    List<Sighting> from(List<List<Argument>> known) {
        known.forEach(k -> add(sightings.of(k)));
        Set<Stmt> given = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Place goal = next(given); goal != null; goal = next(given)) {
            if (!attempt(goal)) {
                given.add(goal.statement());
            }
        }
        return List.copyOf(pool.values());
    }

    private boolean add(Sighting s) {
        if (s.compiles()) {
            pool.putIfAbsent(s.arguments(), s);
            reached.addAll(s.statements());
        }
        return s.compiles();
    }

    /// The first statement that nothing compiles though its gate is compiled.
    private @org.jspecify.annotations.Nullable Place next(Set<Stmt> given) {
        for (Place p : spent() ? List.<Place>of() : body.places()) {
            boolean open = p.gate() == null || reached.contains(p.gate());
            if (open && !reached.contains(p.statement()) && !given.contains(p.statement())) {
                return p;
            }
        }
        return null;
    }

    private boolean attempt(Place goal) {
        Influence.On on = influence.on(goal.tests());
        List<Sighting> bases = bases(goal, on);
        for (boolean paired : new boolean[] {false, true}) {
            int mended = 0;
            for (Sighting base : bases) {
                for (Change change : changes(on, base.arguments(), paired)) {
                    if (spent()) {
                        return false;
                    }
                    boolean more = repairs < MOST_REPAIRS && mended < MOST_MENDED;
                    List<Argument> changed = change.on(base.arguments());
                    Sighting s = more ? sightings.of(changed) : sightings.sound(changed);
                    if (!s.statements().contains(goal.statement())) {
                        continue;
                    }
                    if (!s.compiles() && more) {
                        mended++;
                        s = mended(s, goal.statement());
                    }
                    if (s.statements().contains(goal.statement()) && add(s)) {
                        elsewhere(change, goal);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean spent() {
        return sightings.work() >= MOST_STATEMENTS;
    }

    private Sighting mended(Sighting s, Stmt goal) {
        repairs++;
        Repair repair = new Repair(kernel, trials, moves, goal);
        return sightings.sound(repair.of(s.arguments()).arguments());
    }

    /// The same change in all others that come to the branch, as they differ in what they compile
    /// behind it.
    private void elsewhere(Change change, Place goal) {
        for (Sighting base : List.copyOf(pool.values())) {
            boolean comes = goal.gate() == null || base.statements().contains(goal.gate());
            if (comes && !spent() && !base.statements().contains(goal.statement())) {
                add(sightings.sound(change.on(base.arguments())));
            }
        }
    }

    /// The signatures that come to a goal's branch, one of those that agree in what decides it.
    private List<Sighting> bases(Place goal, Influence.On on) {
        List<Sighting> bases = new ArrayList<>();
        Set<List<Argument>> different = new HashSet<>();
        for (Sighting s : pool.values()) {
            if (goal.gate() == null || s.statements().contains(goal.gate())) {
                List<Argument> decisive = new ArrayList<>();
                on.parameters().keySet().forEach(p -> decisive.add(s.arguments().get(p)));
                if (different.add(decisive)) {
                    bases.add(s);
                }
            }
        }
        return bases;
    }

    private List<Change> changes(Influence.On on, List<Argument> now, boolean paired) {
        List<Change> single = new ArrayList<>();
        on.parameters()
                .forEach((p, distance) -> {
                    int cost = 3 * distance;
                    List<Argument> others = moves.of(p, now);
                    for (Argument a : Alternatives.of(now.get(p), on.constants(), others)) {
                        single.add(new Change(Map.of(p, a), cost++));
                    }
                });
        single.sort(Comparator.comparingInt(Change::cost));
        if (!paired) {
            return single.subList(0, Math.min(single.size(), MOST_SINGLE));
        }
        List<Change> two = new ArrayList<>();
        List<Change> first = single.subList(0, Math.min(single.size(), MOST_PAIRED));
        for (Change a : first) {
            for (Change b : first.subList(first.indexOf(a) + 1, first.size())) {
                if (Collections.disjoint(a.values().keySet(), b.values().keySet())) {
                    two.add(a.and(b));
                }
            }
        }
        return two;
    }
}
