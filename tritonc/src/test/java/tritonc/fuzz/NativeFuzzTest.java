package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.codegen.x86.kernel.X86Codegen.Registers;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;
import tritonc.runtime.machine.Cpuid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Random kernels as machine code, held to the interpreter bit for bit.
class NativeFuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 300);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final Registers FEW = new Registers(5, 4, 3);
    private static final Registers FEW_OF_AVX2 = new Registers(5, 5, 0);

    private final Map<String, Integer> reasons = new TreeMap<>();
    private int made;
    private int seen;
    private int differ;

    @Test
    void machineCodeEqualsTheInterpreter() {
        run(InstructionSet.AVX512, InstructionSet.AVX512.registers(), FIRST, KERNELS);
    }

    @Test
    void soItDoesWithFewRegisters() {
        run(InstructionSet.AVX512, FEW, FIRST + 1_000_000, KERNELS / 3);
    }

    @Test
    void soItDoesWithoutAvx512() {
        run(InstructionSet.AVX2, InstructionSet.AVX2.registers(), FIRST, KERNELS);
    }

    @Test
    void soItDoesWithFewRegistersWithoutAvx512() {
        run(InstructionSet.AVX2, FEW_OF_AVX2, FIRST + 1_000_000, KERNELS / 3);
    }

    private static boolean runs(InstructionSet set) {
        return switch (set) {
            case AVX2 -> Cpuid.here().hasAvx2();
            case AVX512 -> Cpuid.here().hasAvx512();
        };
    }

    private void run(InstructionSet set, Registers registers, long first, int kernels) {
        assumeTrue(runs(set), "needs " + set);
        for (long seed = first; seed < first + kernels; seed++) {
            run(seed, set, registers);
        }
        System.out.println("machine code for " + made + " of " + seen + ", " + differ + " differ");
        reasons.forEach((reason, count) -> System.out.println(count + " x " + reason));
        assertThat(differ).isZero();
    }

    private void run(long seed, InstructionSet set, Registers registers) {
        FuzzCase fuzz = KernelGenerator.generate(Choices.random(seed));
        TileKernel kernel =
                new Pipeline(Optimizer.pipeline(OptimizerOptions.ofLevel(3)).passes())
                        .run(fuzz.kernel(), List.of());
        Outcome expected = InterpreterRun.run(fuzz, kernel);
        if (expected instanceof Outcome.TooLong) {
            return;
        }
        seen++;
        try {
            Optional<Outcome> actual =
                    NativeRun.run(
                            fuzz,
                            kernel,
                            set,
                            registers,
                            reason -> reasons.merge(reason, 1, Integer::sum));
            if (actual.isPresent()) {
                made++;
                String difference = Outcome.difference(expected, actual.get(), fuzz);
                if (difference != null) {
                    told(seed, difference, kernel);
                }
            }
        } catch (RuntimeException | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            told(seed, e + (trace.length > 0 ? " at " + trace[0] : ""), kernel);
        }
    }

    private void told(long seed, String difference, TileKernel kernel) {
        differ++;
        System.out.println("seed " + seed + ": " + difference);
        if (differ == 1) {
            System.out.println(Printer.print(kernel));
        }
    }
}
