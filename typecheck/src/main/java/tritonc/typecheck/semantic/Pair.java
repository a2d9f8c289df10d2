package tritonc.typecheck.semantic;

import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Two operands of one type and shape.
public record Pair(Value a, Value b) {
    /// The number format of both.
    ///
    /// @throws ClassCastException for pointers
    public DType dtype() {
        return a.type().dtype();
    }
}
