package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Laws of one operand, and of fma.
final class UnaryRules {
    private UnaryRules() {}

    static @Nullable Value unary(Arithmetic.Unary op, Simplifier scope) {
        if (scope.definition(op.x()) instanceof Arithmetic.Compare c
                && op.kind() == UnaryKind.NOT) {
            return opposite(c, scope);
        }
        if (op.kind() == UnaryKind.ABS && hasNoSign(op.x())) {
            return op.x();
        }
        if (!(scope.definition(op.x()) instanceof Arithmetic.Unary inner)) {
            return null;
        }
        UnaryKind kind = op.kind();
        return switch (inner.kind()) {
            // -(-x) = x; |-x| = |x|
            case NEG ->
                    kind == UnaryKind.NEG
                            ? inner.x()
                            : kind == UnaryKind.ABS ? absolute(inner.x(), scope) : null;
            // ~~x = x
            case NOT -> kind == UnaryKind.NOT ? inner.x() : null;
            // f(f(x)) = f(x) for those that change nothing twice
            case ABS -> kind == UnaryKind.ABS ? op.x() : null;
            case FLOOR, CEIL, TRUNC, RINT ->
                    switch (kind) {
                        case FLOOR, CEIL, TRUNC, RINT -> op.x();
                        default -> null;
                    };
            case AT_MOST_ZERO -> kind == UnaryKind.AT_MOST_ZERO ? op.x() : null;
            case SQRT, RSQRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG1P, SIN, COS, TAN, TANH, ERF -> null;
        };
    }

    private static boolean hasNoSign(Value x) {
        return x.type().element() instanceof DType d && d.isUnsigned();
    }

    private static Value absolute(Value x, Simplifier scope) {
        return scope.add(new Arithmetic.Unary(UnaryKind.ABS, x));
    }

    // !(a < b) = a >= b and so on for integers and addresses; for floats, where NaN makes both
    // false, only !(a == b) = a != b and back
    private static @Nullable Value opposite(Arithmetic.Compare c, Simplifier scope) {
        boolean isFloat = c.a().type().element() instanceof DType d && d.isFloat();
        if (isFloat && c.kind() != CompareKind.EQ && c.kind() != CompareKind.NE) {
            return null;
        }
        CompareKind kind =
                switch (c.kind()) {
                    case EQ -> CompareKind.NE;
                    case NE -> CompareKind.EQ;
                    case LT -> CompareKind.GE;
                    case LE -> CompareKind.GT;
                    case GT -> CompareKind.LE;
                    case GE -> CompareKind.LT;
                };
        return scope.add(new Arithmetic.Compare(kind, c.a(), c.b()));
    }

    static @Nullable Value fma(Arithmetic.Fma op, Simplifier scope) {
        // fma(c, x, y) = fma(x, c, y): constants stand right
        if (scope.isConstant(op.a()) && !scope.isConstant(op.b())) {
            return scope.add(new Arithmetic.Fma(op.b(), op.a(), op.c()));
        }
        DType dtype = op.type().dtype();
        // fma(x, 1, y) = x + y
        if (scope.isConstant(op.b(), Lanes.ofDouble(dtype, 1))) {
            return scope.add(new Arithmetic.Binary(BinaryKind.ADD, op.a(), op.c()));
        }
        // fma(x, y, -0) = x * y; with +0 it is not (-1 * 0 + 0 = 0)
        if (scope.isConstant(op.c(), Lanes.ofDouble(dtype, -0.0))) {
            return scope.add(new Arithmetic.Binary(BinaryKind.MUL, op.a(), op.b()));
        }
        return null;
    }
}
