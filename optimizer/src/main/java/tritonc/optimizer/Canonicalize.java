package tritonc.optimizer;

import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pass.Exactness;

/// Brings ops into one form and drops those that change nothing. Groups of laws: [IntegerRules],
/// [FloatRules], [UnaryRules], [CompareRules] (select too), [CastRules] (addresses too),
/// [ShapeRules], [LaneRules], [MemoryRules], [ControlRules].
///
/// Before: `x * 1 + 0`, `load p mask true`, `if true {A} else {B}`. After: `x`, `load p`, `A`.
///
/// It does not fire where a float law fails for -0, an infinity or NaN (`x + 0`, `x - x`, `x * 0`),
/// nor where joined 32-bit offsets could wrap elsewhere than the addresses do.
final class Canonicalize {
    private static final CanonicalRules RULES = new CanonicalRules();

    static final Pass PASS =
            new Pass(
                    "canonicalize",
                    "Brings ops into one form and drops those that change nothing.",
                    Exactness.EXACT,
                    kernel -> Simplifier.run(kernel, RULES));

    private Canonicalize() {}
}
