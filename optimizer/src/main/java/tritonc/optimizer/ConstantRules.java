package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.math.Recipes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

/// Ops whose operands are all constants become constants. A constant is one number in every lane,
/// so one lane is computed, by the functions that define the ops.
final class ConstantRules implements Simplifier.Rules {
    @Override
    public @Nullable Value simplify(TileOp op, Simplifier scope) {
        return switch (op) {
            case Arithmetic a -> arithmetic(a, scope);
            case ShapeOp s -> shape(s, scope);
            case MemoryOp m -> null;
            case EffectOp e -> null;
            case ProgramOp p -> null;
            case Reduce r -> null;
            case CrossLane c -> null;
            case Fold f -> null;
            case Dot d -> null;
            case ControlOp c -> null;
        };
    }

    private static @Nullable Value arithmetic(Arithmetic op, Simplifier scope) {
        if (op instanceof Arithmetic.Constant) {
            return null;
        }
        for (Value operand : op.operands()) {
            if (!scope.isConstant(operand)) {
                return null;
            }
        }
        return switch (op) {
            case Arithmetic.Constant c -> null;
            case Arithmetic.Unary u ->
                    made(scope, u.type(), unary(u.kind(), bits(scope, u.x()), u));
            case Arithmetic.Binary b ->
                    made(scope, b.type(), binary(b, bits(scope, b.a()), bits(scope, b.b())));
            case Arithmetic.Compare c -> {
                long a = bits(scope, c.a());
                long b = bits(scope, c.b());
                boolean holds = Lanes.compare(c.kind(), c.a().type().element(), a, b);
                yield made(scope, c.type(), holds ? 1 : 0);
            }
            case Arithmetic.Select s -> bits(scope, s.condition()) != 0 ? s.ifTrue() : s.ifFalse();
            case Arithmetic.Fma f -> {
                long c = bits(scope, f.c());
                long bits = Lanes.fma(f.type().dtype(), bits(scope, f.a()), bits(scope, f.b()), c);
                yield made(scope, f.type(), bits);
            }
            case Arithmetic.Cast c -> cast(c, scope);
            case Arithmetic.Bitcast b -> {
                long bits = Lanes.bitcast(b.x().type().dtype(), b.to(), bits(scope, b.x()));
                yield made(scope, b.type(), bits);
            }
            case Arithmetic.AddPointer p -> null;
        };
    }

    private static long unary(UnaryKind kind, long x, Arithmetic op) {
        DType dtype = op.type().dtype();
        return kind.isRecipe() ? Recipes.evaluate(kind, dtype, x) : Lanes.unary(kind, dtype, x);
    }

    private static long binary(Arithmetic.Binary op, long a, long b) {
        BinaryKind kind = op.kind();
        DType dtype = op.type().dtype();
        return kind.isRecipe()
                ? Recipes.evaluate(kind, dtype, a, b)
                : Lanes.binary(kind, dtype, a, b);
    }

    private static @Nullable Value cast(Arithmetic.Cast op, Simplifier scope) {
        if (!(op.to() instanceof DType)) {
            return null;
        }
        long bits = bits(scope, op.x());
        return made(
                scope,
                op.type(),
                Lanes.cast(op.x().type().element(), op.to(), bits, op.rounding()));
    }

    // splat(c) = c, and so for every op that only moves lanes
    private static @Nullable Value shape(ShapeOp op, Simplifier scope) {
        return switch (op) {
            case ShapeOp.Arange a ->
                    a.end() - a.start() == 1 ? made(scope, a.type(), a.start()) : null;
            case ShapeOp.Splat s -> moved(s, s.x(), scope);
            case ShapeOp.Broadcast b -> moved(b, b.x(), scope);
            case ShapeOp.ExpandDims e -> moved(e, e.x(), scope);
            case ShapeOp.Reshape r -> moved(r, r.x(), scope);
            case ShapeOp.Transpose t -> moved(t, t.x(), scope);
            case ShapeOp.Flip f -> moved(f, f.x(), scope);
        };
    }

    private static @Nullable Value moved(ShapeOp op, Value x, Simplifier scope) {
        Arithmetic.Constant c = scope.constant(x);
        return c == null ? null : made(scope, op.type(), c.bits());
    }

    private static long bits(Simplifier scope, Value value) {
        Arithmetic.Constant c = scope.constant(value);
        if (c == null) {
            throw new IllegalStateException(value + " is no constant");
        }
        return c.bits();
    }

    private static Value made(Simplifier scope, Type type, long bits) {
        return scope.add(new Arithmetic.Constant(type, bits));
    }
}
