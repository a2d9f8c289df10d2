package tritonc.codegen.loop;

import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;

/// Private scratch of a program: `shape.size()` elements in row-major order, undefined when the
/// program starts. A back end chooses how an element is stored, as long as a value stored comes
/// back bit for bit (all NaNs being one). Printed `$id`.
public record Buffer(int id, ElementType type, Shape shape) {
    public int size() {
        return shape.size();
    }

    @Override
    public String toString() {
        return "$" + id;
    }
}
