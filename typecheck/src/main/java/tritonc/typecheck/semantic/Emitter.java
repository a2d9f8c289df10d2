package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.math.Looping;
import tritonc.ir.math.Recipes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/// Adds ops to a kernel: a [Builder] that knows the place of the source in work, the chain of calls
/// it was inlined through, and which pointers must not be stored through. Not thread-safe.
public final class Emitter {
    private final Builder builder = new Builder();
    private final Growth growth = new Growth();
    private int withoutResult;
    private final BitSet constPointers = new BitSet();
    private @Nullable Location inlinedAt;
    private @Nullable Span place;

    /// The place that the ops added from now on come from.
    public Emitter at(Span span) {
        place = span;
        return this;
    }

    /// The place in work, as ops carry it.
    public Location location() {
        Span span = place;
        if (span == null) {
            return builder.location();
        }
        SourceFile file = span.file();
        int line = file.line(span.start());
        int column = span.start() - file.lineStart(line) + 1;
        Location location = new Location(file.path(), line, column, inlinedAt);
        builder.at(location);
        place = null;
        return location;
    }

    /// Everything until [#leave] comes from a helper that is called at the place in work.
    ///
    /// @return what `leave` takes
    public @Nullable Location enter() {
        Location outer = inlinedAt;
        inlinedAt = location();
        return outer;
    }

    public void leave(@Nullable Location outer) {
        inlinedAt = outer;
    }

    public Value parameter(String name, ElementType type, int divisibility, boolean isConst) {
        Value value = builder.parameter(name, type, divisibility);
        constPointers.set(value.id(), isConst);
        return value;
    }

    public Value add(TileOp op) {
        return addAll(op).getFirst();
    }

    public List<Value> addAll(TileOp op) {
        if (place != null) {
            location();
        }
        List<Value> results = builder.addAll(op);
        grown(results);
        if (!constPointers.isEmpty()) {
            spreadConst(op, results);
        }
        return results;
    }

    /// The ops of numbers of one shape, as the functions of [tritonc.ir.math] take them; good until
    /// the place in work changes.
    public Looping<Value> algebra(Shape shape) {
        location();
        return Recipes.building(builder, shape);
    }

    /// Values are numbered in the order they are made, those of recipes too.
    private void grown(List<Value> results) {
        if (results.isEmpty()) {
            withoutResult++;
        } else {
            growth.ops(results.getLast().id() + withoutResult);
        }
    }

    public Growth growth() {
        return growth;
    }

    private void spreadConst(TileOp op, List<Value> results) {
        if (op instanceof MemoryOp || results.isEmpty() || !results.getFirst().type().isPointer()) {
            return;
        }
        for (Value operand : op.operands()) {
            if (constPointers.get(operand.id())) {
                constPointers.set(results.getFirst().id());
            }
        }
    }

    /// Whether storing through `pointer` is forbidden by the signature.
    public boolean isConst(Value pointer) {
        return constPointers.get(pointer.id());
    }

    /// Gives `to`, a block's parameter or result, what is known of `from`.
    public void sameAs(Value to, Value from) {
        constPointers.set(to.id(), constPointers.get(from.id()));
    }

    public Block block(List<? extends Type> parameterTypes, Function<List<Value>, TileOp> fill) {
        if (place != null) {
            location();
        }
        Span outer = place;
        try {
            return builder.block(
                    parameterTypes,
                    parameters -> {
                        TileOp end = fill.apply(parameters);
                        place = null;
                        return end;
                    });
        } finally {
            place = outer;
        }
    }

    public TileKernel kernel(String name) {
        return builder.kernel(name);
    }

    /// A constant; `bits` is the lane.
    public Value constant(Type type, long bits) {
        return add(new Arithmetic.Constant(type, bits));
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

    /// The zero of `type`: the null pointer for pointers.
    public Value zero(Type type) {
        if (type.element() instanceof PointerType p) {
            return cast(constant(type.withElement(tritonc.ir.type.DType.I64), 0), p);
        }
        return constant(type, 0);
    }
}
