package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Mends guesses that do not compile. One change at a time is kept if the kernel then compiles
/// further; where none does, the change before is taken back. First come changes of parameters that
/// the line of a mistake names, then of those that what it names comes from. The work is bounded,
/// so that a kernel that no signature mends costs little.
final class Repair {
    private static final int MOST_TRIALS = 400;

    /// How many statements may be compiled for one guess, over all trials.
    private static final int MOST_STATEMENTS = 50_000;

    /// The same where only one more branch is to be reached, which many are tried for.
    private static final int MOST_FOR_A_BRANCH = 5_000;

    /// How many more changes are tried where one is known that brings other mistakes.
    private static final int PATIENCE = 20;

    private final Trials compiled;
    private final Moves moves;
    private final @Nullable Stmt goal;
    private final Origins origins;
    private Set<List<Argument>> met = Set.of();
    private Set<Object> known = Set.of();
    private int trials;
    private long work;
    private int most = MOST_TRIALS;

    Repair(Callable kernel, Trials compiled, Moves moves) {
        this(kernel, compiled, moves, null);
    }

    /// @param goal a statement that is to be compiled whatever is changed
    Repair(Callable kernel, Trials compiled, Moves moves, @Nullable Stmt goal) {
        this.compiled = compiled;
        this.moves = moves;
        this.goal = goal;
        this.origins = new Origins(kernel);
    }

    /// What is left of a guess.
    ///
    /// @param compiles whether the arguments do
    /// @param excluded whether the kernel's own text excludes them: by its assertions, or as it
    ///   then reads variables that it did not assign
    /// @param trial how the arguments fare
    record Result(List<Argument> arguments, boolean compiles, boolean excluded, Trial trial) {}

    /// A guess on the way, and what is left to try from there.
    private record Place(Trial trial, Iterator<List<Argument>> changes) {}

    /// From here on guesses are only tried: a kernel that one of them refuses is refused.
    void giveUp() {
        most = 1;
    }

    /// The guess itself if it compiles, or else the best that changes make of it.
    Result of(List<Argument> guess) {
        trials = 0;
        work = compiled.work();
        Trial first = attempt(guess, 0);
        if (first.compiles() || first.refused() || most == 1) {
            return new Result(guess, first.compiles(), !first.refused() && excluded(first), first);
        }
        met = new HashSet<>(Set.of(guess));
        known = first.keys();
        Deque<Place> way = new ArrayDeque<>();
        way.push(place(first));
        while (!way.isEmpty() && !spent()) {
            Trial next = step(way.getFirst());
            if (next == null) {
                way.pop();
            } else if (next.compiles()) {
                return new Result(next.arguments(), true, false, next);
            } else {
                known.addAll(next.keys());
                way.push(place(next));
            }
        }
        return new Result(guess, false, excluded(first), first);
    }

    private boolean spent() {
        int enough = goal == null ? MOST_STATEMENTS : MOST_FOR_A_BRANCH;
        return trials >= most || compiled.work() - work >= enough;
    }

    private Place place(Trial trial) {
        List<List<Integer>> near = origins.nearest(trial.texts(origins.statements()));
        return new Place(trial, moves.around(trial.arguments(), near).iterator());
    }

    /// The first change that only mends; if there is none nearby, the one that compiles furthest;
    /// if none does, the first with a mistake in the same place that was not met so far. Null if no
    /// change is better.
    private @Nullable Trial step(Place from) {
        Trial best = null;
        Trial other = null;
        int patience = 0;
        while (from.changes.hasNext() && !spent()) {
            List<Argument> changed = from.changes.next();
            if (!met.add(changed)) {
                continue;
            }
            Trial t = attempt(changed, from.trial.progress());
            if (!reaches(t)) {
                continue;
            }
            if (t.compiles() || t.mends(from.trial)) {
                return t;
            }
            if (t.betters(best == null ? from.trial : best)) {
                best = t;
            }
            if (other == null && t.replaces(from.trial, known)) {
                other = t;
            }
            if ((best != null || other != null) && patience++ >= PATIENCE) {
                break;
            }
        }
        return best == null ? other : best;
    }

    /// Whether the kernel's own text excludes a guess. What comes behind the first statement that
    /// does so need not be right.
    private boolean excluded(Trial t) {
        return excluding(t.mistakes()) || excluding(t.first());
    }

    /// Whether all that is wrong is that assertions fail and variables are read which other flags
    /// would assign.
    private boolean excluding(List<Diagnostic> mistakes) {
        for (Diagnostic d : mistakes) {
            boolean variable =
                    d.code() == Code.UNDEFINED_NAME
                            && d.span().isPresent()
                            && origins.isAssigned(d.span().get().text());
            if (!variable && d.code() != Code.STATIC_ASSERT) {
                return false;
            }
        }
        return !mistakes.isEmpty();
    }

    private Trial attempt(List<Argument> arguments, int least) {
        trials++;
        return compiled.of(arguments, least);
    }

    /// Whether the goal is compiled.
    private boolean reaches(Trial t) {
        return goal == null || t.has(goal);
    }
}
