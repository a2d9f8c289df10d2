package tritonc.runtime.kernel;

/// A program found an assertion false. It carries no stack of the runtime's own frames.
public final class AssertionFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final int column;
    private final long lane;

    /// @param file where the assertion stands
    /// @param lane row-major index in the block of conditions
    public AssertionFault(String message, String file, int line, int column, long lane) {
        super(message, null, false, true);
        this.file = file;
        this.line = line;
        this.column = column;
        this.lane = lane;
    }

    /// The source file.
    public String file() {
        return file;
    }

    /// From 1.
    public int line() {
        return line;
    }

    /// From 1.
    public int column() {
        return column;
    }

    /// Row-major index in the block of conditions.
    public long lane() {
        return lane;
    }

    /// Throwing happens in hidden frames, which a stack trace omits.
    @Override
    public synchronized Throwable fillInStackTrace() {
        setStackTrace(new StackTraceElement[0]);
        return this;
    }
}
