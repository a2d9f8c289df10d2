package tritonc.runtime.cpu;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SiteTable;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Executable;
import tritonc.runtime.Target;
import tritonc.runtime.kernel.KernelFactory;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A kernel as a loaded class or as mapped machine code.
final class CpuExecutable implements Executable {
    private final KernelSignature signature;
    private final KernelFactory factory;
    private final GridRunner runner;
    private final Supplier<Consumer<String>> printed;
    private final byte[] sites;
    private final List<Target.Fact> facts;
    private final long codeBytes;

    /// @param printed who takes the lines that programs print
    /// @param codeBytes bytes of machine code, or 0
    /// @param facts what is told of it
    CpuExecutable(
            Artifact artifact,
            KernelFactory factory,
            GridRunner runner,
            Supplier<Consumer<String>> printed,
            List<Target.Fact> facts,
            long codeBytes) {
        this.codeBytes = codeBytes;
        this.facts = List.copyOf(facts);
        this.signature = artifact.signature();
        this.factory = factory;
        this.runner = runner;
        this.printed = printed;
        this.sites =
                artifact.payload(SiteTable.KIND)
                        .map(Artifact.Payload::bytes)
                        .orElseGet(() -> SiteTable.encode(List.of()));
    }

    @Override
    public KernelSignature signature() {
        return signature;
    }

    @Override
    public List<Target.Fact> facts() {
        return facts;
    }

    @Override
    public long codeBytes() {
        return codeBytes;
    }

    @Override
    public Launch prepare() {
        return new CpuLaunch(this, signature.runtime().size(), runner);
    }

    /// Who takes the lines that programs print.
    Consumer<String> printed() {
        return printed.get();
    }

    KernelFactory factory() {
        return factory;
    }

    /// The places where the kernel touches memory. Read when a fault asks for it.
    List<AccessSite> sites() {
        try {
            return SiteTable.decode(sites);
        } catch (IllegalArgumentException e) {
            // an artifact of another version: the fault is told without its place
            return List.of();
        }
    }
}
