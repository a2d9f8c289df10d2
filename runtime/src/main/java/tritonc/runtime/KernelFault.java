package tritonc.runtime;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.diagnostic.Diagnostic;

import java.util.List;

/// How a target says that a program failed. It has no source text, so it gives places by name; the
/// launch finds the text where there is a compiler behind the kernel, and throws a
/// [tritonc.ir.diagnostic.TritonException].
public final class KernelFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;
    private final transient List<AccessSite.Place> places;

    /// @param places the failing op first, then the calls around it; empty if not known
    public KernelFault(Diagnostic diagnostic, List<AccessSite.Place> places) {
        super(diagnostic.toString(), null, false, false);
        this.diagnostic = diagnostic;
        this.places = List.copyOf(places);
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    public List<AccessSite.Place> places() {
        return places;
    }
}
