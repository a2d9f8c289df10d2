package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.typecheck.eval.Evaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Compiles guesses of one kernel, each once, and none further than anybody wants to know.
final class Trials {
    private final Callable kernel;
    private final Map<List<Argument>, Trial> known = new HashMap<>();
    private long work;

    Trials(Callable kernel) {
        this.kernel = kernel;
    }

    /// How many statements were compiled so far: a measure of time that is the same every time.
    long work() {
        return work;
    }

    /// How a guess fares, whatever is wrong with it.
    Trial of(List<Argument> arguments) {
        return of(arguments, 0);
    }

    /// How a guess fares. One with a mistake before the statement of a number is worth nothing, so
    /// that the rest of it is left alone.
    ///
    /// @param least that number; [Integer#MAX_VALUE] if only a guess without mistakes is wanted
    Trial of(List<Argument> arguments, int least) {
        Trial trial = known.get(arguments);
        if (trial == null || !trial.whole() && trial.progress() >= least) {
            trial = compile(arguments, least);
            known.put(trial.arguments(), trial);
        }
        return trial;
    }

    private Trial compile(List<Argument> arguments, int least) {
        Diagnostics found = new Diagnostics();
        List<Stmt> statements = new ArrayList<>();
        AtomicInteger right = new AtomicInteger(-1);
        boolean whole = true;
        try {
            whole =
                    Evaluation.attempt(
                            kernel,
                            arguments,
                            found,
                            (statement, wrong) -> {
                                if (wrong) {
                                    right.compareAndSet(-1, statements.size() - 1);
                                }
                                boolean early = least > 0 && statements.size() <= least;
                                boolean worthless = wrong && early;
                                if (!worthless) {
                                    statements.add(statement);
                                    work++;
                                }
                                return !worthless;
                            });
        } catch (RuntimeException e) {
            return Trial.failed(arguments, statements);
        }
        int progress = Math.max(0, right.get() < 0 ? statements.size() - 1 : right.get());
        return Trial.of(arguments, found, statements, progress, whole);
    }
}
