package tritonc.benchmarks.coverage;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.driver.Compilation;
import tritonc.driver.MachineCode;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.StepLimit;
import tritonc.ir.tile.Parameter;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelFactory;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.MemoryFault;
import tritonc.runtime.kernel.NativeCode;
import tritonc.runtime.kernel.SpinDeadline;
import tritonc.runtime.machine.PanelMemory;

import java.util.ArrayList;
import java.util.List;

/// Runs a compiled kernel on generated arguments: the reference interpreter on its optimized IR,
/// the bytecode, and the machine code that this processor runs, each on copies. Sizes are tried
/// until all come to an end without a fault.
final class KernelRun {
    private static final int GRID = 2;
    private static final long MOST_STEPS = 5_000;
    private static final int[] SIZES = {16, 1, 64, 0};
    private static final long BYTES = 1 << 17;

    /// How one run ended.
    private enum End {
        DONE,
        FAULT,
        TOO_LONG
    }

    private final Compilation compilation;
    private final List<Executable> executables = new ArrayList<>();

    /// Compiled code that can be run.
    private record Executable(KernelFactory factory, boolean sharesPanels) {}

    private KernelRun(Compilation compilation) {
        this.compilation = compilation;
    }

    /// @param codes machine code of the kernel
    static RunOutcome of(Compilation compilation, List<MachineCode> codes) {
        KernelRun run = new KernelRun(compilation);
        run.executables.add(new Executable(KernelLoader.load(run.bytecode()), false));
        codes.forEach(run::add);
        return run.run();
    }

    private byte[] bytecode() {
        return compilation.artifact().payloads().stream()
                .filter(p -> p.kind().equals(JvmCodegen.CLASS))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private void add(MachineCode made) {
        if (made.content() instanceof NativePayload.Code code
                && CpuTarget.machineCodeUnavailable(made.tier()) == null) {
            int parameters = compilation.optimized().parameters().size();
            NativeCode mapped = NativeCode.map(compilation.loop().name(), code, parameters);
            executables.add(new Executable(mapped, code.sharesPanels()));
        }
    }

    private RunOutcome run() {
        RunOutcome last = RunOutcome.FAULTS;
        for (int size : SIZES) {
            RunOutcome now = once(size);
            if (now == RunOutcome.EQUAL || now == RunOutcome.DIFFERENT) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private RunOutcome once(int size) {
        List<Parameter> parameters = compilation.optimized().parameters();
        try (GeneratedArguments want = new GeneratedArguments(parameters, size, BYTES)) {
            End expected = interpreted(compilation, want);
            if (expected == End.TOO_LONG) {
                return RunOutcome.TOO_LONG;
            }
            for (Executable executable : executables) {
                try (GeneratedArguments got = new GeneratedArguments(parameters, size, BYTES)) {
                    boolean alike = compiled(executable, got) == expected;
                    if (!alike || expected == End.DONE && !want.agrees(got)) {
                        return RunOutcome.DIFFERENT;
                    }
                }
            }
            return expected == End.FAULT ? RunOutcome.FAULTS : RunOutcome.EQUAL;
        }
    }

    private static End interpreted(Compilation compilation, GeneratedArguments arguments) {
        try {
            new Interpreter(compilation.optimized())
                    .run(
                            new Launch(
                                    GRID,
                                    1,
                                    1,
                                    arguments.interpreted(),
                                    arguments.live(),
                                    MOST_STEPS));
            return End.DONE;
        } catch (tritonc.ir.interpret.MemoryFault e) {
            return End.FAULT;
        } catch (StepLimit e) {
            return End.TOO_LONG;
        }
    }

    private static End compiled(Executable executable, GeneratedArguments arguments) {
        CompiledKernel kernel = executable.factory.create();
        LaunchArguments launch = arguments.compiled(GRID);
        PanelMemory panels = executable.sharesPanels ? PanelMemory.lend() : null;
        launch.panels(panels);
        kernel.bind(launch);
        try {
            for (int x = 0; x < GRID; x++) {
                kernel.program(x, 0, 0);
            }
            return End.DONE;
        } catch (MemoryFault | SpinDeadline e) {
            return End.FAULT;
        } finally {
            if (panels != null) {
                panels.giveBack();
            }
        }
    }
}
