package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Builds one kernel: hands out value ids in order and collects statements block by block. Not
/// thread-safe; one builder makes one kernel.
public final class Builder {
    private final List<Parameter> parameters = new ArrayList<>();
    private List<Statement> current = new ArrayList<>();
    private Location at = Location.NONE;
    private int nextId;

    /// The place that the statements added from now on come from.
    public Builder at(Location location) {
        at = location;
        return this;
    }

    public Location location() {
        return at;
    }

    /// Adds a run-time parameter; its value.
    public Value parameter(String name, ElementType type, int divisibility) {
        Value value = value(type);
        parameters.add(new Parameter(name, value, divisibility));
        return value;
    }

    /// A fresh value, for block parameters.
    public Value value(Type type) {
        return new Value(nextId++, type);
    }

    /// Adds an op that has exactly one result; the result.
    public Value add(TileOp op) {
        List<Value> results = addAll(op);
        if (results.size() != 1) {
            throw new IllegalArgumentException(op.name() + " has " + results.size() + " results");
        }
        return results.getFirst();
    }

    /// Adds an op; its results.
    public List<Value> addAll(TileOp op) {
        List<Type> types = op.resultTypes();
        List<Value> results = new ArrayList<>(types.size());
        for (Type type : types) {
            results.add(value(type));
        }
        current.add(new Statement(results, op, at));
        return results;
    }

    /// Builds a nested block: `fill` gets the parameters and adds statements to this builder; what
    /// it returns ends the block.
    public Block block(List<? extends Type> parameterTypes, Function<List<Value>, TileOp> fill) {
        List<Value> blockParameters = new ArrayList<>(parameterTypes.size());
        for (Type type : parameterTypes) {
            blockParameters.add(value(type));
        }
        List<Statement> outer = current;
        Location outerAt = at;
        List<Statement> inner = new ArrayList<>();
        current = inner;
        try {
            TileOp end = fill.apply(List.copyOf(blockParameters));
            inner.add(new Statement(List.of(), end, at));
        } finally {
            current = outer;
            at = outerAt;
        }
        return new Block(blockParameters, inner);
    }

    /// The kernel made of everything added; the builder is spent.
    public TileKernel kernel(String name) {
        current.add(new Statement(List.of(), new ControlOp.Yield(List.of()), at));
        return new TileKernel(name, parameters, new Block(List.of(), current));
    }

    /// A constant; `bits` is the lane.
    public Value constant(Type type, long bits) {
        return add(new Arithmetic.Constant(type, bits));
    }

    public Value i32(int value) {
        return constant(DType.I32, value);
    }

    public Value unary(UnaryKind kind, Value x) {
        return add(new Arithmetic.Unary(kind, x));
    }

    public Value binary(BinaryKind kind, Value a, Value b) {
        return add(new Arithmetic.Binary(kind, a, b));
    }

    public Value compare(CompareKind kind, Value a, Value b) {
        return add(new Arithmetic.Compare(kind, a, b));
    }

    public Value select(Value condition, Value ifTrue, Value ifFalse) {
        return add(new Arithmetic.Select(condition, ifTrue, ifFalse));
    }

    /// A cast to nearest even; `x` itself where the element type is `to` already.
    public Value cast(Value x, ElementType to) {
        return x.type().element().equals(to) ? x : add(new Arithmetic.Cast(x, to, Rounding.RTNE));
    }

    /// A scalar spread over `shape`; `x` itself for a scalar shape.
    public Value splat(Value x, Shape shape) {
        return shape.rank() == 0 ? x : add(new ShapeOp.Splat(x, shape));
    }
}
