package tritonc.cli;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Severity;

import java.util.List;

/// Exit codes of every command.
final class Exit {
    static final int DONE = 0;

    /// The source or the data is at fault.
    static final int SOURCE = 1;

    /// The command line is.
    static final int USAGE = 2;

    /// The target is not on this machine.
    static final int TARGET = 3;

    /// A bug of ours.
    static final int BUG = 70;

    private Exit() {}

    /// The code for a failure with these diagnostics, by the range of the first error's code.
    static int of(List<Diagnostic> diagnostics) {
        for (Diagnostic d : diagnostics) {
            if (d.severity() == Severity.ERROR) {
                String range = d.code().id().substring(1, 3);
                return range.equals("09") ? USAGE : range.equals("08") ? TARGET : SOURCE;
            }
        }
        return DONE;
    }
}
