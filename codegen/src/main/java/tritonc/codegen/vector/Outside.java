package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What stands before the strips of a loop, since it is the same in all turns.
final class Outside {
    private static final long ONE = Float.floatToRawIntBits(1);

    private final Fresh fresh;
    private final int lanes;
    private final Map<Integer, Arithmetic.Constant> constants;
    private final List<LoopNode> nodes;
    private final Map<Integer, Value> spreads = new HashMap<>();
    private final Map<Integer, Value> reciprocals = new HashMap<>();
    private final @Nullable Outside around;

    /// @param lanes of the vectors
    /// @param constants scalars that are known, by id
    /// @param nodes gets what stands before the strips
    Outside(
            Fresh fresh,
            int lanes,
            Map<Integer, Arithmetic.Constant> constants,
            List<LoopNode> nodes) {
        this(fresh, lanes, constants, nodes, null);
    }

    private Outside(
            Fresh fresh,
            int lanes,
            Map<Integer, Arithmetic.Constant> constants,
            List<LoopNode> nodes,
            @Nullable Outside around) {
        this.fresh = fresh;
        this.lanes = lanes;
        this.constants = constants;
        this.nodes = nodes;
        this.around = around;
    }

    /// The same for code that few turns run, which gets what only it needs.
    Outside within(List<LoopNode> seldom) {
        return new Outside(fresh, lanes, constants, seldom, this);
    }

    /// Whether it stands in a loop, for some turns.
    boolean isWithin() {
        return around != null;
    }

    private @Nullable Value known(Value scalar) {
        Value known = spreads.get(scalar.id());
        return known == null && around != null ? around.known(scalar) : known;
    }

    /// All lanes are a scalar that is defined outside the loop.
    Value spread(Value scalar) {
        Value known = known(scalar);
        if (known == null) {
            known = fresh.of(scalar.type().element(), lanes);
            Arithmetic.Constant constant = constants.get(scalar.id());
            nodes.add(
                    constant != null
                            ? new LoopNode.Compute(
                                    known,
                                    new Arithmetic.Constant(known.type(), constant.bits()),
                                    Location.NONE)
                            : new Vector.Spread(known, scalar, Location.NONE));
            spreads.put(scalar.id(), known);
        }
        return known;
    }

    /// All lanes are 1 over an fp32 scalar that is defined outside the loop.
    Value reciprocal(Value scalar) {
        Value known = reciprocals.get(scalar.id());
        if (known == null) {
            Value one = fresh.of(DType.FP32);
            Arithmetic number = new Arithmetic.Constant(DType.FP32, ONE);
            nodes.add(new LoopNode.Compute(one, number, Location.NONE));
            Value quotient = fresh.of(DType.FP32);
            Arithmetic division = new Arithmetic.Binary(BinaryKind.DIV, one, scalar);
            nodes.add(new LoopNode.Compute(quotient, division, Location.NONE));
            known = spread(quotient);
            reciprocals.put(scalar.id(), known);
        }
        return known;
    }
}
