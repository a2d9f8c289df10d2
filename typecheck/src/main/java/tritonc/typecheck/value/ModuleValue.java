package tritonc.typecheck.value;

import org.jspecify.annotations.Nullable;

/// A module: one that tritonc knows by name (`triton.language`), or a file of the program.
///
/// @param names what a file of the program binds at its top level; null for a known module
public record ModuleValue(String name, @Nullable Names names) implements PyValue {
    @Override
    public String describe() {
        return "module " + name;
    }
}
