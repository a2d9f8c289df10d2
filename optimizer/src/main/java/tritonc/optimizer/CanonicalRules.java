package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// The rules of `canonicalize`, sent to the file that holds the group of the op.
final class CanonicalRules implements Simplifier.Rules {
    @Override
    public @Nullable Value simplify(TileOp op, Simplifier scope) {
        return switch (op) {
            case Arithmetic a -> arithmetic(a, scope);
            case ShapeOp s -> ShapeRules.simplify(s, scope);
            case MemoryOp.Load l -> MemoryRules.load(l, scope);
            case MemoryOp m -> null;
            case EffectOp e -> null;
            case ProgramOp p -> null;
            case Reduce r -> LaneRules.reduce(r, scope);
            case CrossLane c -> LaneRules.crossLane(c, scope);
            case Fold f -> null;
            case Dot d -> null;
            case ControlOp c -> null;
        };
    }

    private static @Nullable Value arithmetic(Arithmetic op, Simplifier scope) {
        @Nullable Value simple =
                switch (op) {
                    case Arithmetic.Constant c -> null;
                    case Arithmetic.Unary u -> UnaryRules.unary(u, scope);
                    case Arithmetic.Binary b -> binary(b, scope);
                    case Arithmetic.Compare c -> CompareRules.compare(c, scope);
                    case Arithmetic.Select s -> CompareRules.select(s, scope);
                    case Arithmetic.Fma f -> UnaryRules.fma(f, scope);
                    case Arithmetic.Cast c -> CastRules.cast(c, scope);
                    case Arithmetic.Bitcast b -> CastRules.bitcast(b, scope);
                    case Arithmetic.AddPointer p -> CastRules.addPointer(p, scope);
                };
        return simple != null ? simple : ShapeRules.computeOnce(op, scope);
    }

    private static @Nullable Value binary(Arithmetic.Binary op, Simplifier scope) {
        // c + x = x + c: constants stand right
        if (op.kind().commutative() && scope.isConstant(op.a()) && !scope.isConstant(op.b())) {
            return scope.add(new Arithmetic.Binary(op.kind(), op.b(), op.a()));
        }
        return op.type().element() instanceof DType d && d.isFloat()
                ? FloatRules.simplify(op, d, scope)
                : IntegerRules.simplify(op, op.type().dtype(), scope);
    }

    @Override
    public @Nullable List<Value> simplifyWhole(
            TileOp op, Statement old, Rewriter rewriter, Simplifier scope) {
        return switch (op) {
            case MemoryOp.Store s -> MemoryRules.store(s, rewriter, scope);
            case ControlOp.If i -> ControlRules.inlineIf(i, rewriter, scope);
            case ControlOp.For f -> ControlRules.inlineFor(f, rewriter, scope);
            case ControlOp c -> null;
            case Arithmetic a -> null;
            case ShapeOp s -> null;
            case MemoryOp m -> null;
            case EffectOp e -> null;
            case ProgramOp p -> null;
            case Reduce r -> null;
            case CrossLane c -> null;
            case Fold f -> LaneRules.fold(f, scope);
            case Dot d -> null;
        };
    }
}
