package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopLowering;
import tritonc.codegen.x86.kernel.X86Codegen;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.TileKernel;
import tritonc.runtime.kernel.AssertionFault;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelFactory;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.MemoryFault;
import tritonc.runtime.kernel.NativeCode;
import tritonc.runtime.machine.PanelMemory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A kernel as bytecode or machine code, and what becomes of a case on one thread.
public final class CompiledRun {
    private final KernelFactory factory;
    private final List<AccessSite> sites;

    private final boolean sharesPanels;

    private CompiledRun(KernelFactory factory, List<AccessSite> sites, boolean sharesPanels) {
        this.factory = factory;
        this.sites = sites;
        this.sharesPanels = sharesPanels;
    }

    /// Compiles a kernel whose recipes are expanded to bytecode.
    public static CompiledRun bytecode(TileKernel kernel) {
        List<Artifact.Payload> payloads =
                JvmCodegen.generate(LoopLowering.lower(kernel), signature(kernel));
        return new CompiledRun(
                KernelLoader.load(bytes(payloads, "jvm-class")), sites(payloads), false);
    }

    /// Compiles it to machine code.
    ///
    /// @param refused hears why the back end has no code for the kernel
    /// @return nothing in that case
    public static Optional<CompiledRun> machineCode(
            TileKernel kernel, Machine machine, Consumer<String> refused) {
        LoopKernel loops = LoopLowering.lower(kernel);
        return switch (machine.code(loops)) {
            case X86Codegen.NativeCode code -> {
                List<Integer> parameters = new ArrayList<>();
                loops.sites().forEach(s -> parameters.add(s.parameter()));
                NativeCode mapped =
                        NativeCode.map(
                                kernel.name(),
                                new NativePayload.Code(
                                        code.code(),
                                        code.scratch(),
                                        parameters,
                                        code.waits(),
                                        code.sharesPanels(),
                                        code.features()),
                                kernel.parameters().size());
                List<AccessSite> sites = sites(JvmCodegen.generate(loops, signature(kernel)));
                yield Optional.of(new CompiledRun(mapped, sites, code.sharesPanels()));
            }
            case X86Codegen.Refusal refusal -> {
                refused.accept(refusal.reason());
                yield Optional.empty();
            }
        };
    }

    /// Makes instances, one for each thread.
    public KernelFactory factory() {
        return factory;
    }

    /// Runs the case of the kernel.
    Outcome run(FuzzCase fuzz) {
        CompiledKernel compiled = factory.create();
        List<String> printed = new ArrayList<>();
        try (Arrays arrays = new Arrays(fuzz)) {
            LaunchArguments arguments = arguments(fuzz, arrays);
            arguments.printTo(printed::add);
            PanelMemory panels = sharesPanels ? PanelMemory.lend() : null;
            arguments.panels(panels);
            compiled.bind(arguments);
            Outcome fault = programs(fuzz, compiled);
            if (!arrays.canariesLive()) {
                throw new AssertionError("memory beside an array was written");
            }
            if (panels != null) {
                panels.giveBack();
            }
            return fault == null ? new Outcome.Done(arrays.lanes(), printed) : fault;
        }
    }

    private @Nullable Outcome programs(FuzzCase fuzz, CompiledKernel compiled) {
        for (int y = 0; y < fuzz.gridY() && fuzz.gridX() > 0; y++) {
            try {
                compiled.programs(0, y, 0, fuzz.gridX());
            } catch (MemoryFault f) {
                AccessSite site = sites.get(f.site());
                int line = site.places().getFirst().line();
                return new Outcome.Fault(compiled.lastX(), y, site.op(), line, f.lane());
            } catch (AssertionFault f) {
                return new Outcome.Fault(compiled.lastX(), y, "assert", f.line(), f.lane());
            }
        }
        return null;
    }

    private static byte[] bytes(List<Artifact.Payload> payloads, String kind) {
        return payloads.stream()
                .filter(p -> p.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static List<AccessSite> sites(List<Artifact.Payload> payloads) {
        return SiteTable.decode(bytes(payloads, SiteTable.KIND));
    }

    private static KernelSignature signature(TileKernel kernel) {
        List<SignatureEntry> entries = new ArrayList<>();
        for (Parameter p : kernel.parameters()) {
            entries.add(new SignatureEntry.Runtime(p.name(), p.type(), p.divisibility()));
        }
        return new KernelSignature(kernel.name(), entries);
    }

    private static LaunchArguments arguments(FuzzCase fuzz, Arrays arrays) {
        LaunchArguments arguments = new LaunchArguments(fuzz.arguments().size());
        for (int i = 0; i < fuzz.arguments().size(); i++) {
            switch (fuzz.arguments().get(i)) {
                case FuzzCase.Argument.Scalar s -> arguments.number(i, s.lane());
                case FuzzCase.Argument.Pointer p -> {
                    MemorySegment array = arrays.array(p.storage());
                    long start = array.address();
                    long end = start + array.byteSize();
                    arguments.pointer(i, start + p.offset(), start, end);
                    arguments.storage(start, end);
                }
            }
        }
        arguments.grid(fuzz.gridX(), fuzz.gridY(), 1);
        return arguments;
    }
}
