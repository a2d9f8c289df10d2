package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random kernels as machine code, held to the interpreter bit for bit, their arrays beside pages
/// that nobody may touch. `-Dfuzz.kernels=N` and `-Dfuzz.seed=S` as in [FuzzTest].
class NativeFuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 300);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);

    private static void check(boolean text, int level, Machine machine, long first, int kernels)
            throws Exception {
        assumeTrue(machine.isHere(), "needs " + machine);
        var job = new FuzzProcess.Job(text, level, machine.name(), first, kernels);
        assertThat(FuzzProcess.run(job)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"AVX512", "AVX512_VNNI", "AVX512_BF16", "AVX2", "AVX2_VNNI"})
    void machineCodeEqualsTheInterpreter(Machine machine) throws Exception {
        check(false, 3, machine, FIRST, KERNELS);
    }

    @ParameterizedTest
    @EnumSource(names = {"FEW_OF_AVX512", "FEW_OF_AVX512_BF16", "FEW_OF_AVX2"})
    void soItDoesWithFewRegisters(Machine machine) throws Exception {
        check(false, 3, machine, FIRST + 1_000_000, KERNELS / 3);
    }

    @Test
    void soItDoesWithoutPasses() throws Exception {
        check(false, 0, Machine.AVX512, FIRST + 2_000_000, KERNELS / 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"AVX512", "AVX2"})
    void textsRunAlikeAsMachineCode(Machine machine) throws Exception {
        check(true, 3, machine, FIRST + 3_000_000, KERNELS / 3);
    }
}
