package tritonc.typecheck.value;

/// A function, class or constant that somebody else defines and tritonc knows by name.
///
/// @param name canonical, such as `triton.language.load`, `triton.cdiv`, `builtins.min`
public record BuiltinValue(String name) implements PyValue {
    @Override
    public String describe() {
        return shortName(name);
    }

    /// `triton.language.load` as users write it: `tl.load`.
    public static String shortName(String name) {
        if (name.startsWith("triton.language.")) {
            return "tl." + name.substring("triton.language.".length());
        }
        return name.startsWith("builtins.") ? name.substring("builtins.".length()) : name;
    }
}
