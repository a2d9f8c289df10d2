package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;
import tritonc.ir.target.CpuTier;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Executable;
import tritonc.runtime.Target;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.NativeCode;
import tritonc.runtime.machine.CodeMemory;
import tritonc.runtime.machine.Cpuid;
import tritonc.runtime.machine.ProcessorLimit;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The cores of this machine. Always available.
public final class CpuTarget implements Target {
    /// The name in artifacts.
    public static final String NAME = "cpu";

    /// The kind of the payload that holds a kernel's class file.
    public static final String CLASS_KIND = "jvm-class";

    private final GridRunner runner;
    private final CpuTier tier;
    private final CpuInfo cpu;
    private final MachineCode machine;
    private volatile Consumer<String> printed = line -> {};

    private CpuTarget(GridRunner runner, CpuTier tier, CpuInfo cpu) {
        this.runner = runner;
        this.tier = tier;
        this.cpu = cpu;
        this.machine = new MachineCode(cpu);
    }

    /// All processors that this process may use.
    public static CpuTarget create() {
        return create(GridRunner.defaultThreads());
    }

    /// @param threads how many programs run at once, 1 or more
    public static CpuTarget create(int threads) {
        return create(threads, CpuTier.AUTO);
    }

    /// @param threads how many programs run at once, 1 or more
    /// @param tier how kernels are run; a tier of machine code makes [#load] fail where
    ///   [#machineCodeUnavailable] says why
    public static CpuTarget create(int threads, CpuTier tier) {
        return create(threads, tier, Cpuid.here());
    }

    /// The same as if the processor had fewer features.
    ///
    /// @param cpu this machine's processor ([Cpuid#here]), or what is to be used of it
    public static CpuTarget create(int threads, CpuTier tier, CpuInfo cpu) {
        return new CpuTarget(GridRunner.create(threads), tier, cpu);
    }

    /// Why this machine runs no machine code of tritonc's, or null if it does.
    public static @Nullable String machineCodeUnavailable() {
        return machineCodeUnavailable(CpuTier.AUTO);
    }

    /// Why this machine does not run a tier, or null if it does.
    public static @Nullable String machineCodeUnavailable(CpuTier tier) {
        return new MachineCode(Cpuid.here()).unavailable(tier);
    }

    /// The machine code to make where kernels run on this target alone: the fastest that runs, or
    /// none.
    public List<CpuTier> codes() {
        return machine.tiers().stream().limit(1).toList();
    }

    /// What machine code for this target may ask of the processor.
    public Set<CpuFeature> features() {
        return cpu.features();
    }

    /// How kernels are run.
    public CpuTier tier() {
        return tier;
    }

    /// Gives each line that kernels print (`tl.device_print`) to `lines`, from whichever thread
    /// runs the program; nobody sees them unless told.
    public void printTo(Consumer<String> lines) {
        printed = lines;
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
        String unavailable = CodeMemory.unavailable();
        ProcessorLimit limit = ProcessorLimit.here();
        return List.of(
                new Fact("architecture", cpu.architecture()),
                new Fact("processor", cpu.model().isEmpty() ? "unknown" : cpu.model()),
                new Fact("features", names(cpu)),
                new Fact("data caches", sizes(cpu)),
                new Fact("processors", limit.processors() + " (" + limit.reason() + ")"),
                new Fact("threads", Integer.toString(threads())),
                new Fact("java", Runtime.version().toString()),
                new Fact("executable memory", unavailable == null ? "yes" : unavailable),
                new Fact("tiers", tiers()));
    }

    private String tiers() {
        String none = machine.unavailable(CpuTier.AUTO);
        return none != null
                ? "jvm (" + none + ")"
                : machine.tiers().stream().map(t -> t.text() + ", ").collect(Collectors.joining())
                        + "jvm";
    }

    private static String names(CpuInfo cpu) {
        return cpu.features().isEmpty() ? "unknown" : CpuFeature.text(cpu.features());
    }

    private static String sizes(CpuInfo cpu) {
        return cpu.caches().isEmpty()
                ? "unknown"
                : cpu.caches().stream()
                        .map(bytes -> (bytes >> 10) + " KiB")
                        .collect(Collectors.joining(", "));
    }

    @Override
    public Executable load(Artifact artifact) {
        if (!artifact.target().equals(NAME)) {
            throw refused(artifact, "is for target `" + artifact.target() + "`, not `cpu`");
        }
        if (tier == CpuTier.JVM) {
            return bytecode(artifact, "bytecode was asked for");
        }
        MachineCode.Found found = machine.of(artifact, tier);
        return switch (found.payload()) {
            case NativePayload.Code c -> machineCode(artifact, c, found.tier());
            case NativePayload.Refused(String why) when tier == CpuTier.AUTO ->
                    bytecode(artifact, why);
            case NativePayload.Refused(String why) ->
                    throw new TritonException(
                            Diagnostic.error(
                                            Code.ARTIFACT_UNFIT,
                                            "kernel `"
                                                    + artifact.signature().kernel()
                                                    + "` has no machine code: "
                                                    + why)
                                    .help("`-t cpu` takes bytecode where it must"));
        };
    }

    private Executable bytecode(Artifact artifact, String why) {
        Artifact.Payload code =
                artifact.payload(CLASS_KIND)
                        .orElseThrow(() -> refused(artifact, "has no bytecode for the CPU"));
        List<Fact> facts = List.of(new Fact("tier", "jvm"), new Fact("no machine code", why));
        try {
            return new CpuExecutable(
                    artifact, KernelLoader.load(code.bytes()), runner, () -> printed, facts, 0);
        } catch (CompilerBug e) {
            throw refused(artifact, "holds bytecode that does not load");
        }
    }

    private Executable machineCode(Artifact artifact, NativePayload.Code code, CpuTier of) {
        int parameters = artifact.signature().runtime().size();
        NativeCode mapped = NativeCode.map(artifact.signature().kernel(), code, parameters);
        List<Fact> facts = List.of(new Fact("tier", of.text()));
        long bytes = code.code().length;
        return new CpuExecutable(artifact, mapped, runner, () -> printed, facts, bytes);
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
