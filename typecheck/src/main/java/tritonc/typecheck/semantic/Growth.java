package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;

import java.util.IdentityHashMap;
import java.util.Map;

/// How large a kernel has become while it is lowered. Unrolled loops, helpers and tuples multiply;
/// what they come to is bounded here, as a whole, so that no text takes memory or time without end.
public final class Growth {
    /// The most operations that a kernel may have.
    public static final int MOST_OPS = 1 << 16;

    /// The most steps that lowering may take: expressions evaluated, elements of tuples and
    /// characters of texts made.
    public static final int MOST_STEPS = 1 << 20;

    private static final int STEPS_PER_OP = MOST_STEPS / MOST_OPS;

    private final IdentityHashMap<Stmt, long[]> share = new IdentityHashMap<>();
    private @Nullable Stmt current;
    private long mark;
    private int ops;
    private long steps;

    /// Thrown where a bound is passed, to end the lowering at once.
    @SuppressWarnings("serial") // it never leaves this process
    public static final class TooLarge extends RuntimeException {
        private final Growth growth;

        private TooLarge(Growth growth) {
            super("too large", null, false, false);
            this.growth = growth;
        }

        /// What was passed, and the statement that had the largest part in it.
        public Diagnostic diagnostic(String kernel) {
            return growth.diagnostic(kernel);
        }
    }

    /// The kernel has this many operations now.
    void ops(int count) {
        ops = count;
        if (count > MOST_OPS) {
            throw new TooLarge(this);
        }
    }

    /// An expression was evaluated.
    public void step() {
        steps(1);
    }

    public void steps(long count) {
        steps += count;
        if (steps > MOST_STEPS) {
            throw new TooLarge(this);
        }
    }

    /// What grows from now on comes from a statement.
    ///
    /// @return the statement in work until now, to come back to
    public @Nullable Stmt enter(@Nullable Stmt statement) {
        Stmt before = current;
        long now = size();
        if (before != null && now > mark) {
            share.computeIfAbsent(before, _ -> new long[1])[0] += now - mark;
        }
        mark = now;
        current = statement;
        return before;
    }

    private long size() {
        return (long) ops * STEPS_PER_OP + steps;
    }

    private Diagnostic diagnostic(String kernel) {
        enter(null);
        Stmt largest = null;
        long most = 0;
        for (Map.Entry<Stmt, long[]> e : share.entrySet()) {
            long size = e.getValue()[0];
            boolean first = largest == null || e.getKey().span().start() < largest.span().start();
            if (size > most || size == most && first) {
                largest = e.getKey();
                most = size;
            }
        }
        String what =
                ops > MOST_OPS
                        ? "kernel `" + kernel + "` has more than " + MOST_OPS + " operations"
                        : "lowering kernel `"
                                + kernel
                                + "` takes more than "
                                + MOST_STEPS
                                + " steps";
        Diagnostic d =
                largest == null
                        ? Diagnostic.error(Code.TOO_LARGE, what)
                        : Diagnostic.error(
                                Code.TOO_LARGE,
                                largest.span(),
                                what + ", " + most * 100 / Math.max(size(), 1) + " % of it here");
        return d.help(
                "unrolled loops, calls of helpers and tuples multiply: write `range` in place of"
                        + " `tl.static_range`, or use blocks");
    }
}
