package tritonc.typecheck.value;

import tritonc.ir.type.ElementType;

/// What one parameter of a kernel is compiled for.
public sealed interface Argument {
    /// A value given at launch.
    ///
    /// @param divisibility what the value (a pointer's address in bytes) is a multiple of; 1 if
    ///   nothing is known
    /// @param isConst a pointer that must not be stored through
    record Runtime(ElementType type, int divisibility, boolean isConst) implements Argument {}

    /// An integer that is 1 at launch, compiled as the constant 1.
    record One(ElementType type) implements Argument {}

    /// A value fixed at compile time.
    record Constant(PyValue value) implements Argument {}
}
