package tritonc.typecheck.value;

import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

/// A value of the program: a scalar or a block that an op of the IR defines.
public record Tensor(Value value) implements PyValue {
    // written out: a record's own costs milliseconds when a process first compares two
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t
                && value.id() == t.value.id()
                && value.type().equals(t.value.type());
    }

    @Override
    public int hashCode() {
        return value.id();
    }

    public Type type() {
        return value.type();
    }

    public Shape shape() {
        return value.type().shape();
    }

    public ElementType element() {
        return value.type().element();
    }

    public boolean isBlock() {
        return value.type().isBlock();
    }

    public boolean isPointer() {
        return value.type().isPointer();
    }

    /// The number format of the lanes.
    ///
    /// @throws ClassCastException if the lanes are pointers
    public DType dtype() {
        return value.type().dtype();
    }

    /// As labels show it: `[64,32]fp16`, `fp32`.
    @Override
    public String describe() {
        return value.type().toString();
    }
}
