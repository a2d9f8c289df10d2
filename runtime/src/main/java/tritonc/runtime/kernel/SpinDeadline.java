package tritonc.runtime.kernel;

/// A program has waited longer than any program may for memory to change: what it waits for cannot
/// happen, most likely because it waits for a program that starts only after it ends.
public final class SpinDeadline extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SpinDeadline(long seconds) {
        super("a program waited " + seconds + " s for memory to change", null, false, true);
    }
}
