package tritonc.typecheck.semantic;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Span;

/// Leaves the expression at fault on the way to the collector of diagnostics. It carries no stack
/// trace and never leaves the room.
public final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    public Mistake(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    public static Mistake at(Span span, Code code, String message) {
        return new Mistake(Diagnostic.error(code, span, message));
    }

    /// One more marked place.
    public Mistake label(Span span, String text) {
        return new Mistake(diagnostic.label(span, text));
    }

    /// Marks both operands, each with a few words; once, if they have one place.
    public Mistake operands(Sites at, String left, String right) {
        return at.left().equals(at.right())
                ? label(at.left(), left + " and " + right)
                : label(at.left(), left).label(at.right(), right);
    }

    public Mistake help(String text) {
        return new Mistake(diagnostic.help(text));
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
