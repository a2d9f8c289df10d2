package tritonc.ir.type;

/// A block of elements with a static shape of rank 1 or more; printed `[64,32]fp16`.
public record BlockType(ElementType element, Shape shape) implements Type {
    public BlockType {
        if (shape.rank() == 0) {
            throw new IllegalArgumentException("a block has at least one axis");
        }
    }

    // written out: a record's own costs milliseconds when a process first compares two blocks
    @Override
    public boolean equals(Object other) {
        return other instanceof BlockType b && element.equals(b.element) && shape.equals(b.shape);
    }

    @Override
    public int hashCode() {
        return 31 * element.hashCode() + shape.hashCode();
    }

    @Override
    public BlockType withElement(ElementType element) {
        return new BlockType(element, shape);
    }

    @Override
    public String toString() {
        return shape.toString() + element;
    }
}
