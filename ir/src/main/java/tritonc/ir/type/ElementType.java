package tritonc.ir.type;

/// What one lane of a block holds: a number or a pointer.
public sealed interface ElementType extends Type permits DType, PointerType {
    /// Width in a register, in bits; a pointer has 64, `i1` has 1.
    int bits();

    /// Width in memory, in bytes; `i1` takes one.
    int bytes();

    @Override
    default ElementType element() {
        return this;
    }

    @Override
    default Shape shape() {
        return Shape.SCALAR;
    }

    @Override
    default ElementType withElement(ElementType element) {
        return element;
    }
}
