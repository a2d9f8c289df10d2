package tritonc.typecheck.value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A class of host code, as far as kernels use one: its constants, and instances that are nothing
/// but named fields (a named tuple, a dataclass).
///
/// @param fields what an instance is made of; empty for a class that has no such instances
/// @param aggregate whether it is marked `@triton.aggregate`
/// @param members the attributes of the class itself
public record ClassValue(String name, List<Field> fields, boolean aggregate, Names members)
        implements PyValue {
    /// A field of an instance.
    ///
    /// @param otherwise its value where none is given; null if one must be given
    public record Field(String name, @Nullable PyValue otherwise) {}

    public ClassValue {
        fields = List.copyOf(fields);
    }

    @Override
    public String describe() {
        return "class " + name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassValue c && c.name.equals(name) && c.members == members;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
