package tritonc.benchmarks.rival;

import tritonc.ir.artifact.NativePayload;
import tritonc.ir.target.CpuTier;
import tritonc.parallel.GridJob;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.NativeCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A [Limit] over arrays of a size, on some threads.
final class MemoryRun implements Runnable {
    /// Bytes of each array that a program takes at most.
    private static final long PIECE = 1 << 20;

    private final List<Tensor> arrays;
    private final List<CompiledKernel> kernels = new ArrayList<>();
    private final GridJob job;
    private final long programs;

    /// @param arrays as [Limit#arrays] gives them; the last one's length is a multiple of what all
    ///   threads take in a turn, and it is overwritten where the limit writes
    MemoryRun(Limit limit, boolean streaming, List<Tensor> arrays, GridRunner runner) {
        this.arrays = List.copyOf(arrays);
        long bytes = arrays.getLast().storage().byteSize();
        this.programs = Math.max(runner.threads(), bytes / PIECE);
        LaunchArguments arguments = new LaunchArguments(4, runner.threads());
        for (int i = 0; i < 3; i++) {
            long address = arrays.get(i).address();
            long end = address + arrays.get(i).storage().byteSize();
            arguments.pointer(i, address, address, end);
        }
        arguments.number(3, bytes / programs);
        NativeCode code =
                NativeCode.map(
                        "memory",
                        new NativePayload.Code(
                                limit.code(streaming, bits()),
                                1,
                                List.of(),
                                false,
                                false,
                                Set.of()),
                        4);
        for (int worker = 0; worker < runner.threads(); worker++) {
            CompiledKernel kernel = code.create();
            kernel.bind(arguments, worker);
            kernels.add(kernel);
        }
        this.job = runner.jobInParts((worker, i) -> kernels.get(worker).program((int) i, 0, 0));
    }

    /// Whether it runs on this machine.
    static boolean isPossible() {
        return CpuTarget.machineCodeUnavailable(CpuTier.AVX2) == null;
    }

    /// Bits of the longest vectors that the machine has.
    private static int bits() {
        return CpuTarget.machineCodeUnavailable(CpuTier.AVX512) == null ? 512 : 256;
    }

    @Override
    public void run() {
        arrays.forEach(Tensor::acquire);
        try {
            job.run(programs);
        } finally {
            arrays.forEach(Tensor::release);
        }
    }
}
