package tritonc.ir.type;

/// A 64-bit address of elements of `pointee`. A pointer to pointers reads a table of addresses.
public record PointerType(ElementType pointee) implements ElementType {
    // written out for the same reason as a block's
    @Override
    public boolean equals(Object other) {
        return other instanceof PointerType p && pointee.equals(p.pointee);
    }

    @Override
    public int hashCode() {
        return 31 + pointee.hashCode();
    }

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
