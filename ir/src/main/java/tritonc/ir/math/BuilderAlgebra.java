package tritonc.ir.math;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Builds tile ops over values of one shape. A constant that a recipe names twice is built once.
final class BuilderAlgebra implements Looping<Value> {
    private final Builder out;
    private final Shape shape;
    private final Map<Arithmetic.Constant, Value> constants = new HashMap<>();

    BuilderAlgebra(Builder out, Shape shape) {
        this.out = out;
        this.shape = shape;
    }

    @Override
    public Value constant(DType type, long lane) {
        Arithmetic.Constant op = new Arithmetic.Constant(Type.of(type, shape), lane);
        Value known = constants.get(op);
        if (known == null) {
            known = out.add(op);
            constants.put(op, known);
        }
        return known;
    }

    @Override
    public Value unary(UnaryKind kind, Value x) {
        return out.unary(kind, x);
    }

    @Override
    public Value binary(BinaryKind kind, Value a, Value b) {
        return out.binary(kind, a, b);
    }

    @Override
    public Value compare(CompareKind kind, Value a, Value b) {
        return out.compare(kind, a, b);
    }

    @Override
    public Value select(Value condition, Value ifTrue, Value ifFalse) {
        return out.select(condition, ifTrue, ifFalse);
    }

    @Override
    public Value fma(Value a, Value b, Value c) {
        return out.add(new Arithmetic.Fma(a, b, c));
    }

    @Override
    public Value cast(Value x, DType to) {
        return out.add(new Arithmetic.Cast(x, to, Rounding.RTNE));
    }

    @Override
    public Value bitcast(Value x, DType to) {
        return out.add(new Arithmetic.Bitcast(x, to));
    }

    @Override
    public List<Value> repeat(
            List<Value> start,
            Function<List<Value>, Value> isActive,
            UnaryOperator<List<Value>> step) {
        List<Type> types = start.stream().map(Value::type).toList();
        Block before =
                nested(types, state -> new ControlOp.Condition(any(isActive.apply(state)), state));
        Block after = nested(types, state -> new ControlOp.Yield(step.apply(state)));
        return out.addAll(new ControlOp.While(start, before, after));
    }

    /// Constants made in a block are not known behind it.
    private Block nested(List<Type> types, Function<List<Value>, TileOp> fill) {
        Map<Arithmetic.Constant, Value> outer = Map.copyOf(constants);
        Block block = out.block(types, fill);
        constants.clear();
        constants.putAll(outer);
        return block;
    }

    private Value any(Value truth) {
        if (shape.rank() == 0) {
            return truth;
        }
        Value flat =
                shape.rank() == 1
                        ? truth
                        : out.add(new ShapeOp.Reshape(truth, Shape.of(shape.size())));
        return out.add(new Reduce(ReduceKind.OR, flat, 0, ReductionOrder.SEQUENTIAL));
    }
}
