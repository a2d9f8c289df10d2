package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.typecheck.eval.Evaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Further signatures of a kernel that compile and take it into branches that those known so far
/// leave out: one constant of a known one is changed at a time.
final class Reach {
    private static final int MOST_TRIALS = 120;

    private final Callable kernel;
    private final Moves moves;
    private final Set<Stmt> reached = identities();
    private int trials;

    Reach(Callable kernel, Moves moves) {
        this.kernel = kernel;
        this.moves = moves;
    }

    private static Set<Stmt> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// @param known signatures that compile
    /// @param most how many more may be given
    List<List<Argument>> beyond(List<List<Argument>> known, int most) {
        known.forEach(k -> reached.addAll(compiled(k)));
        List<List<Argument>> more = new ArrayList<>();
        List<List<Argument>> all = new ArrayList<>(known);
        for (int from = 0; from < all.size() && !whole(kernel.body()); from++) {
            for (int p = 0; p < kernel.parameters().size(); p++) {
                for (Argument other : others(p, all.get(from))) {
                    if (more.size() == most || trials >= MOST_TRIALS) {
                        return more;
                    }
                    List<Argument> changed = new ArrayList<>(all.get(from));
                    changed.set(p, other);
                    if (reached.addAll(compiled(changed))) {
                        more.add(List.copyOf(changed));
                        all.add(List.copyOf(changed));
                    }
                }
            }
        }
        return more;
    }

    /// Only what is known at compile time chooses among branches.
    private List<Argument> others(int parameter, List<Argument> now) {
        boolean constant = now.get(parameter) instanceof Argument.Constant;
        return constant ? moves.of(parameter, now) : List.of();
    }

    /// The kernel's own statements that a signature compiles; none if it does not compile.
    private Set<Stmt> compiled(List<Argument> arguments) {
        trials++;
        Set<Stmt> found = identities();
        try {
            boolean compiles =
                    Evaluation.lower(kernel, arguments, new Diagnostics(), found::add).isPresent();
            return compiles ? found : identities();
        } catch (RuntimeException e) {
            return identities();
        }
    }

    private boolean whole(List<Stmt> body) {
        for (Stmt s : body) {
            boolean inside =
                    switch (s) {
                        case Stmt.If i -> whole(i.body()) && whole(i.orElse());
                        case Stmt.For f -> whole(f.body());
                        case Stmt.While w -> whole(w.body());
                        default -> true;
                    };
            if (!inside || !reached.contains(s)) {
                return false;
            }
        }
        return true;
    }
}
