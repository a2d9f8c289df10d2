package tritonc.ir.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/// What the library throws when the user's source, data or call is at fault. It carries the
/// diagnostics as values; its message is their short form, one a line.
public final class TritonException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Diagnostic> diagnostics;

    public TritonException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public TritonException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /// What was found, in order of place; never empty.
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
