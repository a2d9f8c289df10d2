package tritonc.typecheck;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.typecheck.check.StructureCheck;
import tritonc.typecheck.names.ProgramNames;

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
}
