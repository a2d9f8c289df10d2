package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.pass.Pipeline;
import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;

import java.util.List;
import java.util.Optional;

/// Random kernels as machine code.
class NativeFuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 300);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);

    @Test
    void machineCodeEqualsTheInterpreter() {
        int made = 0;
        int differ = 0;
        for (long seed = FIRST; seed < FIRST + KERNELS; seed++) {
            FuzzCase fuzz = KernelGenerator.generate(Choices.random(seed));
            TileKernel kernel =
                    new Pipeline(Optimizer.pipeline(OptimizerOptions.ofLevel(3)).passes())
                            .run(fuzz.kernel(), List.of());
            Outcome expected = InterpreterRun.run(fuzz, kernel);
            if (expected instanceof Outcome.TooLong) {
                continue;
            }
            Optional<Outcome> actual;
            try {
                actual = NativeRun.run(fuzz, kernel);
            } catch (RuntimeException | AssertionError e) {
                System.out.println("seed " + seed + ": " + e);
                if (differ++ < 1) {
                    e.printStackTrace(System.out);
                }
                continue;
            }
            if (actual.isPresent()) {
                made++;
                String difference = Outcome.difference(expected, actual.get(), fuzz);
                if (difference != null && differ++ < 6) {
                    System.out.println("seed " + seed + ": " + difference);
                    if (differ < 2) {
                        System.out.println(Printer.print(kernel));
                    }
                }
            }
        }
        System.out.println(
                "machine code for " + made + " of " + KERNELS + ", " + differ + " differ");
        assertThat(differ).isZero();
    }
}
