package tritonc.ir.tile;

import tritonc.ir.type.ElementType;

/// A run-time parameter of a kernel: a pointer or a number. Constexpr parameters are gone by now.
///
/// @param divisibility what the value (a pointer's address in bytes) is known to be a multiple of;
///   1 if nothing is known
public record Parameter(String name, Value value, int divisibility) {
    public Parameter {
        if (!(value.type() instanceof ElementType) || divisibility < 1) {
            throw new IllegalArgumentException("not a parameter: " + name);
        }
    }

    public ElementType type() {
        return value.type().element();
    }
}
