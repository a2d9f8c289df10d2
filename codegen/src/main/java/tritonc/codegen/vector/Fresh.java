package tritonc.codegen.vector;

import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

/// Gives out values with numbers of their own.
final class Fresh {
    private int next;

    Fresh(int next) {
        this.next = next;
    }

    Value of(Type type) {
        return new Value(next++, type);
    }

    /// @param lanes 1 for a scalar
    Value of(ElementType element, int lanes) {
        return of(lanes == 1 ? element : Type.of(element, Shape.of(lanes)));
    }

    /// One more than the last number.
    int end() {
        return next;
    }
}
