package tritonc.runtime.kernel;

/// A program has waited for memory to change, and no program of its launch has got on for a long
/// time: what it waits for cannot happen, most likely because it waits for a program that starts
/// only after it ends.
public final class SpinDeadline extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SpinDeadline(long seconds) {
        super(
                "a program waited " + seconds + " s for memory to change, and so did all others",
                null,
                false,
                true);
    }
}
