package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Span;

/// Makes code for one kernel: how the runtime asks for a specialisation that it does not have. The
/// driver implements it.
@FunctionalInterface
public interface KernelCompiler {
    /// Code for one specialisation, for the target that the kernel runs on. Called by the thread
    /// that launches, once for each signature of a kernel unless it throws; calls for different
    /// signatures may overlap.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the source is at fault
    Artifact compile(KernelSignature signature);

    /// The source text at a place that compiled code names, to be shown with a fault; null if it is
    /// not at hand.
    default @Nullable Span source(AccessSite.Place place) {
        return null;
    }
}
