package tritonc.typecheck.host;

import tritonc.ir.diagnostic.Span;

/// What one evaluation may spend, so that no host code makes it long or deep.
final class Budget {
    private static final int MOST_STEPS = 200_000;
    private static final int DEEPEST = 200;

    /// The most elements that a list, and characters that a text may have.
    static final int LARGEST = 1 << 16;

    private int steps;
    private int depth;

    void enter(Span at) {
        if (++steps > MOST_STEPS) {
            throw Undecided.because(at, "it takes more than " + MOST_STEPS + " steps");
        }
        if (++depth > DEEPEST) {
            throw Undecided.because(at, "it is nested more than " + DEEPEST + " deep");
        }
    }

    int steps() {
        return steps;
    }

    void leave() {
        depth--;
    }

    static void size(long size, Span at) {
        if (size > LARGEST) {
            throw Undecided.because(at, "it makes more than " + LARGEST + " elements");
        }
    }
}
