package tritonc.ir.type;

/// A 64-bit address of elements of `pointee`. A pointer to pointers reads a table of addresses.
public record PointerType(ElementType pointee) implements ElementType {
    @Override
    public int bits() {
        return 64;
    }

    @Override
    public int bytes() {
        return 8;
    }

    @Override
    public String toString() {
        return "*" + pointee;
    }
}
