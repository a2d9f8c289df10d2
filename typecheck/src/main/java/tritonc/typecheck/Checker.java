package tritonc.typecheck;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.typecheck.check.StructureCheck;
import tritonc.typecheck.names.ProgramNames;

import java.util.List;

/// Checks kernels without a signature.
public final class Checker {
    private Checker() {}

    /// Reports what no signature can make right in any `@triton.jit` function of the program's main
    /// file: undefined names, constructs and functions that are refused. What stands in a branch
    /// that need not be compiled gives a warning.
    public static void check(Program program, Diagnostics diagnostics) {
        ProgramNames names = new ProgramNames();
        for (JitFunction function : program.kernels()) {
            StructureCheck.run(names.function(function), diagnostics);
        }
    }

    /// Reports what is wrong with the kernels of the program's main file under the signatures that
    /// their use of their parameters suggests. What may come from a wrong guess is a warning.
    public static void checkInferred(Program program, Diagnostics diagnostics) {
        new InferredCheck(program, diagnostics).run();
    }

    /// What [#checkInferred] assumes: a line for each way in which a kernel is checked.
    public static List<String> assumptions(Program program) {
        return InferredCheck.assumptions(program);
    }
}
