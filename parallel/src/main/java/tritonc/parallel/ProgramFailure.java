package tritonc.parallel;

/// A program ended with an exception, its cause. Of all programs that did, this is the one with the
/// lowest index.
public final class ProgramFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long index;

    /// @param index the program
    public ProgramFailure(long index, Throwable cause) {
        super("program " + index + " failed", cause, false, false);
        this.index = index;
    }

    /// The program that failed.
    public long index() {
        return index;
    }
}
