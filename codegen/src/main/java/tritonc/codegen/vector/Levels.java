package tritonc.codegen.vector;

import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where in a nest of loops values are defined; computes more of them as far out as may be.
final class Levels {
    private final Fresh fresh;
    private final Intervals intervals;

    /// The nodes before the nest, then those of each open loop before what is written in it next.
    private final List<List<LoopNode>> open = new ArrayList<>();

    /// How many loops stand around the definition of a value; absent for those before the nest.
    private final Map<Integer, Integer> levels = new HashMap<>();

    private final List<Map<Arithmetic, Value>> done = new ArrayList<>();

    /// @param before gets what stands before the nest
    Levels(Fresh fresh, Intervals intervals, List<LoopNode> before) {
        this.fresh = fresh;
        this.intervals = intervals;
        open.add(before);
        done.add(new HashMap<>());
    }

    /// Begins the body of one loop more.
    ///
    /// @param index of the loop
    List<LoopNode> enter(Value index) {
        List<LoopNode> body = new ArrayList<>();
        open.add(body);
        done.add(new HashMap<>());
        define(index);
        return body;
    }

    /// Ends the body of the innermost loop.
    void leave() {
        open.removeLast();
        done.removeLast();
    }

    /// Notes what a node of the innermost open body defines.
    void define(LoopNode node) {
        Results.of(node, this::define);
    }

    /// Notes that a value is defined in the innermost open body.
    void define(Value v) {
        levels.put(v.id(), open.size() - 1);
    }

    private int of(Value v) {
        return levels.getOrDefault(v.id(), 0);
    }

    /// The result of an op whose operands are defined in open bodies, computed as soon as they are.
    Value compute(Arithmetic op) {
        int level = 0;
        for (Value operand : op.operands()) {
            level = Math.max(level, of(operand));
        }
        Value known = done.get(level).get(op);
        if (known != null) {
            return known;
        }
        Value result = fresh.of(op.type());
        LoopNode.Compute node = new LoopNode.Compute(result, op, Location.NONE);
        open.get(level).add(node);
        intervals.define(node);
        levels.put(result.id(), level);
        done.get(level).put(op, result);
        return result;
    }

    Value constant(DType type, long number) {
        return compute(new Arithmetic.Constant(type, number));
    }

    Value binary(BinaryKind kind, Value a, Value b) {
        return compute(new Arithmetic.Binary(kind, a, b));
    }

    /// A value as a type; itself where it has that already.
    Value cast(Value v, ElementType type) {
        if (v.type().element().equals(type)) {
            return v;
        }
        // what was widened is there in its own width
        if (intervals.definition(v) instanceof Arithmetic.Cast c
                && c.x().type().element().equals(type)
                && type instanceof DType d
                && d.isInteger()
                && d.bits() < v.type().element().bits()) {
            return c.x();
        }
        return compute(new Arithmetic.Cast(v, type, Rounding.RTNE));
    }
}
