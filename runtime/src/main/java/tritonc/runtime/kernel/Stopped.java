package tritonc.runtime.kernel;

/// A program ended early since it was told to.
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
        super("a program was told to stop", null, false, true);
    }
}
