package tritonc.optimizer;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;

/// Computes ops of constants, by the functions that define the ops; see [ConstantRules].
///
/// Before: `exp 0`. After: `1`.
///
/// It does not fire for blocks whose lanes differ (an `arange`), for memory, or for addresses.
final class FoldConstants {
    private static final ConstantRules RULES = new ConstantRules();

    static final Pass PASS =
            new Pass(
                    "fold-constants",
                    "Computes ops whose operands are all constants.",
                    Exactness.EXACT,
                    kernel -> Simplifier.run(kernel, RULES));

    private FoldConstants() {}
}
