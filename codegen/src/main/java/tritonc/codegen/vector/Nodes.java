package tritonc.codegen.vector;

import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;

/// Nodes one behind the other, and arithmetic of scalars and vectors among them.
final class Nodes {
    private final Fresh fresh;
    private final List<LoopNode> nodes;

    /// @param nodes gets what is added
    Nodes(Fresh fresh, List<LoopNode> nodes) {
        this.fresh = fresh;
        this.nodes = nodes;
    }

    void add(LoopNode node) {
        nodes.add(node);
    }

    Value constant(Type type, long bits) {
        return compute(new Arithmetic.Constant(type, bits));
    }

    Value compare(CompareKind kind, Value a, Value b) {
        return compute(new Arithmetic.Compare(kind, a, b));
    }

    Value and(Value a, Value b) {
        return binary(BinaryKind.AND, a, b);
    }

    Value or(Value a, Value b) {
        return binary(BinaryKind.OR, a, b);
    }

    Value binary(BinaryKind kind, Value a, Value b) {
        return compute(new Arithmetic.Binary(kind, a, b));
    }

    Value plus(Value scalar, int number) {
        return binary(BinaryKind.ADD, scalar, constant(scalar.type(), number));
    }

    Value times(Value integer, int by) {
        return by == 1 ? integer : binary(BinaryKind.MUL, integer, constant(integer.type(), by));
    }

    Value select(Value condition, Value a, Value b) {
        return compute(new Arithmetic.Select(condition, a, b));
    }

    /// An integer as an i64.
    Value wide(Value x) {
        return compute(new Arithmetic.Cast(x, DType.I64, Rounding.RTNE));
    }

    /// An integer as an i32.
    Value narrow(Value x) {
        return compute(new Arithmetic.Cast(x, DType.I32, Rounding.RTNE));
    }

    private Value compute(Arithmetic op) {
        Value result = fresh.of(op.type());
        nodes.add(new LoopNode.Compute(result, op, Location.NONE));
        return result;
    }
}
