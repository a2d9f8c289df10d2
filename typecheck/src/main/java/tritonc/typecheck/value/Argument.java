package tritonc.typecheck.value;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;

import java.util.List;

/// What one parameter of a kernel is compiled for.
public sealed interface Argument {
    /// A value given at launch.
    ///
    /// @param divisibility what the value (a pointer's address in bytes) is a multiple of; 1 if
    ///   nothing is known
    /// @param isConst a pointer that must not be stored through
    record Runtime(ElementType type, int divisibility, boolean isConst) implements Argument {}

    /// A tensor descriptor made by the host.
    ///
    /// @param block the extents of its tiles
    /// @param nan whether what lies outside the tensor reads as NaN in place of 0
    record Descriptor(DType element, Shape block, boolean nan) implements Argument {}

    /// A tuple whose elements are arguments of their own.
    ///
    /// @param fields the names of the elements of a named tuple; empty for a plain one
    record Tuple(List<Argument> elements, List<String> fields) implements Argument {
        public Tuple {
            elements = List.copyOf(elements);
            fields = List.copyOf(fields);
        }
    }

    /// An integer that is 1 at launch, compiled as the constant 1.
    record One(ElementType type) implements Argument {}

    /// A value fixed at compile time.
    record Constant(PyValue value) implements Argument {}
}
