package tritonc.ir.verify;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Statement;

/// A rule that a kernel breaks.
///
/// @param statement the op at fault; `null` where the kernel's own head is
/// @param message what is wrong, with values as `%id`
public record Violation(@Nullable Statement statement, String message) {
    /// The place of the op; [Location#NONE] where there is none.
    public Location at() {
        return statement == null ? Location.NONE : statement.at();
    }

    /// As an error for the user of an IR text.
    public Diagnostic toDiagnostic() {
        return Diagnostic.error(Code.IR_INVALID, toString());
    }

    @Override
    public String toString() {
        if (statement == null) {
            return message;
        }
        StringBuilder text = new StringBuilder(statement.op().name());
        if (!statement.results().isEmpty()) {
            text.append(" defining ").append(statement.result());
        }
        if (!at().equals(Location.NONE)) {
            text.append(" (").append(at()).append(')');
        }
        return text.append(": ").append(message).toString();
    }
}
