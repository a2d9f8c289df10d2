package tritonc.typecheck.infer;

import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;

import java.util.Map;

/// Parameters of a kernel that it hands to Triton's functions as an option, which only certain
/// words or flags are.
final class OptionUses {
    private static final PyValue NOTHING = new PyString("");

    /// What the options are where nobody sets them.
    private static final Map<String, PyValue> STANDARD =
            Map.of(
                    "cache_modifier",
                    NOTHING,
                    "eviction_policy",
                    NOTHING,
                    "padding_option",
                    NOTHING,
                    "volatile",
                    PyBool.FALSE,
                    "sem",
                    new PyString("acq_rel"),
                    "scope",
                    new PyString("gpu"),
                    "input_precision",
                    new PyString("ieee"),
                    "fp_downcast_rounding",
                    new PyString("rtne"));

    private OptionUses() {}

    /// @param named the arguments of a call that are given by name
    static void see(Facts facts, Map<String, Flow> named) {
        named.forEach((name, flow) -> {
            PyValue standard = STANDARD.get(name);
            if (standard != null && flow.direct()) {
                facts.mark(flow.parts(), e -> e.passed.add(standard));
            }
        });
    }
}
