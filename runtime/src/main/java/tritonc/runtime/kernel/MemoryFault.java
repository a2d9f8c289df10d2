package tritonc.runtime.kernel;

/// A program touched an address outside what its pointer may reach. It carries numbers only, and no
/// stack of the runtime's own frames; who launched the kernel knows the sites and makes a
/// diagnostic of them.
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// The parameter of an access whose pointer may come from several arguments.
    public static final int ANY_PARAMETER = -1;

    private final int site;
    private final long lane;
    private final long address;
    private final int parameter;

    /// @param site index into the artifact's table of access sites
    /// @param lane row-major index in the block that the op accesses
    /// @param address first byte of the access
    /// @param parameter run-time parameter whose storage was missed, or [#ANY_PARAMETER]
    public MemoryFault(int site, long lane, long address, int parameter) {
        super("site " + site + ", lane " + lane + ", parameter " + parameter, null, false, true);
        this.site = site;
        this.lane = lane;
        this.address = address;
        this.parameter = parameter;
    }

    /// Index into the artifact's table of access sites.
    public int site() {
        return site;
    }

    /// Row-major index in the block that the op accesses.
    public long lane() {
        return lane;
    }

    /// The first byte that the access would have touched.
    public long address() {
        return address;
    }

    /// The run-time parameter whose storage was missed, or [#ANY_PARAMETER].
    public int parameter() {
        return parameter;
    }

    /// Throwing happens in hidden frames, which a stack trace omits.
    @Override
    public synchronized Throwable fillInStackTrace() {
        setStackTrace(new StackTraceElement[0]);
        return this;
    }
}
