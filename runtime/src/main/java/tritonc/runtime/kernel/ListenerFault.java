package tritonc.runtime.kernel;

/// Whoever listens to what kernels print threw an exception: it ends the program, and the launch
/// ends with it.
public final class ListenerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException thrown;

    ListenerFault(RuntimeException thrown) {
        super("who listens to a kernel's lines threw", thrown, false, false);
        this.thrown = thrown;
    }

    /// What the listener threw.
    public RuntimeException thrown() {
        return thrown;
    }
}
