package tritonc.typecheck.host;

import tritonc.ir.diagnostic.Span;

/// Leaves the evaluation of host code where only running it could tell more, or where running it
/// would raise an exception. It carries no stack trace and never leaves the room.
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Span at;
    private final String exception;

    private Undecided(Span at, String exception, String reason) {
        super(reason, null, false, false);
        this.at = at;
        this.exception = exception;
    }

    /// @param reason what stands in the way, as in "it calls `torch.rand`"
    static Undecided because(Span at, String reason) {
        return new Undecided(at, "", reason);
    }

    /// The host code would raise an exception of this type.
    static Undecided raised(Span at, String exception, String message) {
        return new Undecided(at, exception, "it raises " + exception + ": " + message);
    }

    /// Where the host code cannot be followed.
    public Span at() {
        return at;
    }

    /// The type of the exception that Python would raise; empty if nobody knows.
    String exception() {
        return exception;
    }

    /// What stands in the way, in a few words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
