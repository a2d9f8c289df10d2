package tritonc.ir.type;

/// The type of a value: an element (a number or a pointer), or a block of elements.
public sealed interface Type permits ElementType, BlockType {
    /// The element itself, or the element of the block.
    ElementType element();

    /// The shape of a block; rank 0 for an element.
    Shape shape();

    /// The same shape with another element.
    Type withElement(ElementType element);

    /// `element` with `shape`: the element alone where the rank is 0.
    static Type of(ElementType element, Shape shape) {
        return shape.rank() == 0 ? element : new BlockType(element, shape);
    }

    /// Number of elements, 1 for an element.
    default int size() {
        return shape().size();
    }

    default boolean isBlock() {
        return this instanceof BlockType;
    }

    default boolean isPointer() {
        return element() instanceof PointerType;
    }

    /// The number format of the elements.
    ///
    /// @throws ClassCastException if the elements are pointers
    default DType dtype() {
        return (DType) element();
    }
}
