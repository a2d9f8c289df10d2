package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What the lanes are that a mask leaves out, where they are all the same along an axis: a masked
/// load gives its `other` there, a `select` on the mask its second choice, and what is computed
/// from such lanes is computed once.
///
/// It may suppose that an infinity stays one when a number is added to it or taken from it, so that
/// what comes of it is known: `exp(-inf - largest)` is 0 unless `largest` is no number or -inf.
final class Skipped {
    private final Emitter out;
    private final Bindings bindings;
    private final Elements elements;
    private final Value mask;
    private final Value axis;
    private final @Nullable Value[] place;
    private final boolean supposes;
    private final Map<Elements.Key, @Nullable Value> done = new HashMap<>();
    private @Nullable Value condition;

    /// @param supposes whether it takes infinities for such where only a [#condition] says so
    /// @param mask false in the lanes in question
    /// @param place the coordinates at which it is
    /// @param axis the coordinate among them along which the lanes are the same
    Skipped(
            Emitter out,
            Bindings bindings,
            Elements elements,
            Value mask,
            @Nullable Value[] place,
            Value axis,
            boolean supposes) {
        this.out = out;
        this.bindings = bindings;
        this.elements = elements;
        this.mask = mask;
        this.place = place;
        this.axis = axis;
        this.supposes = supposes;
    }

    /// An i1: what was found is so where it holds; `null` where it is so always.
    @Nullable Value condition() {
        return condition;
    }

    /// The lane of `tile`, `null` where it is not known or depends on the axis.
    @Nullable Value at(Value tile, @Nullable Value[] lane) {
        if (!tile.type().isBlock()) {
            return bindings.scalar(tile);
        }
        if (!crosses(lane)) {
            return elements.at(tile, lane);
        }
        if (tile.equals(mask) && Arrays.equals(lane, place)) {
            return out.constant(DType.I1, 0, Location.NONE);
        }
        Elements.Key key = Elements.key(tile, lane);
        if (!done.containsKey(key)) {
            done.put(key, find(tile, lane));
        }
        return done.get(key);
    }

    private boolean crosses(@Nullable Value[] lane) {
        for (Value c : lane) {
            if (axis.equals(c)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Value find(Value tile, @Nullable Value[] lane) {
        if (bindings.buffer(tile) != null || !bindings.isDefined(tile)) {
            return null;
        }
        Statement s = bindings.definition(tile);
        return switch (s.op()) {
            case Arithmetic.Constant c -> out.constant(c.type().element(), c.bits(), s.at());
            case Arithmetic.Select select -> select(select, lane, s);
            case Arithmetic.Binary b when b.kind() == BinaryKind.AND && isBool(b) ->
                    and(b, lane, s);
            case Arithmetic a -> computed(a, lane, s);
            case ShapeOp shape -> moved(shape, lane);
            case MemoryOp.Load load -> load(load, lane, s);
            case EffectOp _,
                    MemoryOp _,
                    ProgramOp _,
                    Reduce _,
                    CrossLane _,
                    Fold _,
                    Dot _,
                    ControlOp _ ->
                    null;
        };
    }

    private static boolean isBool(Arithmetic.Binary op) {
        return op.type().element() == DType.I1;
    }

    private @Nullable Value select(Arithmetic.Select op, @Nullable Value[] lane, Statement s) {
        Value condition = at(op.condition(), lane);
        if (condition == null) {
            return null;
        }
        Long known = out.constant(condition);
        return known == null
                ? computed(op, lane, s)
                : at(known == 0 ? op.ifFalse() : op.ifTrue(), lane);
    }

    private @Nullable Value and(Arithmetic.Binary op, @Nullable Value[] lane, Statement s) {
        Value a = at(op.a(), lane);
        Value b = at(op.b(), lane);
        boolean never = a != null && out.isConstant(a, 0) || b != null && out.isConstant(b, 0);
        return never ? out.constant(DType.I1, 0, s.at()) : computed(op, lane, s);
    }

    private @Nullable Value computed(Arithmetic op, @Nullable Value[] lane, Statement s) {
        Map<Value, Value> scalars = new HashMap<>();
        for (Value operand : op.operands()) {
            Value scalar = at(operand, lane);
            if (scalar == null) {
                return null;
            }
            scalars.put(operand, scalar);
        }
        Arithmetic scalar = (Arithmetic) op.mapOperands(v -> scalars.getOrDefault(v, v));
        if (condition != null && isRefuted(scalar)) {
            return null;
        }
        Value result = out.compute(scalar, s.at());
        Value infinite = supposes && out.constant(result) == null ? infinity(scalar) : null;
        if (infinite == null) {
            return result;
        }
        Value same = out.compute(new Arithmetic.Compare(CompareKind.EQ, result, infinite), s.at());
        Value before = condition;
        condition = before == null ? same : out.binary(BinaryKind.AND, before, same, s.at());
        return infinite;
    }

    /// Whether what was supposed cannot be so.
    private boolean isRefuted(Arithmetic op) {
        if (!(op instanceof Arithmetic.Unary u) || u.kind() != UnaryKind.AT_MOST_ZERO) {
            return false;
        }
        Long bits = out.constant(u.x());
        return bits != null && Lanes.toDouble(u.x().type().dtype(), bits) > 0;
    }

    /// The infinity that a sum most likely is, if one of its terms is one.
    private @Nullable Value infinity(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Binary b when b.kind() == BinaryKind.SUB -> infinite(b.a());
            case Arithmetic.Binary b when b.kind() == BinaryKind.ADD -> {
                Value first = infinite(b.a());
                yield first == null ? infinite(b.b()) : first;
            }
            case Arithmetic.Fma f -> infinite(f.c());
            default -> null;
        };
    }

    private @Nullable Value infinite(Value x) {
        Long bits = out.constant(x);
        return bits != null
                        && x.type() instanceof DType d
                        && d.isFloat()
                        && Double.isInfinite(Lanes.toDouble(d, bits))
                ? x
                : null;
    }

    private @Nullable Value moved(ShapeOp op, @Nullable Value[] lane) {
        return switch (op) {
            case ShapeOp.Arange _, ShapeOp.Flip _ -> null;
            case ShapeOp.Splat s -> bindings.scalar(s.x());
            case ShapeOp.Broadcast b -> at(b.x(), Lanewise.operand(b, lane));
            case ShapeOp.ExpandDims e -> at(e.x(), Lanewise.operand(e, lane));
            case ShapeOp.Transpose t -> at(t.x(), Lanewise.operand(t, lane));
            case ShapeOp.Reshape r -> {
                @Nullable Value[] from = Lanewise.units(r, lane);
                yield from == null || !r.x().type().isBlock() ? null : at(r.x(), from);
            }
        };
    }

    private @Nullable Value load(MemoryOp.Load op, @Nullable Value[] lane, Statement s) {
        Value masked = op.mask() == null ? null : at(op.mask(), lane);
        if (masked == null || !out.isConstant(masked, 0)) {
            return null;
        }
        return op.other() == null
                ? out.constant(op.accessType().element(), 0, s.at())
                : at(op.other(), lane);
    }
}
