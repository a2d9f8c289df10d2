package tritonc.ir.interpret;

import tritonc.ir.analysis.Provenance;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.PointerType;
import tritonc.ir.verify.Verifier;
import tritonc.ir.verify.Violation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Runs kernels as they read: program by program, op by op, lane by lane. One interpreter serves
/// one kernel; runs share nothing.
public final class Interpreter {
    private final TileKernel kernel;
    private final Provenance provenance;

    private final Consumer<String> printed;

    /// What the kernel prints goes nowhere.
    ///
    /// @throws IllegalArgumentException if the kernel breaks a rule of the verifier
    public Interpreter(TileKernel kernel) {
        this(kernel, line -> {});
    }

    /// @param printed takes each line that the kernel prints
    /// @throws IllegalArgumentException if the kernel breaks a rule of the verifier
    public Interpreter(TileKernel kernel, Consumer<String> printed) {
        List<Violation> broken = Verifier.verify(kernel);
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(broken.getFirst().toString());
        }
        this.kernel = kernel;
        this.provenance = Provenance.of(kernel);
        this.printed = printed;
    }

    /// Runs a grid of extents `x`, `y`, `z`.
    ///
    /// @throws MemoryFault as [#run(Launch)]
    public static void run(TileKernel kernel, int x, int y, int z, List<Argument> arguments) {
        new Interpreter(kernel).run(new Launch(x, y, z, arguments));
    }

    /// Runs every program of the grid, x fastest, then y, then z.
    ///
    /// @throws MemoryFault if an access leaves its storage; stores made before it remain
    /// @throws AssertFault if an assertion is false; stores made before it remain
    /// @throws StepLimit if the launch's steps are used up; stores made before remain
    /// @throws IllegalArgumentException if the arguments do not fit the parameters
    public void run(Launch launch) {
        Program program = begin(launch);
        for (int z = 0; z < launch.z(); z++) {
            for (int y = 0; y < launch.y(); y++) {
                for (int x = 0; x < launch.x(); x++) {
                    program.run(x, y, z);
                }
            }
        }
    }

    /// Runs one program of the grid, as where the order of programs is the caller's choice.
    ///
    /// @throws MemoryFault as [#run(Launch)], and so the others
    public void runProgram(Launch launch, int x, int y, int z) {
        begin(launch).run(x, y, z);
    }

    private Program begin(Launch launch) {
        check(launch);
        return new Program(kernel, new Memory(kernel, provenance, launch), launch, printed);
    }

    private void check(Launch launch) {
        List<Parameter> parameters = kernel.parameters();
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < parameters.size() && i < launch.arguments().size(); i++) {
            boolean pointer = parameters.get(i).type() instanceof PointerType;
            if (pointer != launch.arguments().get(i) instanceof Argument.Pointer) {
                kinds.add(parameters.get(i).name());
            }
        }
        if (parameters.size() != launch.arguments().size() || !kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    parameters.size()
                            + " parameters, "
                            + launch.arguments().size()
                            + " arguments, of the wrong kind for "
                            + kinds);
        }
    }
}
