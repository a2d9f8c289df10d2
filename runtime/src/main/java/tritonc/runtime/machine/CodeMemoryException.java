package tritonc.runtime.machine;

/// The system refused memory for code.
public final class CodeMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CodeMemoryException(String call, int errno) {
        super(call + " failed with errno " + errno);
    }
}
