package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

/// What calls are refused with.
public final class Faults {
    private Faults() {}

    /// The one diagnostic that a call throws, whose code is `code`.
    public static Diagnostic of(Code code, ThrowingCallable call) {
        TritonException e = catchThrowableOfType(TritonException.class, call);
        assertThat(e).as("the call must be refused").isNotNull();
        assertThat(e.diagnostics()).hasSize(1);
        assertThat(e.diagnostics().getFirst().code()).isEqualTo(code);
        return e.diagnostics().getFirst();
    }
}
