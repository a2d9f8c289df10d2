package tritonc.codegen.vector;

import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;

/// Nodes one behind the other, with the arithmetic on i32 that addresses and masks need.
final class LaneNodes {
    private final Fresh fresh;
    private final int lanes;
    private final List<LoopNode> nodes;

    /// @param lanes of vectors
    /// @param nodes gets what is added
    LaneNodes(Fresh fresh, int lanes, List<LoopNode> nodes) {
        this.fresh = fresh;
        this.lanes = lanes;
        this.nodes = nodes;
    }

    void add(LoopNode node) {
        nodes.add(node);
    }

    /// A number.
    ///
    /// @param lanes 1 for a scalar
    Value constant(long bits, int lanes) {
        Type type = lanes == 1 ? DType.I32 : Type.of(DType.I32, Shape.of(lanes));
        return compute(new Arithmetic.Constant(type, bits));
    }

    Value plus(Value scalar, int number) {
        return binary(BinaryKind.ADD, scalar, constant(number, 1));
    }

    Value times(Value vector, int by) {
        return by == 1 ? vector : binary(BinaryKind.MUL, vector, constant(by, lanes));
    }

    Value and(Value a, Value b) {
        return binary(BinaryKind.AND, a, b);
    }

    Value binary(BinaryKind kind, Value a, Value b) {
        return compute(new Arithmetic.Binary(kind, a, b));
    }

    private Value compute(Arithmetic op) {
        Value result = fresh.of(op.type());
        nodes.add(new LoopNode.Compute(result, op, Location.NONE));
        return result;
    }
}
