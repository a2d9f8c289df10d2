package tritonc.typecheck.value;

import org.jspecify.annotations.Nullable;

import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;

/// A `triton.Config`.
///
/// @param meta values of parameters by their names
/// @param options what it says of the launch, such as `num_warps`, by name
public record ConfigValue(DictValue meta, DictValue options) implements PyValue {
    /// What it says of the launch under a name, or Triton's default; null for another name.
    public @Nullable PyValue option(String name) {
        PyValue given = options.entries().get(new PyString(name));
        if (given != null) {
            return given;
        }
        return switch (name) {
            case "num_ctas" -> Constexpr.of(1);
            case "maxnreg", "pre_hook", "ir_override" -> PyNone.NONE;
            default -> null;
        };
    }

    @Override
    public String describe() {
        return "triton.Config(" + meta.describe() + ")";
    }
}
