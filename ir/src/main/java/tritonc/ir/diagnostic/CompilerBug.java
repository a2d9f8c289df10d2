package tritonc.ir.diagnostic;

/// A fault of tritonc itself, never of the user's source: it names the stage and what it was doing.
public final class CompilerBug extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String stage;

    public CompilerBug(String stage, String message) {
        super(stage + ": " + message);
        this.stage = stage;
    }

    public CompilerBug(String stage, String message, Throwable cause) {
        super(stage + ": " + message, cause);
        this.stage = stage;
    }

    /// The stage or pass at fault, by the name it has on the command line.
    public String stage() {
        return stage;
    }
}
