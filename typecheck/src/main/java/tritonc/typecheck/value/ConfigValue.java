package tritonc.typecheck.value;

/// A `triton.Config`.
///
/// @param meta values of parameters by their names
/// @param options what it says of the launch, such as `num_warps`, by name
public record ConfigValue(DictValue meta, DictValue options) implements PyValue {
    @Override
    public String describe() {
        return "triton.Config(" + meta.describe() + ")";
    }
}
