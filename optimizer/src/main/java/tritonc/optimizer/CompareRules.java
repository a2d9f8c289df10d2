package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Laws of comparisons and of select.
final class CompareRules {
    private CompareRules() {}

    static @Nullable Value compare(Arithmetic.Compare op, Simplifier scope) {
        // c < x = x > c: constants stand right
        if (scope.isConstant(op.a()) && !scope.isConstant(op.b())) {
            return scope.add(new Arithmetic.Compare(op.kind().swapped(), op.b(), op.a()));
        }
        boolean isFloat = op.a().type().element() instanceof DType d && d.isFloat();
        boolean strict =
                switch (op.kind()) {
                    case LT, GT, NE -> true;
                    case EQ, LE, GE -> false;
                };
        if (op.a().equals(op.b())) {
            // x < x = false even for NaN; x == x = true but for NaN, x != x = false but for NaN
            boolean known = !isFloat || strict && op.kind() != CompareKind.NE;
            return known ? constant(op, !strict, scope) : null;
        }
        // unsigned x < 0 = false, x >= 0 = true
        boolean unsigned = op.a().type().element() instanceof DType u && u.isUnsigned();
        if (unsigned && scope.isConstant(op.b(), 0)) {
            return switch (op.kind()) {
                case LT -> constant(op, false, scope);
                case GE -> constant(op, true, scope);
                case EQ, NE, LE, GT -> null;
            };
        }
        return null;
    }

    private static Value constant(Arithmetic.Compare op, boolean holds, Simplifier scope) {
        return scope.add(new Arithmetic.Constant(op.type(), holds ? 1 : 0));
    }

    static @Nullable Value select(Arithmetic.Select op, Simplifier scope) {
        // select(c, x, x) = x
        if (op.ifTrue().equals(op.ifFalse())) {
            return op.ifTrue();
        }
        Arithmetic.@Nullable Constant c = scope.constant(op.condition());
        // select(true, x, y) = x, select(false, x, y) = y
        if (c != null) {
            return c.bits() != 0 ? op.ifTrue() : op.ifFalse();
        }
        // select(!c, x, y) = select(c, y, x)
        if (scope.definition(op.condition()) instanceof Arithmetic.Unary u
                && u.kind() == UnaryKind.NOT) {
            Value yes = op.ifFalse();
            Value no = op.ifTrue();
            return scope.add(new Arithmetic.Select(u.x(), yes, no));
        }
        // select(c, true, false) = c, select(c, false, true) = !c
        if (op.type().element() == DType.I1) {
            if (scope.isConstant(op.ifTrue(), 1) && scope.isConstant(op.ifFalse(), 0)) {
                return op.condition();
            }
            if (scope.isConstant(op.ifTrue(), 0) && scope.isConstant(op.ifFalse(), 1)) {
                return scope.add(new Arithmetic.Unary(UnaryKind.NOT, op.condition()));
            }
        }
        return nested(op, scope);
    }

    // select(c, select(c, x, y), z) = select(c, x, z), and so on the other side
    private static @Nullable Value nested(Arithmetic.Select op, Simplifier scope) {
        Value yes = op.ifTrue();
        Value no = op.ifFalse();
        if (scope.definition(yes) instanceof Arithmetic.Select inner
                && inner.condition().equals(op.condition())) {
            yes = inner.ifTrue();
        }
        if (scope.definition(no) instanceof Arithmetic.Select inner
                && inner.condition().equals(op.condition())) {
            no = inner.ifFalse();
        }
        boolean same = yes.equals(op.ifTrue()) && no.equals(op.ifFalse());
        return same ? null : scope.add(new Arithmetic.Select(op.condition(), yes, no));
    }
}
