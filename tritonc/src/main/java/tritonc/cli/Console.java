package tritonc.cli;

import tritonc.ir.diagnostic.Diagnostic;

import java.io.PrintStream;
import java.util.List;

/// Where a command's words go.
///
/// @param out results
/// @param err diagnostics and progress
record Console(PrintStream out, PrintStream err) {
    /// Draws the diagnostics; the exit code they stand for.
    int report(List<Diagnostic> diagnostics) {
        err.print(DiagnosticRenderer.render(diagnostics));
        err.flush();
        return Exit.of(diagnostics);
    }
}
