package tritonc.fuzz;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopLowering;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.codegen.x86.kernel.X86Codegen;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.TileKernel;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.MemoryFault;
import tritonc.runtime.kernel.NativeCode;
import tritonc.runtime.machine.PanelMemory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Compiles a case to machine code and runs it on one thread.
final class NativeRun {
    private NativeRun() {}

    /// @param set what the code is made of
    /// @param kernel the case's kernel or what a pass made of it; recipes are expanded
    /// @param refused hears why the back end has no code for the kernel
    /// @return nothing in that case
    static Optional<Outcome> run(
            FuzzCase fuzz,
            TileKernel kernel,
            InstructionSet set,
            X86Codegen.Registers registers,
            Consumer<String> refused) {
        LoopKernel loops = LoopLowering.lower(kernel);
        return switch (X86Codegen.generate(loops, set, registers)) {
            case X86Codegen.NativeCode code -> Optional.of(run(fuzz, kernel, loops, code));
            case X86Codegen.Refusal refusal -> {
                refused.accept(refusal.reason());
                yield Optional.empty();
            }
        };
    }

    private static Outcome run(
            FuzzCase fuzz, TileKernel kernel, LoopKernel loops, X86Codegen.NativeCode code) {
        List<Artifact.Payload> payloads = JvmCodegen.generate(loops, signature(kernel));
        List<AccessSite> sites = SiteTable.decode(bytes(payloads, SiteTable.KIND));
        List<Integer> parameters = new ArrayList<>();
        loops.sites().forEach(s -> parameters.add(s.parameter()));
        NativePayload.Code payload =
                new NativePayload.Code(
                        code.code(), code.scratch(), parameters, code.waits(), code.sharesPanels());
        CompiledKernel compiled =
                NativeCode.map(kernel.name(), payload, fuzz.arguments().size()).create();
        try (Arrays arrays = new Arrays(fuzz)) {
            LaunchArguments arguments = arguments(fuzz, arrays);
            PanelMemory panels = code.sharesPanels() ? PanelMemory.lend() : null;
            arguments.panels(panels);
            compiled.bind(arguments);
            for (int y = 0; y < fuzz.gridY() && fuzz.gridX() > 0; y++) {
                try {
                    compiled.programs(0, y, 0, fuzz.gridX());
                } catch (MemoryFault f) {
                    AccessSite site = sites.get(f.site());
                    int line = site.places().getFirst().line();
                    intact(arrays);
                    return new Outcome.Fault(compiled.lastX(), y, site.op(), line, f.lane());
                }
            }
            intact(arrays);
            if (panels != null) {
                panels.giveBack();
            }
            return new Outcome.Done(arrays.lanes());
        }
    }

    private static void intact(Arrays arrays) {
        if (!arrays.canariesLive()) {
            throw new AssertionError("memory beside an array was written");
        }
    }

    private static byte[] bytes(List<Artifact.Payload> payloads, String kind) {
        return payloads.stream()
                .filter(p -> p.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .bytes();
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
        // half of the cases write past the caches wherever they can
        if (fuzz.dataSeed() % 2 == 0) {
            arguments.large(0);
        }
        arguments.grid(fuzz.gridX(), fuzz.gridY(), 1);
        return arguments;
    }
}
