package tritonc.ir.type;

/// A block of elements with a static shape of rank 1 or more; printed `[64,32]fp16`.
public record BlockType(ElementType element, Shape shape) implements Type {
    public BlockType {
        if (shape.rank() == 0) {
            throw new IllegalArgumentException("a block has at least one axis");
        }
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
