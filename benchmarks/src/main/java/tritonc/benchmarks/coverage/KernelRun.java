package tritonc.benchmarks.coverage;

import tritonc.driver.Compilation;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.StepLimit;
import tritonc.ir.tile.Parameter;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.MemoryFault;
import tritonc.runtime.kernel.SpinDeadline;

import java.util.List;

/// Runs a compiled kernel on generated arguments: the reference interpreter on its optimized IR and
/// the bytecode, on copies. Sizes are tried until both come to an end without a fault.
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

    private KernelRun() {}

    static RunOutcome of(Compilation compilation) {
        RunOutcome last = RunOutcome.FAULTS;
        for (int size : SIZES) {
            RunOutcome now = once(compilation, size);
            if (now == RunOutcome.EQUAL || now == RunOutcome.DIFFERENT) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private static RunOutcome once(Compilation compilation, int size) {
        List<Parameter> parameters = compilation.optimized().parameters();
        try (GeneratedArguments want = new GeneratedArguments(parameters, size, BYTES);
                GeneratedArguments got = new GeneratedArguments(parameters, size, BYTES)) {
            End expected = interpreted(compilation, want);
            if (expected == End.TOO_LONG) {
                return RunOutcome.TOO_LONG;
            }
            End actual = compiled(compilation.artifact(), got);
            if (expected != actual) {
                return RunOutcome.DIFFERENT;
            }
            if (actual == End.FAULT) {
                return RunOutcome.FAULTS;
            }
            return want.agrees(got) ? RunOutcome.EQUAL : RunOutcome.DIFFERENT;
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

    private static End compiled(Artifact artifact, GeneratedArguments arguments) {
        byte[] code =
                artifact.payloads().stream()
                        .filter(p -> p.kind().equals("jvm-class"))
                        .findFirst()
                        .orElseThrow()
                        .bytes();
        CompiledKernel kernel = KernelLoader.load(code).create();
        kernel.bind(arguments.compiled(GRID));
        try {
            for (int x = 0; x < GRID; x++) {
                kernel.program(x, 0, 0);
            }
            return End.DONE;
        } catch (MemoryFault | SpinDeadline e) {
            return End.FAULT;
        }
    }
}
