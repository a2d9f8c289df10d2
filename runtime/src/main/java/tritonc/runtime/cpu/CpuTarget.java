package tritonc.runtime.cpu;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Executable;
import tritonc.runtime.Target;
import tritonc.runtime.kernel.KernelLoader;

import java.util.List;

/// The cores of this machine. Always available.
public final class CpuTarget implements Target {
    /// The name in artifacts.
    public static final String NAME = "cpu";

    /// The kind of the payload that holds a kernel's class file.
    public static final String CLASS_KIND = "jvm-class";

    private final GridRunner runner;

    private CpuTarget(GridRunner runner) {
        this.runner = runner;
    }

    /// All processors that this process may use.
    public static CpuTarget create() {
        return create(GridRunner.defaultThreads());
    }

    /// @param threads how many programs run at once, 1 or more
    public static CpuTarget create(int threads) {
        return new CpuTarget(GridRunner.create(threads));
    }

    @Override
    public String name() {
        return NAME;
    }

    /// How many programs run at once.
    public int threads() {
        return runner.threads();
    }

    @Override
    public Availability availability() {
        return new Availability.Available();
    }

    @Override
    public List<Fact> facts() {
        Runtime.Version java = Runtime.version();
        return List.of(
                new Fact("architecture", System.getProperty("os.arch", "unknown")),
                new Fact("processors", Integer.toString(GridRunner.defaultThreads())),
                new Fact("threads", Integer.toString(threads())),
                new Fact("java", java.toString()),
                new Fact("tiers", "jvm"));
    }

    @Override
    public Executable load(Artifact artifact) {
        if (!artifact.target().equals(NAME)) {
            throw refused(artifact, "is for target `" + artifact.target() + "`, not `cpu`");
        }
        Artifact.Payload code =
                artifact.payload(CLASS_KIND)
                        .orElseThrow(() -> refused(artifact, "has no bytecode for the CPU"));
        try {
            return new CpuExecutable(artifact, KernelLoader.load(code.bytes()), runner);
        } catch (CompilerBug e) {
            throw refused(artifact, "holds bytecode that does not load");
        }
    }

    private static TritonException refused(Artifact artifact, String why) {
        return new TritonException(
                Diagnostic.error(
                                Code.ARTIFACT_UNFIT,
                                "artifact of kernel `" + artifact.signature().kernel() + "` " + why)
                        .help("compile the kernel again with `-t cpu`"));
    }

    @Override
    public void close() {
        runner.close();
    }
}
